"""The records that a backup takes the place of: what they know, and must not be forgotten with them.

They are believed only if they continue the backup. A database that was made after the real one was lost knows of no
erasure and of no objection, which does not mean that there was none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    CreateTableAs,
    TableClause,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    update,
)

from assistant.records.encryption import Kind
from assistant.records.errors import RecordsNewer
from assistant.records.keys import MARKER
from assistant.records.master import MasterKeys
from assistant.records.migrations import upgrade
from assistant.records.tables import ConsentEvent, Erasure, ObjectionEvent, StoredKey

Erasures = Mapping[str, datetime]
"""Ids of erased keys, and when they were erased."""

_WANTED = {
    "journal": ("seq", "hash"),
    "keys": tuple(StoredKey.__table__.columns.keys()),
    "contacts": ("id",),
    "consents": tuple(ConsentEvent.__table__.columns.keys()),
    "objections": tuple(ObjectionEvent.__table__.columns.keys()),
    "suggestions": ("id", "sent_at"),
    "tokens": ("id", "revoked_at"),
}
"""What is set aside while the tables are made anew."""
_TABLES = {name: table(name, *map(column, columns)) for name, columns in _WANTED.items()}
_FORMER = {name: table(f"former_{name}", *map(column, columns)) for name, columns in _WANTED.items()}
"""Temporary tables, of what was set aside."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of the former records came along, and how much is gone with them.

    Attributes:
        consents: events added to histories of consents, withdrawals among them.
        revoked: tokens that were revoked since the backup, and stay so.
        sent: mails that are marked as sent since.
        lost_contacts: contacts that the backup did not know yet, with all that was about them.
        lost_sent: mails that were sent, of which the backup has nothing.
    """

    consents: int
    objections: int
    revoked: int
    sent: int
    lost_contacts: int
    lost_sent: int


@dataclass(frozen=True, slots=True)
class Former:
    """What is known from the records that were replaced.

    Attributes:
        erasures: who had been erased; all who were, if `carried` is not None.
        carried: what came along; None if they do not continue the backup, so that nothing did.
    """

    erasures: Erasures
    carried: Carried | None = None


def set_aside(connection: Connection, master: MasterKeys) -> Former:
    """Keep what may have to come along, before the tables are dropped; it goes with the connection."""
    try:
        upgrade(connection, master)
    except RecordsNewer:
        return Former(_erasures(connection))
    for name, present in _TABLES.items():
        connection.execute(CreateTableAs(select(*present.columns), _FORMER[name].name, temporary=True))
    return Former(_erasures(connection))


def carry_over(connection: Connection, former: Former, master: MasterKeys) -> Former:
    """Add to restored records, updated to this version, what the former ones knew beyond them.

    Only what keeps people from being written to, and tokens from being used, is added: the rest would be neither the
    records of then nor those of now.
    """
    if not _continued(connection, master):
        return former
    _add(connection, "keys", _FORMER["keys"].c.kind == Kind.PROOF)
    contact_ids = select(_TABLES["contacts"].c.id)
    return Former(
        former.erasures,
        Carried(
            consents=_add(connection, "consents", _FORMER["consents"].c.contact_id.in_(contact_ids)),
            objections=_add(connection, "objections", _FORMER["objections"].c.contact_id.in_(contact_ids)),
            revoked=_mark(connection, "tokens", "revoked_at"),
            sent=_mark(connection, "suggestions", "sent_at"),
            lost_contacts=_lost(connection, "contacts"),
            lost_sent=_lost(connection, "suggestions", _FORMER["suggestions"].c.sent_at.is_not(None)),
        ),
    )


def _erasures(connection: Connection) -> Erasures:
    if not inspect(connection).has_table(Erasure.__tablename__):
        return {}
    return dict(connection.execute(select(Erasure.key_id, Erasure.at)).tuples().all())


def _continued(connection: Connection, master: MasterKeys) -> bool:
    """Whether the former records went on from the restored ones: their journal begins with the whole restored one."""
    journal, former = _TABLES["journal"], _FORMER["journal"]
    if former.name not in inspect(connection).get_temp_table_names():
        return False
    last = connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(1)).one_or_none()
    if last is None:
        # Any journal begins with an empty one; a key that was made once tells where it belongs.
        secret = _secret(connection, _TABLES["keys"], master)
        return secret is not None and secret == _secret(connection, _FORMER["keys"], master)
    same = select(func.count()).where(former.c.seq == last.seq, former.c.hash == last.hash)
    return bool(connection.scalar(same))


def _secret(connection: Connection, keys: TableClause, master: MasterKeys) -> bytes | None:
    """A key of the system's own, which a rotation wraps anew and never changes."""
    row = connection.execute(select(keys.c.wrapped, keys.c.master_id).where(keys.c.id == MARKER)).one_or_none()
    wrapping = master.find(row.master_id) if row else None
    return wrapping.unwrap(MARKER, bytes(row.wrapped)).secret if row and wrapping else None


def _add(connection: Connection, name: str, which: ColumnElement[bool]) -> int:
    """Put rows into an append-only table that the restored records lack; how many they are."""
    former, columns = _FORMER[name], _WANTED[name]
    rows = select(*former.columns).where(which, _is_new(name))
    added = insert(_TABLES[name]).from_select(columns, rows).execution_options(preserve_rowcount=True)
    return connection.execute(added).rowcount


def _mark(connection: Connection, name: str, moment: str) -> int:
    """Set a moment where it was not set yet; how many those are."""
    present, former = _TABLES[name], _FORMER[name]
    known = select(former.c[moment]).where(former.c.id == present.c.id).scalar_subquery()
    marked = select(former.c.id).where(former.c[moment].is_not(None))
    unmarked = update(present).where(present.c[moment].is_(None), present.c.id.in_(marked))
    return connection.execute(unmarked.values({moment: known})).rowcount


def _lost(connection: Connection, name: str, which: ColumnElement[bool] | None = None) -> int:
    query = select(func.count()).select_from(_FORMER[name]).where(_is_new(name))
    return connection.scalar(query if which is None else query.where(which)) or 0


def _is_new(name: str) -> ColumnElement[bool]:
    return _FORMER[name].c.id.not_in(select(_TABLES[name].c.id))
