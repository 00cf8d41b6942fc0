"""Whose a row is: before a session writes rows, their personal values are given the key of whom they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker
from sqlalchemy.orm.attributes import flag_modified, get_history, instance_state
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from assistant.records.columns import PersonalBytes, PersonalText
from assistant.records.encryption import DataKey, Kind, NotOwned, Owned, OwnedBytes, Public, PublicBytes
from assistant.records.errors import RecordsError
from assistant.records.keys import Keyring, key_id_of
from assistant.records.lookup import email_digest, name_digest
from assistant.records.tables import NOBODY, Contact, Table, random_id


class OwnerUnknown(RecordsError):
    """A row is about a person whom the records do not have."""

    code = "records.owner_unknown"
    status = 409


@dataclass(frozen=True, slots=True)
class _Value:
    """A personal value that is about to be written."""

    row: Table
    column: str
    kind: Kind
    value: str | bytes
    stored: bool
    """Whether the row is in the database already."""


def watch(sessions: sessionmaker[Session], keyring: Keyring) -> None:
    """Have every session encrypt what it writes, and forget erased keys as its transactions begin."""
    event.listen(sessions, "before_flush", partial(_own, keyring))
    event.listen(sessions, "after_begin", lambda _session, _transaction, connection: keyring.refresh(connection))


def _own(keyring: Keyring, session: Session, _flush: UOWTransaction, _instances: object) -> None:
    rows = [row for row in (*session.new, *session.dirty) if isinstance(row, Table) and _personal_columns(type(row))]
    for row in rows:
        if isinstance(row, Contact):
            _set_digests(row, keyring.system_key("lookup"))
    values = [value for row in rows for value in _changed_values(row)]
    if not values:
        return
    subjects = _subjects(session, {id(one.row): one.row for one in values}.values())
    wanted = {(subjects[id(one.row)], one.kind) for one in values}
    kinds = {key_id_of(subject, kind): kind for subject, kind in wanted if subject != NOBODY}
    keys = keyring.keys_for(session.connection(), kinds)
    for one in values:
        setattr(one.row, one.column, _owned(one.value, keys.get(key_id_of(subjects[id(one.row)], one.kind))))
        if one.stored:
            # The same words under another person's key are not the same; SQLAlchemy sees the words only.
            flag_modified(one.row, one.column)


def _changed_values(row: Table) -> Iterable[_Value]:
    owner = type(row).__subject__
    # A row that was rolled back and is added again has no changes, and a key that is gone.
    stored = not _is_new(row)
    all_of_them = not stored or (owner is not None and _has_changed(row, owner))
    for column, kind in _personal_columns(type(row)):
        if not (all_of_them or _has_changed(row, column)):
            continue
        value = getattr(row, column)
        if value is None:
            continue
        if not isinstance(value, str | bytes):
            raise NotOwned(f"{type(row).__tablename__}.{column} takes text about a person, not an expression")
        yield _Value(row, column, kind, value, stored)


def _subjects(session: Session, rows: Iterable[Table]) -> Mapping[int, str]:
    """The random id of the person whom each row is about, by the row's identity."""
    known: dict[int, str] = {}
    referring: dict[type[Table], list[tuple[int, str]]] = {}
    for row in rows:
        column = type(row).__subject__ or _without_owner(row)
        target = _referred(type(row), column)
        value = cast(str | None, getattr(row, column))
        if target is None:
            if value is None:
                value = random_id()
                setattr(row, column, value)
            known[id(row)] = value
        elif value is None:
            known[id(row)] = NOBODY
        else:
            referring.setdefault(target, []).append((id(row), value))
    for target, references in referring.items():
        found = _subjects_of(session, target, {key for _, key in references})
        known |= {row: found[key] for row, key in references}
    return known


def _subjects_of(session: Session, target: type[Any], ids: set[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in session.new:
        if isinstance(row, target) and row.id in ids:
            row.subject_id = row.subject_id or random_id()
            found[row.id] = row.subject_id
    query = select(target.id, target.subject_id).where(target.id.in_(ids - found.keys()))
    found |= dict(session.connection().execute(query).tuples().all())
    if ids - found.keys():
        raise OwnerUnknown(f"a row refers to someone in {target.__tablename__} who is not there; import them first")
    return found


@cache
def _personal_columns(table: type[Table]) -> tuple[tuple[str, Kind], ...]:
    columns = inspect(table).column_attrs
    types = ((attribute.key, attribute.columns[0].type) for attribute in columns)
    return tuple((name, kind.kind) for name, kind in types if isinstance(kind, PersonalText | PersonalBytes))


@cache
def _referred(table: type[Table], column: str) -> type[Table] | None:
    """The table that the column refers to, if it is not the person's own id."""
    keys = table.__table__.columns[column].foreign_keys
    names = {key.column.table.name for key in keys}
    return next((mapper.class_ for mapper in Table.registry.mappers if mapper.class_.__tablename__ in names), None)


def _without_owner(row: Table) -> str:
    raise NotOwned(f"{type(row).__tablename__} has personal columns and does not say whose; give it a __subject__")


def _owned(value: str | bytes, key: DataKey | None) -> Owned | OwnedBytes | Public | PublicBytes:
    """The value with its owner's key; what is nobody's has none."""
    if key is None:
        return Public(value) if isinstance(value, str) else PublicBytes(value)
    return Owned(value, key) if isinstance(value, str) else OwnedBytes(value, key)


def _set_digests(contact: Contact, secret: bytes) -> None:
    """Follow a change of address or name; those of an erased person, which cannot be read, stay as they were left."""
    new = _is_new(contact)
    if new or _has_changed(contact, "email"):
        contact.email_key = email_digest(secret, contact.email)
    if new or _has_changed(contact, "first_name") or _has_changed(contact, "last_name"):
        contact.name_key = name_digest(secret, contact.full_name)


def _has_changed(row: Table, column: str) -> bool:
    return get_history(row, column, PASSIVE_NO_INITIALIZE).has_changes()


def _is_new(row: Table) -> bool:
    return not instance_state(row).persistent
