"""Erasing a person: their key, and whatever is about them; what remains keeps them from being written to again.

The order is what makes it safe. The id of the key goes into the ledger first, then everything goes in one
transaction: after a crash in between, the next erasure or restore finishes it. A backup that is restored holds the
key again, and loses it again before the restored records are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from assistant.journal.entry import Entry, Event
from assistant.journal.journal import append
from assistant.privacy.ledger import Ledger
from assistant.records import Records
from assistant.records.contacts import find_contact
from assistant.records.suggestions import State
from assistant.records.tables import (
    Contact,
    Deal,
    Erasure,
    FactRow,
    Interaction,
    MemoryEntry,
    StoredKey,
    Suggestion,
)
from assistant.review.tables import Review, ReviewState

KEPT = ("id", "subject_id", "email_key", "restricted")
"""What is left of a contact: the digest of the address, so that the person is recognised and not written to again
(GDPR art. 17(3)(b), 21(3)). Consents, objections and invoices stay as well: the law asks for them (art. 7(1); in France
Code de commerce, art. L123-22)."""
BY = "erasure"
"""Who decided the reviews that an erasure ended."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a request for erasure."""

    contact_id: str
    subject_id: str
    already: bool
    """Whether the person had been erased before."""


def erase_person(records: Records, ledger: Ledger, contact: str, actor: str, now: datetime) -> Erased:
    """Erase a contact; doing it again changes nothing.

    Args:
        contact: their id, address or full name.

    Raises:
        ContactUnknown: nobody; ContactAmbiguous: several.
        LedgerDamaged: the list of erased keys cannot be read or written; nothing was erased.
        RecordsError: the database failed; the erasure is finished by the next attempt, or by a restore.
    """
    with records.reading() as session:
        found = find_contact(session, contact)
        already = session.get(Erasure, found.subject_id) is not None
    known = ledger.read()
    if found.subject_id not in known:
        ledger.append({found.subject_id: now})
    with records.writing() as session:
        # Also those whose erasure was interrupted.
        apply_erasures(session, {found.subject_id: now} | known, actor, now)
    records.purge_keys()
    return Erased(found.id, found.subject_id, already)


def apply_erasures(session: Session, erasures: Mapping[str, datetime], actor: str, now: datetime) -> int:
    """Erase everyone whose key's id is listed and who is not erased yet, in the caller's transaction.

    Nothing personal is read for it: the rows may be encrypted with keys that only this transaction sees.

    Returns:
        How many of them the records knew.
    """
    done = set(session.scalars(select(Erasure.key_id)))
    new = {key: at for key, at in erasures.items() if key not in done}
    found = 0
    for subject_id, at in new.items():
        session.execute(insert(Erasure), {"key_id": subject_id, "at": at})
        if _erase(session, subject_id, now):
            append(session, Entry(event=Event.PERSON_ERASED, at=now, actor=actor, subject=subject_id))
            found += 1
    return found


def _erase(session: Session, subject_id: str, now: datetime) -> bool:
    """Erase one person; False if there is nothing about them, as in a backup that is older than they are."""
    session.execute(delete(StoredKey).where(StoredKey.id == subject_id))
    session.execute(delete(MemoryEntry).where(MemoryEntry.subject_id == subject_id))
    contact_ids = session.scalars(select(Contact.id).where(Contact.subject_id == subject_id)).all()
    _erase_rows(session, contact_ids, now)
    return bool(contact_ids)


def _erase_rows(session: Session, contact_ids: Sequence[str], now: datetime) -> None:
    for table in (Interaction, Deal, FactRow):
        session.execute(delete(table).where(table.contact_id.in_(contact_ids)))
    session.execute(
        update(Review)
        .where(Review.contact_id.in_(contact_ids), Review.state == ReviewState.WAITING)
        .values(state=ReviewState.REJECTED, decided_at=now, decided_by=BY)
    )
    session.execute(
        update(Review).where(Review.contact_id.in_(contact_ids)).values(reason=None, advice=None, overrides=None)
    )
    about = Suggestion.contact_id.in_(contact_ids)
    undecided = Suggestion.state.in_((State.HELD, State.BLOCKED))
    session.execute(update(Suggestion).where(about, undecided).values(state=State.CLOSED))
    texts = ("subject", "body", "verdict", "release", "brief", "request_key", "request_digest")
    session.execute(update(Suggestion).where(about).values(dict.fromkeys(texts)))
    lost = [column.key for column in Contact.__table__.columns if column.key not in KEPT]
    session.execute(
        update(Contact).where(Contact.id.in_(contact_ids)).values({**dict.fromkeys(lost), "restricted": True})
    )
