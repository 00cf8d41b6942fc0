"""Backups: all rows of the records in one file that either database can be restored from.

Rows are copied as the database holds them, so what is encrypted stays encrypted.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from assistant.records import postgresql
from assistant.records.backup_file import Column, Header, Kind, StoredTable, Value, write_backup
from assistant.records.database import Records
from assistant.records.master import MasterKeys

BATCH = 500
"""Rows held in memory at a time."""

VERSIONS = "alembic_version"
"""Where the revision is kept: the header holds it."""

_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (JSON, Kind.JSON),
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Numeric, Kind.NUMBER),
    (DateTime, Kind.INSTANT),
    (LargeBinary, Kind.BYTES),
    (String, Kind.TEXT),
)


def back_up(records: Records, path: Path, master: MasterKeys, now: datetime) -> Header:
    """Copy all rows, as they are at one moment, into a file; others may read and write meanwhile.

    Raises:
        BackupFailed: the file cannot be written; one of that name is as it was.
        RecordsError: the database failed.
    """
    with records.reading() as session:
        connection = session.connection()
        postgresql.take_time(connection)
        tables = _tables(connection)
        header = Header(
            revision=str(MigrationContext.configure(connection).get_current_revision()),
            at=now,
            master=master.current.id,
            tables=tuple(_described(connection, table) for table in tables),
        )
        write_backup(path, header, _rows(connection, tables), master.current)
    return header


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSIONS]


def _described(connection: Connection, table: Table) -> StoredTable:
    columns = tuple(Column(name=column.name, kind=_kind(column.type)) for column in table.columns)
    rows = connection.scalar(select(func.count()).select_from(table))
    return StoredTable(name=table.name, columns=columns, rows=rows or 0)


def _kind(type_: TypeEngine[Any]) -> Kind:
    for known, kind in _KINDS:
        if isinstance(type_, known):
            return kind
    raise TypeError(f"a backup has no kind for columns of type {type_}")


def _rows(connection: Connection, tables: list[Table]) -> Iterator[list[Value]]:
    for table in tables:
        # In the order of their keys: rows of a chain come back in the order in which they were added.
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
        for row in connection.execute(query):
            yield list(row)
