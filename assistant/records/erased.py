"""People who were erased, and may still be in the CRM: what was erased is not imported again, nor written to."""

from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from assistant.records.tables import ConsentEvent, Contact, Erasure

GRANTED = "granted"
ANY = "*"
"""Every purpose, or every channel."""

# Built once, of tables and not of classes: they are asked for each draft and each check.
_ERASED, _CONTACTS, _SAID = Erasure.__table__.c, Contact.__table__.c, ConsentEvent.__table__.c
_LAST_ERASURE = select(func.max(_ERASED.at)).where(
    _CONTACTS.subject_id == _ERASED.key_id, _CONTACTS.email_key == bindparam("address")
)
_SAID_SINCE: Select[str, str, str, datetime] = select(_SAID.purpose, _SAID.channel, _SAID.status, _SAID.at).where(
    _SAID.contact_id == bindparam("contact"), _SAID.at > bindparam("after"), _SAID.at <= bindparam("now")
)


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
    last = session.scalar(_LAST_ERASURE, {"address": contact.email_key})
    if last is None:
        return False
    said = session.execute(_SAID_SINCE, {"contact": contact.id, "after": last, "now": now}).tuples()
    standing: dict[tuple[str, str], str] = {}
    # Of two events of one moment, the one that takes back counts.
    for purpose, channel, status, _ in sorted(said, key=lambda one: (one[3], one[2] != GRANTED)):
        about = [key for key in standing if purpose in (ANY, key[0]) and channel in (ANY, key[1])]
        standing |= dict.fromkeys([*about, (purpose, channel)], status)
    return GRANTED not in standing.values()
