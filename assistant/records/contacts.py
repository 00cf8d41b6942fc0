"""Finding a contact by what a rep types: an id, an address, or a name."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.errors import ContactAmbiguous, ContactUnknown, RepUnknown
from assistant.records.tables import Company, Contact, Organisation, Rep

LONGEST_KEY = 320
"""Longest address that mail knows (RFC 5321: 64 + 1 + 255); nothing longer names a contact."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Name:
    id: str
    name: str
    company: str | None

    @property
    def label(self) -> str:
        return f"{self.name or 'no name'}{f', {self.company}' if self.company else ''} ({self.id})"


def email_key(address: str | None) -> str | None:
    """What an address is looked up by: domains ignore case, and no provider in use tells local parts apart by it."""
    return address.strip().casefold() if address else None


def find_contact(session: Session, key: str) -> Contact:
    """The one contact whom an id, an e-mail address or a full name ("Claire Martin", "MARTIN Claire") means.

    Raises:
        ContactUnknown: nobody; the message names the nearest, never by their address.
        ContactAmbiguous: several; the message lists them with the ids to tell them apart.
    """
    typed = " ".join(key.split())
    if not typed or len(typed) > LONGEST_KEY:
        raise ContactUnknown("give the contact's id, e-mail address or full name")
    contact = session.get(Contact, typed)
    if contact is not None:
        return contact
    if "@" in typed:
        found = session.scalars(select(Contact).where(Contact.email_key == email_key(typed))).all()
        return _only(session, found) if found else _unknown(session, typed.partition("@")[0])
    names = _names(session)
    wanted = _words(typed)
    ids = [one.id for one in names if _words(one.name) == wanted]
    if not ids:
        return _unknown(session, typed, names)
    return _only(session, session.scalars(select(Contact).where(Contact.id.in_(ids))).all())


def find_rep(session: Session, key: str | None) -> Rep:
    """The rep whom an id or an e-mail address means; without either, the only or first rep by id.

    Raises:
        RepUnknown: no such rep.
    """
    reps = session.scalars(select(Rep).order_by(Rep.id)).all()
    for rep in reps:
        if key is None or key.strip() == rep.id or email_key(key) == email_key(rep.email):
            return rep
    known = ", ".join(rep.id for rep in reps[:SHOWN]) or "none; import the reps first"
    raise RepUnknown(f"no such rep; known ids: {known}")


def company_of(session: Session, contact: Contact) -> Company | None:
    """The company that a contact works for, if it is known."""
    return session.get(Company, contact.company_id) if contact.company_id else None


def organisation(session: Session) -> Organisation | None:
    """The company that the reps write for, if it was imported."""
    return session.get(Organisation, 1)


def _names(session: Session) -> list[_Name]:
    query = select(Contact.id, Contact.first_name, Contact.last_name, Company.name).outerjoin(
        Company, Contact.company_id == Company.id
    )
    return [
        _Name(key, " ".join(filter(None, (first, last))), firm) for key, first, last, firm in session.execute(query)
    ]


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, whatever their order, case, accents and hyphens."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(sorted("".join(c if c.isalnum() else " " for c in bare).split()))


def _only(session: Session, found: Sequence[Contact]) -> Contact:
    if len(found) == 1:
        return found[0]
    ids = {contact.id for contact in found}
    raise ContactAmbiguous(
        f"{len(found)} contacts answer to that; give the id: {_listed(one for one in _names(session) if one.id in ids)}"
    )


def _unknown(session: Session, typed: str, names: list[_Name] | None = None) -> Contact:
    by_words: dict[str, list[_Name]] = {}
    for one in names if names is not None else _names(session):
        by_words.setdefault(" ".join(_words(one.name)), []).append(one)
    near = get_close_matches(" ".join(_words(typed)), [words for words in by_words if words], SHOWN, 0.6)
    hint = _listed(one for words in near for one in by_words[words])
    raise ContactUnknown(
        f"no such contact; near it: {hint}" if hint else "no such contact; give an id, an e-mail address or a full name"
    )


def _listed(names: Iterable[_Name]) -> str:
    labels = [one.label for one in names]
    return "; ".join(labels[:SHOWN]) + (f"; and {len(labels) - SHOWN} more" if len(labels) > SHOWN else "")
