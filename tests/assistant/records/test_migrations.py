"""All steps together make the tables that the code works with, whatever the version and content they start from."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, func, inspect, select, text

import assistant.journal.tables
import assistant.review.tables
import assistant.web.rates
import assistant.web.tokens  # noqa: F401 (every table must be known)
from assistant.records import Records, open_records
from assistant.records.contacts import find_contact, find_rep
from assistant.records.crm_import import import_crm
from assistant.records.database import connect
from assistant.records.master import MasterKeys
from assistant.records.migrations import upgrade
from assistant.records.tables import (
    Company,
    ConsentEvent,
    Contact,
    Deal,
    FactRow,
    Interaction,
    MemoryEntry,
    Suggestion,
    Table,
)
from tests.assistant.master import MASTER
from tests.assistant.records.factories import ListedCrm, contact
from tests.databases import PostgresServer


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    with records.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []


def test_every_constraint_of_the_code_is_in_the_migrations(tmp_path: Path) -> None:
    migrated = inspect(open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER).engine)
    declared = create_engine(f"sqlite:///{tmp_path / 'b.db'}")
    Table.metadata.create_all(declared)
    expected = inspect(declared)
    for table in Table.metadata.tables:
        for kind in ("get_foreign_keys", "get_unique_constraints", "get_check_constraints", "get_indexes"):
            made, wanted = (sorted(map(_unnamed, getattr(tables, kind)(table))) for tables in (migrated, expected))
            assert made == wanted


def _unnamed(constraint: dict[str, object]) -> str:
    """A constraint in words; SQLAlchemy does not read the names of references that SQLite keeps with their column."""
    return str({**constraint, "name": None} if "referred_table" in constraint else constraint)


def test_running_them_twice_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    records = open_records(address, MASTER)
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
    with records.engine.begin() as connection:
        upgrade(connection, MASTER)
    records.close()
    with open_records(address, MASTER).reading() as session:
        assert session.get_one(Company, "co-1").name == "Sarrazin"


def test_a_step_that_fails_leaves_no_half_of_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_at_the_end(connection: Connection, master: MasterKeys) -> None:
        upgrade(connection, master)
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.records.database.upgrade", fails_at_the_end)
    address = f"sqlite:///{tmp_path / 'a.db'}"
    with pytest.raises(ZeroDivisionError):
        open_records(address, MASTER)
    assert inspect(create_engine(address)).get_table_names() == []


SUBJECT = "a" * 32
CANARIES = ("Canari-Lombard", "Zéphyrine", "zephyrine@canari.example", "+33 7 55 12 34 56", "migraine")
FIRST_ROWS = f"""
INSERT INTO companies (id, name) VALUES ('co-1', 'Sarrazin');
INSERT INTO products (id, name) VALUES ('p-1', 'Établi Cormier');
INSERT INTO reps (id, first_name, last_name, email)
  VALUES ('rep-1', 'Zéphyrine', 'Canari-Lombard', 'zephyrine@canari.example');
INSERT INTO contacts (id, subject_id, first_name, last_name, email, email_key, phone, job_title, company_id)
  VALUES ('c-1', '{SUBJECT}', 'Zéphyrine', 'Canari-Lombard', 'Zephyrine@Canari.example', 'zephyrine@canari.example',
          '+33 7 55 12 34 56', 'acheteuse', 'co-1');
INSERT INTO contacts (id, subject_id) VALUES ('c-2', '{"b" * 32}');
INSERT INTO consents (id, contact_id, purpose, channel, status, at, proof)
  VALUES ('k-1', 'c-1', 'event', 'email', 'granted', '2026-03-01 08:00:00+00', 'signed by Zéphyrine Canari-Lombard');
INSERT INTO objections (id, contact_id, purpose, channel) VALUES ('o-1', 'c-1', 'event', 'phone');
INSERT INTO facts (id, type, subject, value) VALUES ('f-1', 'guarantee', 'Établi', '5 ans');
INSERT INTO facts (id, contact_id, type, subject, value)
  VALUES ('f-2', 'c-1', 'term', 'contrat de Zéphyrine Canari-Lombard', '1 an');
INSERT INTO deals (id, contact_id, title, products, stage, next_step)
  VALUES ('d-1', 'c-1', 'Bureaux de Zéphyrine', '[]', 'open', 'rappeler Canari-Lombard');
INSERT INTO suggestions (id, contact_id, occasion, purpose, channel, language, engine, model, created_at, state, body)
  VALUES ('s-1', 'c-1', 'answer', 'reply', 'email', 'fr', 'composer', 'composer', '2026-03-01 08:00:00+00', 'held',
          'Bonjour Zéphyrine Canari-Lombard');
"""


def _at_first_revision(url: str, exchanges: int = 1200) -> Engine:
    """A database as the first version of Scrupule left it: everything in plain text."""
    engine = connect(url)
    with engine.execution_options(one_writer=True).begin() as connection:
        upgrade(connection, MASTER, "0001")
        for statement in FIRST_ROWS.split(";"):
            if statement.strip():
                connection.execute(
                    text(statement.replace("+00'", "'") if engine.dialect.name == "sqlite" else statement)
                )
        said = [
            {"id": f"i-{n:04}", "text": f"Zéphyrine a la migraine ({n}). " * (1 + n % 300)} for n in range(exchanges)
        ]
        row = "INSERT INTO interactions (id, contact_id, at, channel, text) VALUES (:id, 'c-1', :at, 'note', :text)"
        connection.execute(text(row.replace(":at", "'2026-01-01 00:00:00'")), said)
        vector = {"vector": b"Canari-Lombard" * 4, "subject": SUBJECT}
        entry = "INSERT INTO memory_entries VALUES ('v', 'interaction', 'i-0001', 'm', :subject, :vector)"
        connection.execute(text(entry), vector)
    return engine


def _migrated(url: str) -> Records:
    _at_first_revision(url).dispose()
    return open_records(url, MASTER)


def test_records_in_plain_text_are_all_there_once_encrypted(records_url: str) -> None:
    records = _migrated(records_url)
    with records.reading() as session:
        row = find_contact(session, "zephyrine@canari.example")
        assert (row.id, row.full_name, row.phone) == ("c-1", "Zéphyrine Canari-Lombard", "+33 7 55 12 34 56")
        assert find_contact(session, "canari lombard zephyrine") is row
        assert session.get_one(Contact, "c-2").full_name == ""
        assert find_rep(session, "zephyrine@canari.example").subject_id
        assert session.get_one(Deal, "d-1").next_step == "rappeler Canari-Lombard"
        assert session.get_one(ConsentEvent, "k-1").proof == "signed by Zéphyrine Canari-Lombard"
        assert [session.get_one(FactRow, key).value for key in ("f-1", "f-2")] == ["5 ans", "1 an"]
        assert session.get_one(Suggestion, "s-1").body == "Bonjour Zéphyrine Canari-Lombard"
        assert session.get_one(MemoryEntry, "v").vector == b"Canari-Lombard" * 4
        texts = session.scalars(select(Interaction.text).order_by(Interaction.id)).all()
    assert texts == [f"Zéphyrine a la migraine ({n}). " * (1 + n % 300) for n in range(1200)]
    records.close()


def test_a_contact_imported_again_after_the_step_is_the_same_person(records_url: str) -> None:
    records = _migrated(records_url)
    same = contact(
        "c-1", first_name="Zéphyrine", last_name="Canari-Lombard", email="Zephyrine@Canari.example",
        phone="+33 7 55 12 34 56", job_title="acheteuse", company_id="co-1",
    )  # fmt: skip
    with records.writing() as session:
        assert import_crm(session, ListedCrm([same]))["contacts"].unchanged == 1
    records.close()


@pytest.mark.parametrize("exchanges", [1, 1200])
def test_nothing_of_the_plain_text_stays_in_the_file(tmp_path: Path, exchanges: int) -> None:
    first = _at_first_revision(f"sqlite:///{tmp_path / 'a.db'}", exchanges)
    assert all(_files_with(tmp_path, canary) for canary in CANARIES), "the search finds what is there"
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    assert (tmp_path / "a.db-wal").exists()
    for canary in CANARIES:
        assert _files_with(tmp_path, canary) == [], canary
    records.close()
    first.dispose()


def _files_with(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


def test_the_step_that_fails_leaves_the_plain_text_whole(records_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_at_the_end(connection: Connection, master: MasterKeys) -> None:
        upgrade(connection, master)
        raise ZeroDivisionError

    engine = _at_first_revision(records_url)
    with monkeypatch.context() as patch:
        patch.setattr("assistant.records.database.upgrade", fails_at_the_end)
        with pytest.raises(ZeroDivisionError):
            open_records(records_url, MASTER)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT phone FROM contacts WHERE id = 'c-1'")) == "+33 7 55 12 34 56"
        assert not inspect(connection).has_table("keys")
    engine.dispose()
    records = open_records(records_url, MASTER)
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Interaction)) == 1200
    records.close()


def test_nothing_of_the_plain_text_stays_in_the_tables_of_a_server(postgres_server: PostgresServer) -> None:
    records = _migrated(postgres_server.new_database())
    with records.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.scalar(text("SELECT current_setting('data_directory')")) or "")
        files = connection.scalars(text("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relfilenode <> 0")).all()
    for canary in CANARIES:
        assert not any(canary.encode() in (folder / file).read_bytes() for file in files), canary
    records.close()
