"""Opening the records and running transactions on them, with errors that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.records.errors import (
    RecordsBusy,
    RecordsError,
    RecordsNotWritable,
    RecordsUnreadable,
)
from assistant.records.migrations import upgrade

BUSY_SECONDS = 15.0
"""How long a transaction waits for another process to finish, by default."""


@dataclass(frozen=True)
class Records:
    """An open database of records. Safe to share between threads; each transaction has a session of its own."""

    engine: Engine
    _readers: sessionmaker[Session]
    _writers: sessionmaker[Session]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the records; whatever it changes is not kept.

        Raises:
            RecordsError: the database failed.
        """
        with explained(self.engine.url), self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: kept as a whole when the block ends, forgotten as a whole if it raises.

        Raises:
            RecordsError: the database failed; nothing was kept.
        """
        with explained(self.engine.url), self._writers.begin() as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_records(url: str | URL, busy_seconds: float = BUSY_SECONDS) -> Records:
    """Open the records, creating or updating their tables.

    Args:
        url: an SQLAlchemy URL: ``sqlite:///scrupule.db`` or ``postgresql+psycopg://…``.
        busy_seconds: how long a transaction waits for another process.

    Raises:
        RecordsUnreadable: the database cannot be opened, is damaged or is not one of Scrupule's.
        RecordsNewer: it was written by a newer version of Scrupule.
        RecordsBusy: another process holds it.
        RecordsNotWritable: it is read-only, or its disk is full.
    """
    engine = _engine(url, busy_seconds)
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    try:
        with explained(engine.url), writer.begin() as connection:
            upgrade(connection)
    except RecordsError:
        engine.dispose()
        raise
    # Rows stay readable after their transaction: they are immutable values to most callers.
    return Records(engine, *(sessionmaker(bound, expire_on_commit=False) for bound in (engine, writer)))


def _engine(url: str | URL, busy_seconds: float) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
            # Each connection would see a database of its own.
            raise RecordsUnreadable("records in memory would be lost; give a file: sqlite:///scrupule.db")
        # Parameters are personal data and must not end up in tracebacks and logs.
        engine = create_engine(parsed, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        # The URL itself may hold a password, so the message does not repeat it.
        raise RecordsUnreadable(
            "the address of the records is not understood, or its driver is not installed; "
            "write SCRUPULE_DATABASE_URL=sqlite:///scrupule.db or postgresql+psycopg://user:password@host/name"
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, busy_seconds)
    return engine


def _prepare_sqlite(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction]
        # Python's driver would otherwise begin and commit on its own, and break up our transactions.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {round(busy_seconds * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        # What was deleted must not stay readable in free pages of the file.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # A transaction that reads first and writes later cannot wait for another writer (SQLITE_BUSY_SNAPSHOT),
        # so writers take their lock at the start.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn the driver's errors into ours: what happened to which database, and what to do."""
    try:
        yield
    except DatabaseError as error:
        name = url.render_as_string(hide_password=True)
        raise _explanation(name, error) from error


def _explanation(name: str, error: DatabaseError) -> RecordsError:
    code = getattr(error.orig, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordsBusy(f"another process holds {name}; try again in a moment")
    if primary == sqlite3.SQLITE_READONLY:
        return RecordsNotWritable(f"{name} is read-only; give this user the right to write to the file and its folder")
    if primary == sqlite3.SQLITE_FULL:
        return RecordsNotWritable(f"the disk of {name} is full; nothing was kept; make room and try again")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return RecordsUnreadable(f"{name} is damaged or not a database; restore it from a backup")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return RecordsUnreadable(f"{name} cannot be opened; check that its folder exists and can be written to")
    # A server that answers gives a code (SQLSTATE); one that cannot be reached gives none.
    if isinstance(error, OperationalError) and primary is None and getattr(error.orig, "sqlstate", None) is None:
        return RecordsUnreadable(f"{name} cannot be reached; check that the server runs and accepts this user")
    return RecordsError(f"{name} refused the operation ({type(error.orig).__name__}); nothing was kept")
