"""Finding a contact by what a rep types: an id, an address, or a name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.records.errors import ContactAmbiguous, ContactUnknown, RepUnknown
from assistant.records.keys import keyring_of
from assistant.records.lookup import email_digest, name_digest, name_words, same_address
from assistant.records.tables import Company, Contact, Organisation, Rep

LONGEST_KEY = 320
"""Longest address that mail knows (RFC 5321: 64 + 1 + 255); nothing longer names a contact."""
SHOWN = 5
MOST_COMPARED = 5_000
"""Names are encrypted, and all of them are read to find one that is near: about 50 ms for this many."""


@dataclass(frozen=True, slots=True)
class _Name:
    id: str
    name: str
    company: str | None

    @property
    def label(self) -> str:
        return f"{self.name or 'no name'}{f', {self.company}' if self.company else ''} ({self.id})"


def find_contact(session: Session, key: str) -> Contact:
    """The one contact whom an id, an e-mail address or a full name ("Claire Martin", "MARTIN Claire") means.

    Raises:
        ContactUnknown: nobody; the hint names the nearest, never by their address.
        ContactAmbiguous: several; the message gives their ids, the hint says whose they are.
    """
    typed = " ".join(key.split())
    # No text in PostgreSQL holds a zero byte, so it refuses to look for one.
    if not typed or len(typed) > LONGEST_KEY or "\0" in typed:
        raise ContactUnknown("give the contact's id, e-mail address or full name")
    contact = session.get(Contact, typed)
    if contact is not None:
        return contact
    secret = keyring_of(session).system_key("lookup")
    if "@" in typed:
        sought = Contact.email_key == email_digest(secret, typed)
    else:
        sought = Contact.name_key == name_digest(secret, typed)
    found = session.scalars(select(Contact).where(sought)).all()
    return _only(session, found) if found else _unknown(session, typed.partition("@")[0])


def find_rep(session: Session, key: str | None) -> Rep:
    """The rep whom an id or an e-mail address means; without either, the only or first rep by id.

    Raises:
        RepUnknown: no such rep.
    """
    # The service asks by id for every request: no need to decrypt the addresses of all the others.
    known_by_id = session.get(Rep, key.strip()) if key is not None else None
    if known_by_id is not None:
        return known_by_id
    reps = session.scalars(select(Rep).order_by(Rep.id)).all()
    for rep in reps:
        if key is None or same_address(key) == same_address(rep.email):
            return rep
    known = ", ".join(rep.id for rep in reps[:SHOWN]) or "none; import the reps first"
    raise RepUnknown(f"no such rep; known ids: {known}")


def company_of(session: Session, contact: Contact) -> Company | None:
    """The company that a contact works for, if it is known."""
    return session.get(Company, contact.company_id) if contact.company_id else None


def organisation(session: Session) -> Organisation | None:
    """The company that the reps write for, if it was imported."""
    return session.get(Organisation, 1)


def _names(session: Session, ids: Collection[str] | None = None) -> list[_Name]:
    query = (
        select(Contact.id, Contact.first_name, Contact.last_name, Company.name)
        .outerjoin(Company, Contact.company_id == Company.id)
        .order_by(Contact.id)
    )
    if ids is not None:
        query = query.where(Contact.id.in_(ids))
    return [
        _Name(key, " ".join(filter(None, (first, last))), firm) for key, first, last, firm in session.execute(query)
    ]


def _only(session: Session, found: Sequence[Contact]) -> Contact:
    if len(found) == 1:
        return found[0]
    names = _names(session, {contact.id for contact in found})
    ids = _listed([one.id for one in names])
    raise ContactAmbiguous(f"{len(found)} contacts answer to that; give the id: {ids}", _labelled(names))


def _unknown(session: Session, typed: str) -> Contact:
    by_words: dict[str, list[_Name]] = {}
    if (session.scalar(select(func.count()).select_from(Contact)) or 0) <= MOST_COMPARED:
        for one in _names(session):
            by_words.setdefault(" ".join(name_words(one.name)), []).append(one)
    near = get_close_matches(" ".join(name_words(typed)), [words for words in by_words if words], SHOWN, 0.6)
    hint = _labelled(one for words in near for one in by_words[words])
    raise ContactUnknown("no such contact; give an id, an e-mail address or a full name", hint)


def _labelled(names: Iterable[_Name]) -> str:
    return _listed([one.label for one in names])


def _listed(labels: Sequence[str]) -> str:
    return "; ".join(labels[:SHOWN]) + (f"; and {len(labels) - SHOWN} more" if len(labels) > SHOWN else "")
