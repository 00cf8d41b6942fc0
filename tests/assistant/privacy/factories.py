"""Records with everything that can be about a person, and a search of a whole database for what is left of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import MetaData, select

from assistant.journal.entry import Entry, Event
from assistant.journal.journal import append
from assistant.records import Records
from assistant.records.crm_import import import_crm
from assistant.records.suggestions import State
from assistant.records.tables import Contact, MemoryEntry, Suggestion
from assistant.review.tables import Review, ReviewState
from connectors.crm.protocol import CrmConsent, CrmDeal, CrmFact, CrmInvoice, CrmObjection, CrmRow
from tests.assistant.records.factories import COMPANY, NOW, REP, ListedCrm, contact, said

ODILE, MARC = "c-1", "c-2"
CANARIES = ("Odile", "Rivière", "odile@riviere.example", "06 12 34 56 78", "genou")


def a_company(records: Records) -> None:
    """Odile, about whom the records hold something of every kind, and Marc beside her."""
    with records.writing() as session:
        import_crm(session, ListedCrm(rows()))
    with records.writing() as session:
        odile = session.get_one(Contact, ODILE).subject_id
        session.add(MemoryEntry(kind="interaction", row_id="i-1", model="m", subject_id=odile, vector=b"\x01\x02"))
        session.add_all(suggestions(ODILE))
        session.flush()
        session.add(review(ODILE))
        append(session, Entry(event=Event.DRAFT_HELD, at=NOW, actor="rep-1", subject=odile))
        append(session, Entry(event=Event.REVIEW_VIEWED, at=NOW, actor="rep-2", subject=odile))


def rows() -> list[CrmRow]:
    """What the CRM says of Odile and Marc."""
    granted = {"purpose": "prospecting", "channel": "email", "at": NOW, "status": "granted"}
    invoice = {"amount": "10.50", "currency": "EUR", "status": "paid"}
    return [
        REP,
        COMPANY,
        contact(ODILE, email="odile@riviere.example", phone="06 12 34 56 78", company_id="co-1", suppressed_on=()),
        contact(MARC, first_name="Marc", last_name="Tessier", email="marc@tessier.example"),
        CrmConsent.model_validate({"id": "k-1", "contact_id": ODILE, "proof": "form:v3"} | granted),
        CrmObjection(id="o-1", contact_id=ODILE, purpose="*", channel="phone", at=NOW),
        CrmFact(id="f-1", contact_id=ODILE, type="term", subject="visite", value="mal au genou"),
        CrmFact(id="f-2", type="price", subject="Fenêtre", value="1200"),
        said("i-1", "2026-11-01T10:00:00+01:00", subject="genou", text="Odile a mal au genou"),
        CrmDeal(id="d-1", contact_id=ODILE, title="Fenêtres Rivière", stage="lead", products=("p-1",)),
        CrmInvoice.model_validate({"id": "v-1", "contact_id": ODILE, "number": "F-1"} | invoice),
    ]


def suggestions(contact_id: str) -> list[Suggestion]:
    """A held draft and what was offered in its place, which sorts before it."""
    shared = {
        "contact_id": contact_id,
        "rep_id": "rep-1",
        "occasion": "follow_up",
        "purpose": "contract",
        "channel": "email",
        "language": "fr",
        "engine": "composer",
        "model": "m",
        "created_at": NOW,
        "subject": "Votre genou",
        "body": "Bonjour Odile Rivière",
        "verdict": '{"findings": ["genou"]}',
        "brief": '{"points": ["genou"]}',
    }
    held = Suggestion(id="b" * 36, state=State.HELD, request_key="1" * 64, request_digest="2" * 64, **shared)
    offered = Suggestion(id="a" * 36, state=State.OFFERED, offered_for=held.id, release="{}", **shared)
    return [held, offered]


def review(contact_id: str) -> Review:
    """The review that the held draft waits for."""
    return Review(
        id="c" * 36,
        suggestion_id="b" * 36,
        contact_id=contact_id,
        opened_at=NOW,
        expires_at=NOW + timedelta(days=14),
        state=ReviewState.WAITING,
        reason="parle du genou",
        advice="genou",
    )


def content(records: Records) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as the database holds it, encrypted values included."""
    metadata = MetaData()
    with records.reading() as session:
        connection = session.connection()
        metadata.reflect(connection)
        return {
            table.name: [
                tuple(map(_alike, row)) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


def values(records: Records) -> Iterator[tuple[str, object]]:
    """Every value of the database with its table."""
    for name, table in content(records).items():
        for row in table:
            yield from ((name, value) for value in row)


def _alike(value: object) -> object:
    # SQLite hands out UTC without saying so; PostgreSQL in its own time zone.
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
