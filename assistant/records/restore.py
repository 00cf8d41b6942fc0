"""Restoring a backup into an empty database, or in place of what a database of Scrupule's holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import JSON, Connection, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from assistant.records import postgresql, sqlite
from assistant.records.backup_file import BackupFile, Header, opened_backup
from assistant.records.database import connect, explained
from assistant.records.errors import RecordsNewer, RestoreRefused
from assistant.records.former import Former, carry_over, set_aside
from assistant.records.keys import Keyring
from assistant.records.master import MasterKeys
from assistant.records.migrations import upgrade

BATCH = 500
"""Rows held in memory at a time."""


def restore(
    url: str,
    path: Path,
    master: MasterKeys,
    finish: Callable[[Session, Former | None], None],
    replace: bool = False,
) -> Header:
    """Bring back what a backup holds, and update it to the tables of this version.

    All of it is one transaction: until it is committed the database holds what it held, and after a fault as well.

    Args:
        finish: what else must be true before the restored records are kept; is given what is known from the
            records that are replaced, or None if there were none.
        replace: put the backup in place of the records that are there.

    Raises:
        BackupDamaged: the file was cut or changed, or is not a backup.
        BackupKeyUnknown: it was made with another master key.
        RestoreRefused: the database is not empty.
        RecordsNewer: a newer version of Scrupule made it.
        MasterKeyWrong: one of its keys is wrapped by another master key.
        RecordsError: the database failed; what it held is still there.
    """
    engine = connect(url)
    writer = engine.execution_options(one_writer=True)
    try:
        with opened_backup(path, master) as backup, explained(engine):
            with writer.begin() as connection:
                postgresql.take_time(connection)
                former = _make_room(connection, master, replace)
                _make_tables(connection, master, backup.header.revision)
                _fill(connection, backup)
                was_plain_text = upgrade(connection, master)
                if former is not None:
                    former = carry_over(connection, former, master)
                Keyring(master, engine).start(connection)
                with Session(connection) as session:
                    finish(session, former)
            if engine.dialect.name == "sqlite":
                sqlite.purge(engine)
            elif was_plain_text:
                postgresql.purge(engine)
            return backup.header
    finally:
        engine.dispose()


def _make_room(connection: Connection, master: MasterKeys, replace: bool) -> Former | None:
    """An empty database; what is known from the records that it held, if it held any."""
    if not inspect(connection).get_table_names():
        return None
    if MigrationContext.configure(connection).get_current_revision() is None:
        raise RestoreRefused("the database belongs to something else; restore into one of Scrupule's own")
    if not replace:
        raise RestoreRefused(
            "the database holds records already; restore into an empty one, or say --replace to lose what it holds"
        )
    former = set_aside(connection, master)
    tables = MetaData()
    tables.reflect(connection)
    # Triggers refuse to delete rows of the journal and of consents; dropping a table asks none.
    tables.drop_all(connection)
    if connection.dialect.name == "postgresql":
        _drop_functions(connection)
    return former


def _make_tables(connection: Connection, master: MasterKeys, revision: str) -> None:
    try:
        upgrade(connection, master, revision)
    except CommandError as error:
        raise RecordsNewer(
            f"the backup is of version {revision}, newer than this Scrupule; install its newer version"
        ) from error


def _drop_functions(connection: Connection) -> None:
    """Remove the functions of the triggers: the migrations make them again."""
    ours = text(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        " AND prorettype = 'trigger'::regtype"
    )
    for name in list(connection.scalars(ours)):
        connection.execute(text(f"DROP FUNCTION {name}"))


def _fill(connection: Connection, backup: BackupFile) -> None:
    metadata = MetaData()
    metadata.reflect(connection)
    with _references_checked_at_the_end(connection, metadata):
        for stored, rows in backup.rows():
            table = metadata.tables.get(stored.name)
            names = [column.name for column in stored.columns]
            if table is None or set(names) != set(table.columns.keys()):
                raise RestoreRefused(
                    f"the backup holds a table {stored.name} that version {backup.header.revision} of the records "
                    "does not have; restore it with the version of Scrupule that made it"
                )
            _put(connection, table, (dict(zip(names, row, strict=True)) for row in rows))


def _put(connection: Connection, table: Table, rows: Iterator[dict[str, object]]) -> None:
    for column in table.columns:
        if isinstance(column.type, JSON):
            # What was NULL must not come back as the JSON text "null".
            column.type.none_as_null = True
    if connection.scalar(select(func.count()).select_from(table)):
        # Rows that the migrations put there: the backup has them as they were when it was made.
        connection.execute(table.delete())
    while batch := list(islice(rows, BATCH)):
        connection.execute(insert(table), batch)


@contextmanager
def _references_checked_at_the_end(connection: Connection, metadata: MetaData) -> Iterator[None]:
    """Let rows come before those that they refer to, as a suggestion may that stands in for another."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield
        return
    quote = connection.dialect.identifier_preparer.quote
    references = [
        f"ALTER TABLE {quote(table.name)} ALTER CONSTRAINT {quote(str(key.name))}"
        for table in metadata.sorted_tables
        for key in table.foreign_key_constraints
    ]
    for reference in references:
        connection.exec_driver_sql(f"{reference} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for reference in references:
        connection.exec_driver_sql(f"{reference} NOT DEFERRABLE")
