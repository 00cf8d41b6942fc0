"""Everything about a person is encrypted with their key: in every table, by every way in, and for every process."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, event, func, insert, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from assistant.records import Records, open_records
from assistant.records.columns import PersonalBytes, PersonalText
from assistant.records.contacts import find_contact
from assistant.records.encryption import Erased, Kind, NotOwned, RecordsTampered, new_secret
from assistant.records.errors import ContactUnknown, RecordsError
from assistant.records.keys import FETCHED, KeyErased, keyring_of
from assistant.records.master import MasterKey, MasterKeys, MasterKeyWrong
from assistant.records.ownership import OwnerUnknown
from assistant.records.tables import (
    ConsentEvent,
    Contact,
    Deal,
    Erasure,
    FactRow,
    Interaction,
    MemoryEntry,
    ObjectionEvent,
    Rep,
    StoredKey,
    Suggestion,
    Table,
)
from tests.assistant.master import MASTER

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CANARY = "Zéphyrine Canari-Lombard +33755123456 FR7618999000440021753006127"


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    opened = open_records(records_url, MASTER)
    yield opened
    opened.close()


def rows_of_one_person(words: str = CANARY) -> list[Table]:
    """A row of every table with personal columns, each of which says `words`."""
    return [
        Rep(id="rep-1", first_name=words, last_name=words, email=words, phone=words, job_title=words),
        Contact(id="c-1", first_name=words, last_name=words, email=words, phone=words, job_title=words),
        ConsentEvent(
            id="k-1", contact_id="c-1", purpose="event", channel="email", status="granted", at=NOW, proof=words
        ),
        FactRow(id="f-1", contact_id="c-1", type="term", subject=words, value=words, source=words),
        Interaction(id="i-1", contact_id="c-1", at=NOW, channel="note", subject=words, text=words),
        Deal(id="d-1", contact_id="c-1", title=words, next_step=words, products=[], stage="open"),
        Suggestion(
            id="s-1", contact_id="c-1", occasion="answer", purpose="reply", channel="email", language="fr",
            engine="composer", model="composer", created_at=NOW, state="held",
            subject=words, body=words, verdict=words, release=words, brief=words,
        ),
        MemoryEntry(kind="note", row_id="i-1", model="m", subject_id="a" * 32, vector=words.encode()),
    ]  # fmt: skip


def add(records: Records, *rows: Table) -> None:
    with records.writing() as session:
        for row in rows:
            session.add(row)
            session.flush()


def erase(records: Records, contact_id: str) -> None:
    with records.writing() as session:
        subject = session.get_one(Contact, contact_id).subject_id
        session.add(Erasure(key_id=subject, at=NOW))
        session.execute(delete(StoredKey).where(StoredKey.id == subject))


def stored(records: Records, table: str) -> str:
    with records.engine.connect() as connection:
        return str(connection.execute(text(f"SELECT * FROM {table}")).all())


PERSONAL = sorted(
    (f"{mapper.class_.__tablename__}.{column.name}", column.type)
    for mapper in Table.registry.mappers
    for column in mapper.columns
    if isinstance(column.type, PersonalText | PersonalBytes)
)


@pytest.mark.parametrize(("name", "kind"), PERSONAL, ids=[name for name, _ in PERSONAL])
def test_a_personal_column_is_bound_to_its_own_name(name: str, kind: PersonalText | PersonalBytes) -> None:
    assert kind.label == name


def test_a_row_comes_back_as_it_was_and_nothing_of_it_is_stored_in_clear(records: Records) -> None:
    rows = rows_of_one_person()
    add(records, *rows)
    for row in rows:
        values = stored(records, type(row).__tablename__)
        assert not any(word in values for word in CANARY.split()), type(row).__tablename__
    with records.reading() as session:
        for row in rows_of_one_person():
            found = session.scalars(select(type(row))).all()
            for one in found:
                personal = [column for column in type(row).__table__.columns if hasattr(column.type, "label")]
                assert {getattr(one, column.name) for column in personal} <= {CANARY, CANARY.encode()}


def test_nothing_of_it_is_in_the_files_while_they_are_in_use(tmp_path: Path) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    add(records, *rows_of_one_person())
    with records.reading() as session:
        session.scalars(select(Contact)).all()
        files = sorted(tmp_path.iterdir())
        assert [file.name for file in files] == ["a.db", "a.db-shm", "a.db-wal"]
        held = b"".join(file.read_bytes() for file in files)
    assert b"c-1" in held
    for word in CANARY.split():
        assert word.encode() not in held
    records.close()


@pytest.mark.parametrize(
    "statement",
    [
        insert(Interaction).values(id="i", contact_id="c-1", at=NOW, channel="note", text=CANARY),
        update(Interaction).values(text=CANARY),
        select(Interaction).where(Interaction.text == CANARY),
        insert(MemoryEntry).values(kind="k", row_id="r", model="m", subject_id="s", vector=CANARY.encode()),
    ],
    ids=["insert", "update", "search", "bytes"],
)
def test_plain_text_cannot_reach_the_database_by_another_way(records: Records, statement: Table) -> None:
    with (
        pytest.raises((StatementError, NotOwned), match="encrypted with a person's key") as caught,
        records.writing() as session,
    ):
        session.execute(statement)
    assert "Canari" not in str(caught.value)


def test_an_expression_is_no_personal_value(records: Records) -> None:
    with pytest.raises(NotOwned, match=r"contacts\.phone"), records.writing() as session:
        session.add(Contact(id="c-1", phone=func.lower("ABC")))


def test_two_people_never_share_a_key_and_what_is_about_nobody_stands_in_clear(records: Records) -> None:
    add(records, Contact(id="c-1", last_name="A"), Contact(id="c-2", last_name="A"))
    add(records, FactRow(id="f-1", type="term", value="5 ans"))
    with records.reading() as session:
        subjects = set(session.scalars(select(Contact.subject_id)))
        kinds = {key.id: key.kind for key in session.scalars(select(StoredKey))}
    assert len(subjects) == 2
    system = ("seal", "lookup", "checkpoint", "tokens")
    assert kinds == dict.fromkeys(subjects, "person") | dict.fromkeys(system, "system")
    assert "p1.5 ans" in stored(records, "facts")


def test_a_contact_and_what_is_about_them_may_come_in_one_go(records: Records) -> None:
    with records.writing() as session:
        session.add_all([Interaction(id="i", contact_id="c-1", at=NOW, channel="note", text="x"), Contact(id="c-1")])
    with records.reading() as session:
        assert session.get_one(Interaction, "i").text == "x"


def test_what_is_about_nobody_we_know_is_refused(records: Records) -> None:
    with pytest.raises(OwnerUnknown, match="contacts"):
        add(records, Interaction(id="i", contact_id="c-9", at=NOW, channel="note", text="x"))


def test_a_row_that_moves_to_another_person_takes_their_key(records: Records) -> None:
    add(records, Contact(id="c-1"), Contact(id="c-2"))
    add(records, Interaction(id="i", contact_id="c-1", at=NOW, channel="note", text="x", subject="y"))
    with records.writing() as session:
        session.get_one(Interaction, "i").contact_id = "c-2"
    erase(records, "c-1")
    with records.reading() as session:
        row = session.get_one(Interaction, "i")
        assert (row.text, row.subject) == ("x", "y")


def test_a_value_that_did_not_change_is_not_encrypted_again(records: Records) -> None:
    add(records, Contact(id="c-1", last_name="Rivière", phone="1"))
    before = stored(records, "contacts")
    with records.writing() as session:
        row = session.get_one(Contact, "c-1")
        row.last_name, row.phone = "Rivière", "1"
    assert stored(records, "contacts") == before


def test_a_list_takes_a_few_queries_of_keys_and_not_one_for_each_person(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add_all(Contact(id=f"c-{number}", last_name=f"n{number}") for number in range(2 * FETCHED))
    records.close()
    again = open_records(records_url, MASTER)
    asked: list[str] = []

    @event.listens_for(again.keys._engine, "before_cursor_execute")
    def count(_c: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked.extend([statement] if "FROM keys" in statement else [])

    with again.reading() as session:
        assert len({row.last_name for row in session.scalars(select(Contact))}) == 2 * FETCHED
    assert 2 <= len(asked) <= 20
    again.close()


class TestTransactions:
    """A key belongs to the transaction that made it."""

    def test_a_key_of_a_transaction_that_failed_is_never_used(self, records: Records) -> None:
        with pytest.raises(ZeroDivisionError), records.writing() as session:
            _write_and_fail(session, Contact(id="c-1", subject_id="d" * 32, last_name="lost"))
        add(records, Contact(id="c-1", subject_id="d" * 32, last_name="kept"))
        records.keys._opened.clear()
        with records.reading() as session:
            assert session.get_one(Contact, "c-1").last_name == "kept"

    def test_a_row_that_is_added_again_after_a_failure_is_readable(self, records: Records) -> None:
        row = Contact(id="c-1", last_name="Rivière")
        with records.writing() as session:
            with pytest.raises(ZeroDivisionError), session.begin_nested():
                _write_and_fail(session, row)
            session.add(row)
        records.keys._opened.clear()
        with records.reading() as session:
            assert session.get_one(Contact, "c-1").last_name == "Rivière"

    def test_what_was_written_reads_back_in_the_same_transaction(self, records: Records) -> None:
        with records.writing() as session:
            session.add(Contact(id="c-1", last_name="Rivière"))
            session.flush()
            session.expunge_all()
            assert session.get_one(Contact, "c-1").last_name == "Rivière"

    def test_what_a_reader_writes_leaves_no_key(self, records: Records) -> None:
        with records.reading() as session:
            session.add(Contact(id="c-1", subject_id="d" * 32, last_name="x"))
            session.flush()
        with records.reading() as session:
            assert session.get(StoredKey, "d" * 32) is None

    def test_threads_that_write_about_one_person_make_one_key(self, records: Records) -> None:
        add(records, Contact(id="c-1", subject_id="d" * 32))

        def write(number: int) -> None:
            row = Interaction(id=f"i-{number}", contact_id="c-1", at=NOW, channel="note", text=f"text {number}")
            with records.writing() as session:
                session.add(row)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(40)))
        records.keys._opened.clear()
        with records.reading() as session:
            assert {row.text for row in session.scalars(select(Interaction))} == {f"text {n}" for n in range(40)}

    def test_two_processes_that_write_about_one_person_end_with_one_key(
        self, records: Records, records_url: str
    ) -> None:
        add(records, Contact(id="c-1", subject_id="d" * 32))
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, records_url, name], stderr=subprocess.PIPE) for name in "ab"
        ]
        for writer in writers:
            _, said = writer.communicate(timeout=60)
            assert writer.returncode == 0, said.decode()
        with records.reading() as session:
            texts = {row.text for row in session.scalars(select(Interaction))}
            assert texts == {f"{name}-{number}" for name in "ab" for number in range(20)}


def _write_and_fail(session: Session, row: Table) -> None:
    session.add(row)
    session.flush()
    raise ZeroDivisionError


WRITER = """
import sys
from datetime import UTC, datetime
from assistant.records import open_records
from assistant.records.tables import Interaction
from tests.assistant.master import MASTER
records = open_records(sys.argv[1], MASTER)
for number in range(20):
    key = f"{sys.argv[2]}-{number}"
    with records.writing() as session:
        session.add(Interaction(id=key, contact_id="c-1", at=datetime.now(UTC), channel="note", text=key))
"""


class TestErasure:
    """Without the key nothing of a person can be read, by any process, and nothing more can be written."""

    def test_what_is_left_reads_as_nothing_and_lists_do_not_fail(self, records: Records) -> None:
        add(records, *rows_of_one_person(), Contact(id="c-2", last_name="Corbin"))
        erase(records, "c-1")
        with records.reading() as session:
            names = [row.full_name for row in session.scalars(select(Contact).order_by(Contact.id))]
            assert names == ["", "Corbin"]
            assert isinstance(session.scalars(select(Interaction.text)).one(), Erased)
            assert session.scalars(select(Suggestion)).one().body == ""
            with pytest.raises(ContactUnknown) as caught:
                find_contact(session, "Corbinn")
            assert caught.value.hint == "Corbin (c-2)"

    def test_the_proof_of_a_consent_outlives_the_persons_key(self, records: Records) -> None:
        add(records, *rows_of_one_person("shown: yes"))
        erase(records, "c-1")
        with records.reading() as session:
            assert session.get_one(ConsentEvent, "k-1").proof == "shown: yes"

    def test_another_process_that_remembers_the_key_forgets_it(self, records: Records, records_url: str) -> None:
        add(records, Contact(id="c-1", last_name="Rivière"), Contact(id="c-2", last_name="Corbin"))
        other = open_records(records_url, MASTER)
        with other.reading() as session:
            assert session.get_one(Contact, "c-1").last_name == "Rivière"
        erase(records, "c-1")
        with other.reading() as session:
            assert session.get_one(Contact, "c-1").last_name == ""
            assert session.get_one(Contact, "c-2").last_name == "Corbin"
        with pytest.raises(KeyErased, match="erased"):
            add(other, Interaction(id="i", contact_id="c-1", at=NOW, channel="note", text="x"))
        other.close()

    def test_an_erased_key_is_never_made_again(self, records: Records) -> None:
        add(records, Contact(id="c-1", last_name="Rivière"))
        erase(records, "c-1")
        with pytest.raises(KeyErased), records.writing() as session:
            session.get_one(Contact, "c-1").last_name = "Rivière"
        with records.reading() as session:
            assert session.scalar(select(func.count()).where(StoredKey.kind == Kind.PERSON)) == 0


class TestOpening:
    """Records open with the master key that they were made with, and with no other."""

    def test_another_master_key_stops_at_the_door(self, records: Records, records_url: str) -> None:
        add(records, Contact(id="c-1", last_name="Rivière"))
        with pytest.raises(MasterKeyWrong, match="another master key"):
            open_records(records_url, MasterKeys(MasterKey.of(new_secret())))

    def test_the_right_key_among_earlier_ones_opens(self, records: Records, records_url: str) -> None:
        add(records, Contact(id="c-1", last_name="Rivière"))
        other = open_records(records_url, MasterKeys(MasterKey.of(new_secret()), (MASTER.current,)))
        with other.reading() as session:
            assert session.get_one(Contact, "c-1").last_name == "Rivière"
        other.close()

    def test_secrets_of_the_system_are_the_same_for_every_process_and_differ(
        self, records: Records, records_url: str
    ) -> None:
        other = open_records(records_url, MASTER)
        secrets = [records.system_key(name) for name in ("seal", "lookup", "checkpoint", "tokens")]
        assert secrets == [other.system_key(name) for name in ("seal", "lookup", "checkpoint", "tokens")]
        assert len(set(secrets)) == 4
        assert all(len(secret) == 32 for secret in secrets)
        assert not any(secret.hex() in repr(records) + repr(vars(records)) for secret in secrets)
        other.close()

    def test_a_session_knows_its_keyring(self, records: Records) -> None:
        with records.reading() as session:
            assert keyring_of(session) is records.keys


def test_a_value_that_was_moved_between_people_is_noticed(records: Records) -> None:
    add(records, Contact(id="c-1", last_name="Rivière"), Contact(id="c-2", last_name="Corbin"))
    with records.engine.begin() as connection:
        taken = connection.scalar(text("SELECT last_name FROM contacts WHERE id = 'c-1'"))
        own = connection.scalar(text("SELECT subject_id FROM contacts WHERE id = 'c-2'"))
        forged = f"v1.{own}.{taken.rpartition('.')[2]}"
        connection.execute(text("UPDATE contacts SET last_name = :forged WHERE id = 'c-2'"), {"forged": forged})
    with records.reading() as session, pytest.raises(RecordsTampered, match=r"contacts\.last_name"):
        session.get(Contact, "c-2")


@pytest.mark.parametrize("table", ["consents", "objections"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET channel = 'sms'", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}", "TRUNCATE {}"],
)
def test_evidence_cannot_be_rewritten(records: Records, table: str, statement: str) -> None:
    add(records, *rows_of_one_person("x"), ObjectionEvent(id="o-1", contact_id="c-1", purpose="*", channel="phone"))
    before = stored(records, table)
    with pytest.raises(RecordsError), records.writing() as session:
        session.execute(text(statement.replace("{}", table)))
    assert stored(records, table) == before


def test_words_in_clear_are_not_taken_for_a_persons(records: Records) -> None:
    add(records, Contact(id="c-1", last_name="A"))
    with records.engine.begin() as connection:
        connection.execute(text("UPDATE contacts SET last_name = 'p1.Forged'"))
    with pytest.raises(RecordsTampered), records.reading() as session:
        session.get_one(Contact, "c-1")
