"""What a rep may ask for, and what is said when it cannot be worked on."""

import pytest

from assistant.emails.brief import make_brief
from assistant.emails.errors import BriefError
from assistant.engines.request import Occasion, Tone


def test_a_brief_is_read_as_typed():
    brief = make_brief("c-001", "follow_up", "fr", "concise", ("  proposer   un rendez-vous ",))
    assert (brief.occasion, brief.tone, brief.points) == (
        Occasion.FOLLOW_UP,
        Tone.CONCISE,
        ("proposer un rendez-vous",),
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"contact": " "}, "names no contact"),
        ({"occasion": "folow_up"}, "did you mean follow_up"),
        ({"occasion": "spam"}, "Choose among first_contact"),
        ({"tone": "pushy"}, "unknown tone. Choose among formal, friendly, concise."),
        ({"language": "de"}, "French (fr) or English (en)"),
        ({"points": ("",)}, "is empty"),
        ({"points": ("a" * 100_000,)}, "the brief has 1 point and 100,000 characters"),
        ({"points": ("a",) * 13}, "at most 12 points"),
    ],
)
def test_what_cannot_be_worked_on_is_said(given, words):
    with pytest.raises(BriefError) as caught:
        make_brief(**{"contact": "c-001", "occasion": "follow_up", **given})
    assert words in str(caught.value)
