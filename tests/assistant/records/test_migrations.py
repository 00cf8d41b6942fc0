"""All steps together make the tables that the code works with, on an empty database and on one that is up to date."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect

from assistant.records import open_records
from assistant.records.migrations import upgrade
from assistant.records.tables import Company, Table


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}")
    with records.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []


def test_every_constraint_of_the_code_is_in_the_migrations(tmp_path: Path) -> None:
    migrated = inspect(open_records(f"sqlite:///{tmp_path / 'a.db'}").engine)
    declared = create_engine(f"sqlite:///{tmp_path / 'b.db'}")
    Table.metadata.create_all(declared)
    expected = inspect(declared)
    for table in Table.metadata.tables:
        for kind in ("get_foreign_keys", "get_unique_constraints", "get_check_constraints", "get_indexes"):
            made, wanted = (sorted(map(str, getattr(tables, kind)(table))) for tables in (migrated, expected))
            assert made == wanted


def test_running_them_twice_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    records = open_records(address)
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
    with records.engine.begin() as connection:
        upgrade(connection)
    records.close()
    with open_records(address).reading() as session:
        assert session.get_one(Company, "co-1").name == "Sarrazin"


def test_a_step_that_fails_leaves_no_half_of_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_at_the_end(connection: Connection) -> None:
        upgrade(connection)
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.records.database.upgrade", fails_at_the_end)
    address = f"sqlite:///{tmp_path / 'a.db'}"
    with pytest.raises(ZeroDivisionError):
        open_records(address)
    assert inspect(create_engine(address)).get_table_names() == []
