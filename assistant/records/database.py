"""Opening the records and running transactions on them, with errors that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, TimeoutError
from sqlalchemy.orm import Session, sessionmaker

from assistant.records import postgresql, sqlite
from assistant.records.errors import RecordsBusy, RecordsError, RecordsUnreadable
from assistant.records.keys import Keyring, SystemKey
from assistant.records.master import MasterKeys
from assistant.records.migrations import upgrade
from assistant.records.ownership import watch
from assistant.records.tables import StoredKey
from guardrails.errors import ScrupuleError

BUSY_SECONDS = 15.0
"""How long a transaction waits for another process to finish, by default."""


@dataclass(frozen=True)
class Records:
    """An open database of records. Safe to share between threads; each transaction has a session of its own.

    One transaction writes at a time, on SQLite and on PostgreSQL alike, whatever the number of processes: what a
    writer reads stays true until it commits, and nothing has to be tried again.
    """

    engine: Engine
    keys: Keyring
    _readers: sessionmaker[Session]
    _writers: sessionmaker[Session]
    _counters: sessionmaker[Session]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the records; whatever it changes is not kept.

        Raises:
            RecordsError: the database failed.
        """
        with explained(self.engine), self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: kept as a whole when the block ends, forgotten as a whole if it raises.

        Raises:
            RecordsError: the database failed; nothing was kept.
        """
        with explained(self.engine), self._writers.begin() as session:
            yield session

    @contextmanager
    def counting(self) -> Iterator[Session]:
        """A session in one transaction for counts that a power cut may take back: it does not wait for the disk.

        On PostgreSQL it does not wait for other writers either, so a count must be one statement.

        Raises:
            RecordsError: the database failed; nothing was kept.
        """
        with explained(self.engine), self._counters.begin() as session:
            yield session

    def system_key(self, name: SystemKey) -> bytes:
        """A secret of the system's own: 32 random bytes, the same for every process on these records."""
        return self.keys.system_key(name)

    def purge_keys(self) -> None:
        """Take keys that were erased out of the database's files, which would keep them for a while.

        Others who are at work may put it off: then SQLite's next checkpoint does it, or the next call.
        """
        with suppress(RecordsBusy), explained(self.engine):
            if _is_server(self.engine):
                postgresql.purge(self.engine, StoredKey.__tablename__)
            else:
                sqlite.purge(self.engine)

    def close(self) -> None:
        """Give all connections back."""
        self.keys.close()
        self.engine.dispose()


def open_records(url: str | URL, master: MasterKeys, busy_seconds: float = BUSY_SECONDS) -> Records:
    """Open the records, creating or updating their tables.

    Args:
        url: an SQLAlchemy URL: ``sqlite:///scrupule.db`` or ``postgresql+psycopg://…``.
        master: the keys that wrap the records' own keys (`load_master_keys`).
        busy_seconds: how long a transaction waits for others, and on PostgreSQL how long one statement may take.

    Raises:
        RecordsUnreadable: the database cannot be opened, is damaged or is not one of Scrupule's.
        RecordsNewer: it was written by a newer version of Scrupule.
        RecordsBusy: another process holds it.
        RecordsNotWritable: it is read-only, or its disk is full.
        MasterKeyWrong: the records were made with another master key.
    """
    engine = connect(url, busy_seconds)
    keys = Keyring(master, connect(url, busy_seconds))
    writer = engine.execution_options(one_writer=True)
    try:
        with explained(engine), writer.begin() as connection:
            postgresql.take_time(connection)
            was_plain_text = upgrade(connection, master)
            keys.start(connection)
        if was_plain_text:
            (postgresql if _is_server(engine) else sqlite).purge(engine)
    except ScrupuleError:
        keys.close()
        engine.dispose()
        raise
    keys.serve(engine)
    reader = engine.execution_options(isolation_level="REPEATABLE READ") if _is_server(engine) else engine
    counter = engine.execution_options(one_writer=not _is_server(engine), durable=False)
    # Rows stay readable after their transaction: they are immutable values to most callers.
    readers, writers, counters = (sessionmaker(bound, expire_on_commit=False) for bound in (reader, writer, counter))
    watch(readers, keys)
    watch(writers, keys)
    return Records(engine, keys, readers, writers, counters)


def connect(url: str | URL, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the records, without looking at what the database holds.

    Raises:
        RecordsUnreadable: the address is not understood.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
            # Each connection would see a database of its own.
            raise RecordsUnreadable("records in memory would be lost; give a file: sqlite:///scrupule.db")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise NoSuchModuleError
        # Parameters are personal data and must not end up in tracebacks and logs. A server may have ended idle
        # connections since they were last used, so each is tried before it is handed out.
        server = parsed.get_backend_name() != "sqlite"
        engine = create_engine(parsed, hide_parameters=True, pool_timeout=busy_seconds, pool_pre_ping=server)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        # The URL itself may hold a password, so the message does not repeat it.
        raise RecordsUnreadable(
            "the address of the records is not understood, or its driver is not installed; "
            "write SCRUPULE_DATABASE_URL=sqlite:///scrupule.db or postgresql+psycopg://user:password@host/name"
        ) from error
    (postgresql if _is_server(engine) else sqlite).prepare(engine, busy_seconds)
    return engine


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn the driver's errors into ours: what happened to which database, and what to do."""
    name = engine.url.set(query={}).render_as_string(hide_password=True)
    try:
        yield
    except DatabaseError as error:
        known = (postgresql if _is_server(engine) else sqlite).explanation(name, error)
        refused = RecordsError(f"{name} refused the operation ({type(error.orig).__name__}); nothing was kept")
        raise (known or refused) from error
    except TimeoutError as error:
        raise RecordsBusy(f"all connections to {name} are in use; try again in a moment") from error


def _is_server(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"
