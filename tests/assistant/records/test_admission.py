"""What admission is told about a contact: all that was recorded up to now, and nothing that was said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from assistant.records import Records
from assistant.records.admission import admission_context, recipient_of
from assistant.records.contacts import find_contact, find_rep
from assistant.records.offers import offer_of
from assistant.records.tables import Contact, Suggestion
from connectors.crm.protocol import CrmConsent, CrmDeal, CrmInteraction, CrmInvoice, CrmObjection, CrmProduct, CrmRow
from guardrails.draft import Recipient
from tests.assistant.records.factories import COMPANY, NOW, OWN, REP, contact, records_with, said


def recipient(migrated_url: str, *rows: CrmRow, now: datetime = NOW) -> Recipient:
    with records_with(migrated_url, *rows).reading() as session:
        return recipient_of(session, session.get_one(Contact, "c-1"), now)


def test_a_contact_of_whom_nothing_is_known_stays_unknown(migrated_url: str) -> None:
    known = recipient(migrated_url, contact(first_name=None, last_name=None))
    counted = {"contacts_last_7_days": 0, "unanswered_in_sequence": 0, "call_attempts_last_30_days": 0}
    assert known == Recipient.model_validate(counted)


def test_everything_that_was_recorded_is_told(migrated_url: str) -> None:
    known = recipient(
        migrated_url,
        COMPANY,
        contact(
            email="o@sarrazin.example", phone="06 39 98 00 01", kind="person", company_id="co-1",
            time_zone="Europe/Paris", subscriber="corporate", minor=False, restricted=True, suppressed_on=[],
            screened_at="2026-11-01",
            collection_source="form", collection_informed=True, contract_running=True, last_purchase="2026-02-03",
        ),
        CrmConsent.model_validate(
            {"id": "k", "contact_id": "c-1", "purpose": "event", "channel": "sms", "status": "granted",
             "at": "2026-03-01T08:00:00+01:00", "valid_until": "2027-03-01", "proof": "form:v3", "method": "opt_in"}
        ),
        CrmObjection(id="o", contact_id="c-1", channel="phone"),
    )  # fmt: skip
    assert known.name == "Odile Rivière"
    assert known.identifiers == ("86620116300023", "FR79866201163")
    assert (known.minor, known.restricted, known.suppressed_on) == (False, True, ())
    assert known.screened_at == date(2026, 11, 1)
    assert known.collection is not None
    assert (known.collection.source, known.collection.refusal_offered) == ("form", None)
    assert (known.consents[0].proof, known.consents[0].valid_until) == ("form:v3", date(2027, 3, 1))
    assert (known.objections[0].purpose, known.objections[0].channel) == ("*", "phone")
    assert (known.contract_running, known.last_purchase) == (True, date(2026, 2, 3))


@pytest.mark.parametrize(
    ("exchanges", "expected"),
    [
        # (contacts in 7 days, unanswered in a row, calls in 30 days)
        ([], (0, 0, 0)),
        ([("2026-11-20T09:00:00+01:00", "out", "email")], (1, 1, 0)),
        ([("2026-11-16T09:59:00+01:00", "out", "email")], (0, 1, 0)),
        ([("2026-11-16T10:01:00+01:00", "out", "email")], (1, 1, 0)),
        ([("2026-11-23T10:01:00+01:00", "out", "email")], (0, 0, 0)),
        ([("2026-11-20T09:00:00+01:00", "in", "email")], (0, 0, 0)),
        ([("2026-11-01T09:00:00+01:00", "out", "email"), ("2026-11-02T09:00:00+01:00", "in", "email")], (0, 0, 0)),
        ([("2026-11-02T09:00:00+01:00", "in", "email"), ("2026-11-03T09:00:00+01:00", "out", "email")], (0, 1, 0)),
        ([("2026-09-02T09:00:00+01:00", "out", "email"), ("2026-10-03T09:00:00+01:00", "out", "sms")], (0, 2, 0)),
        ([("2026-11-19T09:00:00+01:00", "out", "phone")], (1, 0, 1)),
        ([("2026-10-20T09:00:00+01:00", "out", "phone")], (0, 0, 0)),
        ([("2026-11-19T09:00:00+01:00", "out", "meeting")], (0, 0, 0)),
        ([("2026-11-18T09:00:00+01:00", "out", "email"), ("2026-11-19T09:00:00+01:00", "out", "meeting")], (1, 0, 0)),
        ([("2026-11-19T09:00:00+01:00", None, "note")], (0, 0, 0)),
    ],
)
def test_how_often_we_wrote(
    migrated_url: str, exchanges: list[tuple[str, str | None, str]], expected: tuple[int, int, int]
) -> None:
    rows = [said(f"i-{number}", at, direction, channel) for number, (at, direction, channel) in enumerate(exchanges)]
    known = recipient(migrated_url, contact(), *rows)
    found = (known.contacts_last_7_days, known.unanswered_in_sequence, known.call_attempts_last_30_days)
    assert found == expected


def test_a_suggestion_counts_once_it_was_sent(migrated_url: str) -> None:
    records = records_with(migrated_url, contact())
    common = {
        "contact_id": "c-1", "occasion": "follow_up", "purpose": "prospecting", "channel": "email", "language": "fr",
        "engine": "composer", "model": "1", "state": "released", "created_at": NOW - timedelta(days=3),
    }  # fmt: skip
    with records.writing() as session:
        session.add(Suggestion(id="s-1", sent_at=NOW - timedelta(days=2), **common))
        session.add(Suggestion(id="s-2", sent_at=None, **common))
        session.add(Suggestion(id="s-3", sent_at=NOW + timedelta(days=2), **common))
    with records.reading() as session:
        known = recipient_of(session, session.get_one(Contact, "c-1"), NOW)
    assert (known.contacts_last_7_days, known.unanswered_in_sequence) == (1, 1)


@pytest.mark.parametrize(
    ("recorded", "heard", "expected"),
    [
        (None, None, None),
        ("2026-11-02T09:00:00+01:00", None, "2026-11-02T09:00:00+01:00"),
        (None, "2026-11-03T09:00:00+01:00", "2026-11-03T09:00:00+01:00"),
        ("2026-11-02T09:00:00+01:00", "2026-11-03T09:00:00+01:00", "2026-11-03T09:00:00+01:00"),
        ("2026-11-05T09:00:00+01:00", "2026-11-03T09:00:00+01:00", "2026-11-05T09:00:00+01:00"),
        ("2026-12-05T09:00:00+01:00", None, None),
        (None, "2026-12-05T09:00:00+01:00", None),
    ],
)
def test_the_last_inbound_message_is_the_latest_known_by_now(
    migrated_url: str, recorded: str | None, heard: str | None, expected: str | None
) -> None:
    exchanges = [said("i-1", heard)] if heard else []
    known = recipient(migrated_url, contact(last_inbound=recorded), *exchanges)
    assert known.last_inbound == (datetime.fromisoformat(expected) if expected else None)


def test_an_inbound_message_that_only_the_contact_row_knows_answers_ours(migrated_url: str) -> None:
    rows = (contact(last_inbound="2026-11-05T09:00:00+01:00"), said("i-1", "2026-11-03T09:00:00+01:00", "out"))
    assert recipient(migrated_url, *rows).unanswered_in_sequence == 0


def test_the_context_names_the_sender_and_falls_back_on_the_companys_country(migrated_url: str) -> None:
    rows = (REP, OWN, COMPANY, contact(company_id="co-1", audience="b2b", relationship="customer"))
    with records_with(migrated_url, *rows).reading() as session:
        found = find_contact(session, "c-1")
        context = admission_context(session, found, find_rep(session, None), "prospecting", "email", NOW)
    assert (context.jurisdiction, context.audience, context.relationship) == ("FR", "b2b", "customer")
    assert (context.purpose, context.channel, context.now, context.reader_language) == (
        "prospecting",
        "email",
        NOW,
        "fr",
    )
    assert context.sender is not None
    assert (context.sender.name, context.sender.organisation) == ("Inès Corbin", "Vitrage Clair")
    assert "FR7618999000440021753006127" in context.sender.identifiers
    assert (context.facts, context.thread) == ((), ())


@contextmanager
def statements(records: Records) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(records.engine, "before_cursor_execute", note)
    yield seen
    event.remove(records.engine, "before_cursor_execute", note)


def test_admission_reads_nothing_that_was_said(migrated_url: str) -> None:
    canary = "Souffre du dos depuis avril"
    rows: tuple[CrmRow, ...] = (
        REP, OWN, COMPANY, contact(company_id="co-1"), CrmProduct(id="p-0", name="P"),
        CrmDeal(id="d-1", contact_id="c-1", title=canary, stage="proposal", products=("p-0",), next_step=canary),
        CrmInteraction.model_validate(
            {"id": "i-1", "contact_id": "c-1", "at": NOW, "channel": "note", "subject": canary, "text": canary}
        ),
        CrmInvoice(id="v-1", contact_id="c-1", number="F1", amount=Decimal(10), currency="EUR"),
    )  # fmt: skip
    records = records_with(migrated_url, *rows)
    with records.reading() as session, statements(records) as seen:
        found = find_contact(session, "Odile Rivière")
        offer = offer_of(session, found, NOW)
        context = admission_context(session, found, find_rep(session, None), "prospecting", "email", NOW, offer)
    assert any("FROM interactions" in statement for statement in seen)
    for statement in seen:
        for column in ("interactions.text", "interactions.subject", "deals.title", "deals.next_step", "invoices."):
            assert column not in statement
    assert canary not in context.model_dump_json()
