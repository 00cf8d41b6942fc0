"""Promise 4: a prompt holds only the fields that its purpose lists, and nobody's name or coordinates."""

import csv
import re
from dataclasses import fields, replace

import pytest

from assistant.emails.brief import make_brief
from assistant.emails.purpose import allowed_for, purpose_of
from assistant.engines.request import Correspondent, EmailRequest, Occasion
from assistant.records.tables import Contact, Rep
from assistant.workspace import Workspace
from guardrails import Gate
from guardrails.packs.pack import PurposeRow
from tests.demo_company import COMPANY, NOW
from tests.promises.recording import far_model

PAIRS = [
    ("c-001", "follow_up"),
    ("c-001", "answer"),
    ("c-001", "appointment"),
    ("c-002", "event"),
    ("c-002", "quote"),
    ("c-002", "renewal"),
    ("c-002", "thanks"),
    ("c-004", "answer"),
    ("c-004", "quote"),
    ("c-006", "payment_reminder"),
    ("c-008", "apology"),
]
OF_A_PERSON = {
    "name": "name",
    "first_name": "name",
    "last_name": "name",
    "civility": "civility",
    "company": "company",
    "job_title": "job_title",
}
"""Field of the request, and the field of the purpose that allows it. Address and phone are never in a prompt."""
PLACEHOLDER = re.compile(r"[A-Z]+_\d+")


def asked(workspace: Workspace, contact: str, occasion: str, *points: str) -> tuple[list[EmailRequest], str]:
    """What an engine is asked for, and what goes over the wire."""
    with far_model() as far:
        brief = make_brief(contact, occasion, points=points, rep="rep-1")
        workspace.writer_with(far.engine).write(brief, NOW)
    return far.requests, "\n".join(far.prompts)


def everybody() -> list[str]:
    """Full names, addresses and phones of all people of the company, and where companies are."""
    found: list[str] = []
    for file in ("contacts.csv", "reps.csv"):
        for row in csv.DictReader((COMPANY / file).open(encoding="utf-8")):
            found += [f"{row['first_name']} {row['last_name']}".strip(), row["email"], row["phone"]]
    for row in csv.DictReader((COMPANY / "companies.csv").open(encoding="utf-8")):
        found += [row["address"], row["siret"], row["vat"], row["website"]]
    (own,) = csv.DictReader((COMPANY / "company.csv").open(encoding="utf-8"))
    found += [own["iban"], own["siret"], own["address"], own["phone"], own["email"]]
    return [one for one in found if len(one) > 4]


@pytest.mark.few(3)
@pytest.mark.parametrize(("contact", "occasion"), PAIRS)
def test_a_request_holds_only_what_the_purpose_lists(workspace: Workspace, contact: str, occasion: str) -> None:
    requests, _ = asked(workspace, contact, occasion)
    with workspace.records.reading() as session:
        relationship = session.get_one(Contact, contact).relationship
    allowed = allowed_for(workspace.gate.policy, purpose_of(workspace.gate.policy, Occasion(occasion), relationship))
    assert requests
    for one in requests:
        given = {field.name for field in fields(Correspondent) if getattr(one.recipient, field.name) is not None}
        assert given <= {name for name, needs in OF_A_PERSON.items() if needs in allowed.fields}
        assert len(one.history) <= allowed.history
        assert "invoices" in allowed.fields or not any("FA-2026" in fact.value for fact in one.facts)


@pytest.mark.few(3)
@pytest.mark.parametrize(("contact", "occasion"), PAIRS)
def test_nobody_is_named_on_the_wire(workspace: Workspace, contact: str, occasion: str) -> None:
    requests, sent = asked(workspace, contact, occasion)
    packed = re.sub(r"[\s.\-]", "", sent).lower()
    for canary in everybody():
        assert canary.lower() not in sent.lower()
        if any(digit.isdigit() for digit in canary):
            assert re.sub(r"[\s.\-]", "", canary).lower() not in packed
    with workspace.records.reading() as session:
        people = (session.get_one(Contact, contact), session.get_one(Rep, "rep-1"))
    for person in people:
        assert not re.search(rf"\b{re.escape(person.last_name or '-')}\b", sent), "a last name alone"
    for one in requests:
        for person in (one.recipient, one.sender):
            for value in (person.name, person.company, person.email, person.phone):
                assert value is None or PLACEHOLDER.search(value)


@pytest.mark.parametrize("missing", ["name", "civility", "company", "job_title"])
def test_what_a_pack_no_longer_lists_is_no_longer_in_the_request(workspace: Workspace, missing: str) -> None:
    """The list is the pack's: the code has no list of its own that could go its own way."""
    policy = workspace.gate.policy
    less = tuple(
        PurposeRow(purpose=row.purpose, fields=tuple(one for one in row.fields if one != missing), history=row.history)
        for row in policy.purposes
    )
    names = [name for name, needs in OF_A_PERSON.items() if needs == missing]
    before, _ = asked(workspace, "c-002", "quote")
    assert any(getattr(before[0].recipient, name) for name in names), "it was to be there at first"
    after, _ = asked(with_purposes(workspace, less), "c-002", "quote")
    assert not any(getattr(after[0].recipient, name) for name in names)


@pytest.mark.parametrize("most", [0, 1])
def test_no_more_is_recalled_than_the_pack_says(workspace: Workspace, most: int) -> None:
    rows = tuple(row.model_copy(update={"history": most}) for row in workspace.gate.policy.purposes)
    requests, _ = asked(with_purposes(workspace, rows), "c-002", "quote", "rappeler notre réunion")
    assert [len(one.history) for one in requests] == [most] * len(requests)


def test_a_purpose_that_no_pack_lists_holds_nothing(workspace: Workspace) -> None:
    requests, sent = asked(with_purposes(workspace, ()), "c-002", "quote")
    (request, *_) = requests
    assert request.recipient == Correspondent()
    assert request.history == ()
    assert "Responsable des moyens" not in sent


def with_purposes(workspace: Workspace, rows: tuple[PurposeRow, ...]) -> Workspace:
    """The workspace under a policy whose prompts may hold this."""
    gate = workspace.gate
    policy = replace(gate.policy, purposes=rows)
    judge = Gate(policy, gate._guards, seal_key=gate._sealer.key, languages=gate._languages)
    return replace(workspace, gate=judge)
