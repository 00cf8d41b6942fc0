"""PostgreSQL: how its connections are set up, and what its errors mean."""

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.records.errors import RecordsBusy, RecordsError, RecordsNotWritable, RecordsUnreadable

WRITERS = 0x5C2B_0E55
"""The advisory lock that writers take in turn; any number will do, as long as it stays the same."""

# SQLSTATE (PostgreSQL documentation, appendix A), whole or by its class of two characters.
_BUSY = ("55P03", "57014", "40001", "40P01", "53300", "57P03")
"""lock not available, time-out, serialisation failure, deadlock, too many connections, still starting"""
_LOST = ("08", "57P01", "57P02", "57P05")
"""connection failures, shut down, crashed, idle for too long"""
_NOT_WRITABLE = ("25006", "42501")
"""read-only transaction or server, no privilege"""
_DAMAGED = ("XX001", "XX002")
"""data or index corrupted"""


def prepare(engine: Engine, busy_seconds: float) -> None:
    """Set up every connection of an engine.

    Execution options: `one_writer` makes a transaction wait until no other writer is at work, as SQLite does, so
    that what it reads stays true until it commits; `durable=False` commits without waiting for the disk.
    """
    milliseconds = round(busy_seconds * 1000)

    @event.listens_for(engine, "connect")
    def _connect(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction]
        # Within a transaction, which the driver would begin, the settings would go with its rollback.
        dbapi.autocommit = True
        cursor = dbapi.cursor()
        cursor.execute(f"SET lock_timeout = {milliseconds}")
        cursor.execute(f"SET statement_timeout = {milliseconds}")
        # A process that stopped in the middle of a transaction must not hold the lock of the writers for ever.
        cursor.execute(f"SET idle_in_transaction_session_timeout = {milliseconds * 20}")
        cursor.close()
        dbapi.autocommit = False

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        options = connection.get_execution_options()
        if options.get("one_writer"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        if not options.get("durable", True):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    event.listen(engine, "handle_error", _quote_nobody)


def take_time(connection: Connection) -> None:
    """Let the statements of this transaction take as long as they need: migrations and restores rewrite tables."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def purge(engine: Engine, table: str = "") -> None:
    """Take what was deleted or changed out of the files of a table, or of all.

    Locks each table in turn and takes its size in disk space.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql(f"VACUUM FULL {table}")
        connection.invalidate()


def explanation(name: str, error: DatabaseError) -> RecordsError | None:
    """What an error of the driver means for the database called `name`; None if it is not one that is known."""
    state = _state(error.orig)
    if state.startswith(_BUSY):
        return RecordsBusy(f"others hold {name}, or it has no time; nothing was kept; try again in a moment")
    if state == "53100":
        return RecordsNotWritable(f"the disk of {name} is full; nothing was kept; make room and try again")
    if state.startswith(_NOT_WRITABLE):
        return RecordsNotWritable(f"{name} is read-only; give this user the right to write, on the primary server")
    if state.startswith(("28", "3D")):
        return RecordsUnreadable(f"{name} does not accept this user, or does not exist; check SCRUPULE_DATABASE_URL")
    if state.startswith(_DAMAGED):
        return RecordsUnreadable(f"{name} is damaged; restore it from a backup")
    if state.startswith(_LOST) or error.connection_invalidated:
        return RecordsUnreadable(f"the connection to {name} was lost; nothing was kept; try again")
    # While it connects, the driver has only a sentence in the server's language and no SQLSTATE.
    if isinstance(error, OperationalError) and not state:
        return RecordsUnreadable(
            f"{name} cannot be reached; check that the server runs, that the database exists and accepts this user"
        )
    return None


def _quote_nobody(context: ExceptionContext) -> None:
    """Keep the rows that PostgreSQL quotes ("Failing row contains …") out of tracebacks and logs."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    state = _state(original)
    if not state or wrapped is None:
        return
    # Class 22 (data exceptions) quotes the value in the message itself, the others in the details alone.
    primary = getattr(getattr(original, "diag", None), "message_primary", None)
    said = f"SQLSTATE {state}" + ("" if state.startswith("22") or not primary else f": {primary}")
    original.args = (said,)
    wrapped.args = (f"({type(original).__name__}) {said}",)


def _state(error: BaseException | None) -> str:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else ""
