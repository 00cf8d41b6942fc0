"""Taking a CRM's rows into the records: all of them or none, and the same twice as once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.records.erased import erased_contacts
from assistant.records.errors import ImportRefused
from assistant.records.tables import (
    Company,
    ConsentEvent,
    Contact,
    Deal,
    FactRow,
    Interaction,
    Invoice,
    MemoryEntry,
    ObjectionEvent,
    Organisation,
    Product,
    Rep,
    Table,
)
from connectors.crm.protocol import Crm, CrmContact, CrmDeal, CrmFact, CrmInteraction, CrmKind, CrmRow

BATCH = 500
"""Rows held in memory at a time."""

_APPEND_ONLY: tuple[CrmKind, ...] = ("consents", "objections")
_MEMORY_KINDS: Mapping[CrmKind, str] = {"interactions": "interaction", "facts": "fact", "products": "product"}

Keyed = type[Rep | Company | Contact | Product | FactRow | ConsentEvent | ObjectionEvent | Interaction | Deal | Invoice]


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What became of the rows of one kind."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """How many rows the CRM gave."""
        return self.added + self.changed + self.unchanged


def import_crm(session: Session, crm: Crm) -> dict[CrmKind, ImportCount]:
    """Take in everything a CRM holds; call it within `Records.writing`.

    Rows are recognised by their id. Contacts, companies and exchanges that the CRM no longer lists are kept;
    facts, deals and invoices go if `Crm.complete` says so, since a withdrawn price must not be quoted. What a CRM
    still tells of people who were erased here is passed over.

    Raises:
        ImportRefused: a consent or objection differs from the one that was recorded; nothing is kept.
        CrmError: the CRM cannot be read to its end; nothing is kept.
    """
    with session.begin_nested():
        counts: dict[CrmKind, ImportCount] = {"organisation": _organisation(session, crm)}
        erased = erased_contacts(session)
        for kind, table, rows in _kinds(crm):
            known = (row for row in rows if _whom_it_tells_of(row) not in erased)
            counts[kind] = _take(session, kind, table, known, kind in crm.complete)
        return counts


def _kinds(crm: Crm) -> Iterator[tuple[CrmKind, Keyed, Iterator[CrmRow]]]:
    """Kinds in an order in which references point backwards."""
    yield "reps", Rep, crm.reps()
    yield "companies", Company, crm.companies()
    yield "contacts", Contact, crm.contacts()
    yield "products", Product, crm.products()
    yield "facts", FactRow, crm.facts()
    yield "consents", ConsentEvent, crm.consents()
    yield "objections", ObjectionEvent, crm.objections()
    yield "interactions", Interaction, crm.interactions()
    yield "deals", Deal, crm.deals()
    yield "invoices", Invoice, crm.invoices()


def _whom_it_tells_of(row: CrmRow) -> str | None:
    """The contact whom a row describes; consents, objections and invoices of erased people are kept."""
    if isinstance(row, CrmContact):
        return row.id
    return row.contact_id if isinstance(row, CrmFact | CrmInteraction | CrmDeal) else None


def _organisation(session: Session, crm: Crm) -> ImportCount:
    row = crm.organisation()
    if row is None:
        return ImportCount()
    present = session.get(Organisation, 1)
    if present is None:
        session.add(Organisation(id=1, **_values(row)))
        return ImportCount(added=1)
    changed = _assign(present, _values(row))
    return ImportCount(changed=int(changed), unchanged=int(not changed))


def _take(session: Session, kind: CrmKind, table: Keyed, rows: Iterator[CrmRow], complete: bool) -> ImportCount:
    added = changed = unchanged = 0
    listed: set[str] = set()
    while batch := {str(values["id"]): values for values in map(_values, islice(rows, BATCH))}:
        present = {row.id: row for row in session.scalars(select(table).where(table.id.in_(batch)))}
        new = [values for key, values in batch.items() if key not in present]
        session.add_all(table(**values) for values in new)
        altered = [key for key, row in present.items() if _assign(row, batch[key])]
        if altered and kind in _APPEND_ONLY:
            raise ImportRefused(_altered_record(kind, altered))
        _forget_vectors(session, kind, altered)
        session.flush()
        session.expunge_all()
        added, changed = added + len(new), changed + len(altered)
        unchanged += len(present) - len(altered)
        if complete:
            listed |= batch.keys()
    removed = _withdraw(session, kind, table, listed) if complete else 0
    return ImportCount(added, changed, unchanged, removed)


def _values(row: CrmRow) -> dict[str, object]:
    values: dict[str, object] = dict(row)
    if isinstance(row, CrmContact):
        values["suppressed_on"] = _json_list(row.suppressed_on)
    elif isinstance(row, CrmDeal):
        values["products"] = _json_list(row.products)
    return values


def _json_list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _assign(row: Table, values: Mapping[str, object]) -> bool:
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed


def _withdraw(session: Session, kind: CrmKind, table: Keyed, listed: set[str]) -> int:
    gone = [key for key in session.scalars(select(table.id)) if key not in listed]
    for keys in _chunks(gone):
        session.execute(delete(table).where(table.id.in_(keys)))
    _forget_vectors(session, kind, gone)
    return len(gone)


def _forget_vectors(session: Session, kind: CrmKind, keys: Iterable[str]) -> None:
    """A vector stands for one wording: when the wording changes, it is computed anew."""
    memory_kind = _MEMORY_KINDS.get(kind)
    if memory_kind:
        for chunk in _chunks(keys):
            entry = MemoryEntry
            session.execute(delete(entry).where(entry.kind == memory_kind, entry.row_id.in_(chunk)))


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, BATCH)):
        yield chunk


def _altered_record(kind: CrmKind, keys: list[str]) -> str:
    shown = ", ".join(keys[:5])
    return (
        f"{len(keys)} {kind} differ from what was recorded before ({shown}). Consents and objections are evidence and "
        "are never rewritten: restore these rows, and add the change as a new row with its own id and time"
    )
