"""Who greets whom, and who signs."""

import pytest

from assistant.emails.parties import PartiesGuard
from guardrails import Context, Draft, Recipient, Sender

CONTEXT = Context(recipient=Recipient(name="Emily Carter"), sender=Sender(name="Aoife Brennan"))


def rules(text: str) -> list[str]:
    return [one.rule for one in PartiesGuard().inspect(Draft(text=text, language="en"), CONTEXT).findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear Ms Carter,\n\nThank you.\n\nAoife Brennan", []),
        ("Dear Emily,\n\nI spoke with Aoife Brennan.\n\nAoife", []),
        ("Hello,\n\nThank you.", []),
        ("Dear Emily, it is Aoife Brennan here.\n\nAoife", []),
        ("Dear Aoife Brennan,\n\nThank you.\n\nAoife Brennan", ["parties.greeting"]),
        ("Dear Ms BRENNAN,\n\nThank you.\n\nEmily Carter", ["parties.greeting", "parties.signature"]),
        ("Dear Emily,\n\nThank you.\n\nEmily Carter,", ["parties.signature"]),
        ("", []),
    ],
)
def test_a_mail_speaks_to_its_recipient(text, found):
    assert rules(text) == found


def test_without_both_parties_nothing_is_said():
    assert PartiesGuard().inspect(Draft(text="Dear Aoife Brennan,"), Context()).findings == ()
