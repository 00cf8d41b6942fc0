"""SQLite: how its connections are set up, and what its errors mean."""

import os
import sqlite3
import time
from typing import Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DatabaseError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from assistant.records.errors import RecordsBusy, RecordsError, RecordsNotWritable, RecordsUnreadable

_SYNCHRONOUS: Final = "synchronous"
_FILE: Final = "file"
_LOOK_AGAIN_SECONDS: Final = 0.01


def prepare(engine: Engine, busy_seconds: float) -> None:
    """Set up every connection of an engine.

    Execution options: `one_writer` takes the write lock at the start of a transaction; `durable=False` commits
    without waiting for the disk, so that a power cut may take the transaction back.
    """

    was_there = False

    @event.listens_for(engine, "do_connect")
    def _find_file(*_: object) -> None:  # pyright: ignore[reportUnusedFunction]
        if was_there and _identity(engine) is None:
            raise _gone(engine)  # to connect would make an empty one

    @event.listens_for(engine, "connect")
    def _connect(dbapi: DBAPIConnection, entry: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction]
        nonlocal was_there
        # Python's driver would otherwise begin and commit on its own, and break up our transactions.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {round(busy_seconds * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        _keep_a_log(cursor, busy_seconds)
        # What was deleted must not stay readable in free pages of the file.
        cursor.execute("PRAGMA secure_delete = ON")
        # INSERT OR REPLACE deletes the old row: triggers that refuse deletion must see it.
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.close()
        entry.info[_FILE] = _identity(engine)
        was_there = entry.info[_FILE] is not None

    @event.listens_for(engine, "checkout")
    def _check_file(  # pyright: ignore[reportUnusedFunction]
        dbapi: DBAPIConnection, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection
    ) -> None:
        present = _identity(engine)
        if present == entry.info.get(_FILE):
            return
        if present is None:
            raise _gone(engine)
        raise InvalidatePoolError  # another file bears the name now: every connection is made anew, to that one

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        options = connection.get_execution_options()
        wanted = "FULL" if options.get("durable", True) else "NORMAL"
        if connection.info.get(_SYNCHRONOUS) != wanted:  # kept with the connection in the pool
            connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
            connection.info[_SYNCHRONOUS] = wanted
        # A transaction that reads first and writes later cannot wait for another writer (SQLITE_BUSY_SNAPSHOT),
        # so writers take their lock at the start.
        connection.exec_driver_sql(f"BEGIN {'IMMEDIATE' if options.get('one_writer') else 'DEFERRED'}")


def _keep_a_log(cursor: DBAPICursor, busy_seconds: float) -> None:
    """Write ahead to a log. Of two who open a new file at once, SQLite turns one away here, whatever it is told."""
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_AGAIN_SECONDS)


def _gone(engine: Engine) -> RecordsUnreadable:
    name = engine.url.render_as_string(hide_password=True)
    return RecordsUnreadable(f"the file of {name} was removed while it was open; put it back, and try again")


def _identity(engine: Engine) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None if it is not there, or named by a URI."""
    path = engine.url.database
    if not path or path.startswith("file:"):
        return None
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def purge(engine: Engine) -> None:
    """Take what was deleted out of the file and its log, which keep the old pages until a checkpoint.

    Readers that are still at work put it off; the next checkpoint does it then.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def explanation(name: str, error: DatabaseError) -> RecordsError | None:
    """What an error of the driver means for the database called `name`; None if it is not one that is known."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordsBusy(f"another process holds {name}; try again in a moment")
    if primary == sqlite3.SQLITE_READONLY:
        return RecordsNotWritable(f"{name} is read-only; give this user the right to write to the file and its folder")
    if primary == sqlite3.SQLITE_FULL:
        return RecordsNotWritable(f"the disk of {name} is full; nothing was kept; make room and try again")
    if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE):
        return RecordsNotWritable(f"{name} cannot be written to; nothing was kept; check its disk, quota and rights")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return RecordsUnreadable(f"{name} is damaged or not a database; restore it from a backup")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return RecordsUnreadable(f"{name} cannot be opened; check that its folder exists and can be written to")
    return None
