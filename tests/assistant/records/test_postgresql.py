"""PostgreSQL's own faults, in our words; and what SQLite does by itself, done there as well."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import DatabaseError

from assistant.records import Records, open_records
from assistant.records.errors import RecordsBusy, RecordsError, RecordsNotWritable, RecordsUnreadable
from assistant.records.tables import Company
from tests.assistant.master import MASTER
from tests.databases import PostgresServer


@pytest.fixture
def url(postgres_server: PostgresServer) -> Iterator[str]:
    url = postgres_server.new_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    opened = open_records(url, MASTER, busy_seconds=2)
    yield opened
    opened.close()


STATES = [
    ("53100", RecordsNotWritable, "full"),
    ("25006", RecordsNotWritable, "read-only"),
    ("42501", RecordsNotWritable, "read-only"),
    ("55P03", RecordsBusy, "try again"),
    ("57014", RecordsBusy, "try again"),
    ("40001", RecordsBusy, "try again"),
    ("40P01", RecordsBusy, "try again"),
    ("53300", RecordsBusy, "try again"),
    ("57P03", RecordsBusy, "try again"),
    ("28P01", RecordsUnreadable, "SCRUPULE_DATABASE_URL"),
    ("3D000", RecordsUnreadable, "SCRUPULE_DATABASE_URL"),
    ("08006", RecordsUnreadable, "lost"),
    ("57P01", RecordsUnreadable, "lost"),
    ("XX001", RecordsUnreadable, "backup"),
    ("XX002", RecordsUnreadable, "backup"),
    ("P0001", RecordsError, "nothing was kept"),
]


@pytest.mark.parametrize(("state", "error", "says"), STATES, ids=[row[0] for row in STATES])
def test_each_fault_says_what_to_do(records: Records, state: str, error: type[RecordsError], says: str) -> None:
    fault = f"DO $$ BEGIN RAISE EXCEPTION 'Canari' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(RecordsError, match=says) as caught, records.writing() as session:
        session.execute(text(fault))
    assert type(caught.value) is error
    assert "Canari" not in str(caught.value)


QUOTING = {
    "a row that breaks a rule": "INSERT INTO organisation (id, name) VALUES (2, 'Canari')",
    "a row without what it must have": "INSERT INTO companies (id, name, city) VALUES ('a', NULL, 'Canari')",
    "a value that is none": "SELECT CAST('Canari' AS integer)",
    "a key that is there already": "INSERT INTO companies (id, name) VALUES ('Canari', 'a'), ('Canari', 'b')",
}


@pytest.mark.parametrize("statement", QUOTING.values(), ids=QUOTING.keys())
def test_no_error_quotes_the_row(records: Records, statement: str) -> None:
    with pytest.raises(RecordsError) as caught, records.writing() as session:
        session.connection().exec_driver_sql(statement)
    error: BaseException | None = caught.value
    while error is not None:
        said = str(error).replace(statement, "")
        assert "Canari" not in said
        error = error.__cause__ or error.__context__


def test_a_statement_that_takes_too_long_is_ended(records: Records) -> None:
    with pytest.raises(RecordsBusy), records.reading() as session:
        session.execute(text("SELECT pg_sleep(30)"))


def test_connections_that_the_server_ended_are_replaced(records: Records) -> None:
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
    _end_connections(records)
    with records.reading() as session:
        assert session.get_one(Company, "co-1").name == "Sarrazin"


def test_a_connection_that_is_lost_in_a_transaction_loses_the_transaction_only(records: Records) -> None:
    def write_and_lose() -> None:
        with records.writing() as session:
            session.add(Company(id="co-1", name="Sarrazin"))
            session.flush()
            _end_connections(records)
            session.add(Company(id="co-2", name="Corbin"))

    with pytest.raises(RecordsUnreadable, match="lost"):
        write_and_lose()
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0


def _end_connections(records: Records) -> None:
    ours = "pid <> pg_backend_pid() AND datname = current_database()"
    with records.keys._engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid, 1500) FROM pg_stat_activity WHERE {ours}")


@pytest.mark.parametrize(
    "change",
    [{"database": "nowhere"}, {"username": "nobody-here"}, {"host": "127.0.0.1", "port": 9, "query": {}}],
    ids=["no such database", "no such user", "no server"],
)
def test_a_server_that_cannot_be_used_says_so_and_keeps_the_password(url: str, change: dict[str, object]) -> None:
    address = make_url(url).set(password="parole", **change)
    with pytest.raises(RecordsUnreadable, match="cannot be reached") as caught:
        open_records(address, MASTER)
    assert "parole" not in str(caught.value)


def test_a_user_who_may_not_write_is_told(records: Records, url: str) -> None:
    with records.engine.begin() as connection:
        name = make_url(url).database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    records.engine.dispose()
    with pytest.raises(RecordsNotWritable, match="read-only"), records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))


def test_all_connections_in_use_says_try_again(records: Records) -> None:
    held = [records.engine.connect() for _ in range(15)]
    with pytest.raises(RecordsBusy, match="try again"), records.reading() as session:
        session.connection()
    for connection in held:
        connection.close()


def test_writers_take_turns_so_that_what_they_read_stays_true(url: str) -> None:
    records = open_records(url, MASTER)
    with records.writing() as session:
        session.add(Company(id="counter", name="0"))

    def add_one(_: int) -> None:
        with records.writing() as session:
            counter = session.get_one(Company, "counter")
            counter.name = str(int(counter.name) + 1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(40)))
    with records.reading() as session:
        assert session.get_one(Company, "counter").name == "40"
    records.close()


def test_a_count_waits_for_no_writer(records: Records) -> None:
    with records.writing() as session:
        session.connection()
        with records.counting() as counter:
            counter.add(Company(id="co-1", name="S"))
    with records.reading() as session:
        assert session.get(Company, "co-1") is not None


def test_a_count_is_not_waited_for_by_the_disk(records: Records) -> None:
    setting = text("SHOW synchronous_commit")
    with records.counting() as session:
        assert session.scalar(setting) == "off"
    with records.writing() as session:
        assert session.scalar(setting) == "on"


def test_errors_of_the_driver_stay_the_cause(records: Records) -> None:
    with pytest.raises(RecordsError) as caught, records.writing() as session:
        session.execute(text("SELECT nothing"))
    assert isinstance(caught.value.__cause__, DatabaseError)
    assert "42703" in str(caught.value.__cause__)
