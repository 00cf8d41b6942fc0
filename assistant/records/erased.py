"""People who were erased, and may still be in the CRM: what was erased is not imported again, nor written to."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from assistant.records.tables import ConsentEvent, Contact, Erasure

GRANTED = "granted"
ANY = "*"
"""Every purpose, or every channel."""


def erased_contacts(session: Session) -> frozenset[str]:
    """Ids of the contacts who were erased."""
    return frozenset(session.scalars(select(Contact.id).join(Erasure, Erasure.key_id == Contact.subject_id)))


def was_erased(session: Session, contact: Contact, now: datetime) -> bool:
    """Whether someone with this contact's address was erased, and stands by no consent that they gave since.

    A CRM may list an erased person again, under another id, without their having come back. Which consent allows what
    is for the gate to say.
    """
    if contact.email_key is None:
        return False
    erased = aliased(Contact)
    last = session.scalar(
        select(func.max(Erasure.at))
        .join(erased, erased.subject_id == Erasure.key_id)
        .where(erased.email_key == contact.email_key)
    )
    if last is None:
        return False
    said = select(ConsentEvent.purpose, ConsentEvent.channel, ConsentEvent.status, ConsentEvent.at).where(
        ConsentEvent.contact_id == contact.id, ConsentEvent.at > last, ConsentEvent.at <= now
    )
    standing: dict[tuple[str, str], str] = {}
    # Of two events of one moment, the one that takes back counts.
    for purpose, channel, status, _ in sorted(
        session.execute(said).tuples(), key=lambda one: (one[3], one[2] != GRANTED)
    ):
        about = [key for key in standing if purpose in (ANY, key[0]) and channel in (ANY, key[1])]
        standing |= dict.fromkeys([*about, (purpose, channel)], status)
    return GRANTED not in standing.values()
