"""People who were erased, and may still be in the CRM: what was erased is not imported again, nor written to."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from assistant.records.tables import ConsentEvent, Contact, Erasure


def erased_contacts(session: Session) -> frozenset[str]:
    """Ids of the contacts who were erased."""
    return frozenset(session.scalars(select(Contact.id).join(Erasure, Erasure.key_id == Contact.subject_id)))


def was_erased(session: Session, contact: Contact) -> bool:
    """Whether someone with this contact's address was erased, and has not agreed to anything since.

    A CRM may list an erased person again, under another id, without their having come back.
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
    agreed = select(ConsentEvent.id).where(
        ConsentEvent.contact_id == contact.id, ConsentEvent.status == "granted", ConsentEvent.at > last
    )
    return session.scalars(agreed.limit(1)).first() is None
