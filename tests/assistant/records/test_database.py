"""Records open, keep what was written as a whole, and say what is wrong when they cannot."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.exc import StatementError

from assistant.records import open_records
from assistant.records.errors import (
    RecordsBusy,
    RecordsError,
    RecordsNewer,
    RecordsNotWritable,
    RecordsUnreadable,
)
from assistant.records.tables import Company, ConsentEvent, Contact
from tests.assistant.master import MASTER


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_transaction_is_kept_as_a_whole(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
    with records.reading() as session:
        assert session.get_one(Company, "co-1").name == "Sarrazin"


def test_a_transaction_that_raises_is_forgotten_as_a_whole(records_url: str) -> None:
    records = open_records(records_url, MASTER)

    def write_half() -> None:
        with records.writing() as session:
            session.add(Company(id="co-1", name="Sarrazin"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0


def test_what_a_reader_changes_is_not_kept(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with records.reading() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
        session.flush()
    with records.reading() as session:
        assert session.get(Company, "co-1") is None


def test_a_reader_sees_one_state_while_another_writes(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with records.reading() as before:
        assert before.scalar(select(func.count()).select_from(Company)) == 0
        with records.writing() as session:
            session.add(Company(id="co-1", name="Sarrazin"))
        assert before.scalar(select(func.count()).select_from(Company)) == 0


def test_a_row_cannot_refer_to_nothing(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with pytest.raises(RecordsError), records.writing() as session:
        session.add(Contact(id="c-1", company_id="co-9"))


def test_errors_do_not_quote_personal_data(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with pytest.raises(RecordsError) as caught, records.writing() as session:
        session.add(Contact(id="c-1", last_name="Canari-Lombard", company_id="co-9"))
    chain: BaseException | None = caught.value
    while chain is not None:
        assert "Lombard" not in str(chain)
        chain = chain.__cause__ or chain.__context__


def test_a_time_without_an_offset_is_refused(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    values = {"contact_id": "c-1", "purpose": "event", "channel": "email", "status": "granted"}
    with pytest.raises(StatementError, match="offset"), records.writing() as session:
        session.add_all([Contact(id="c-1"), ConsentEvent(id="k", at=datetime(2026, 1, 1, 9), **values)])


def test_times_come_back_aware_and_in_order(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    times = ["2026-03-29T01:30:00+01:00", "2026-03-29T03:10:00+02:00", "2026-03-28T23:50:00-02:00"]
    with records.writing() as session:
        session.add(Contact(id="c-1"))
        session.flush()
        for number, at in enumerate(times):
            event = {"contact_id": "c-1", "purpose": "event", "channel": "email", "status": "granted"}
            session.add(ConsentEvent(id=f"k-{number}", at=datetime.fromisoformat(at), **event))
    with records.reading() as session:
        rows = session.scalars(select(ConsentEvent).order_by(ConsentEvent.at)).all()
    assert [row.id for row in rows] == ["k-0", "k-1", "k-2"]
    assert rows[0].at == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("address", ["no address", "mysql+nothing://a:parole@b/c", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_used_says_what_to_write_and_keeps_passwords(address: str) -> None:
    with pytest.raises(RecordsUnreadable, match=r"write SCRUPULE_DATABASE_URL|give a file") as caught:
        open_records(address, MASTER)
    assert "parole" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnreadable, match="folder exists"):
        open_records(url(tmp_path / "nowhere" / "a.db"), MASTER)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("Ceci n'est pas une base. " * 100)
    with pytest.raises(RecordsUnreadable, match="damaged or not a database"):
        open_records(url(tmp_path / "a.db"), MASTER)
    assert (tmp_path / "a.db").read_text().startswith("Ceci")


def test_a_damaged_database_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    records = open_records(url(path), MASTER)
    with records.writing() as session:
        session.add_all(Company(id=f"co-{n}", name="S" * 500) for n in range(200))
    records.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(RecordsUnreadable):
        open_records(url(path), MASTER)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.db")
    other.execute("CREATE TABLE recipes (id INTEGER)")
    other.close()
    with pytest.raises(RecordsUnreadable, match="belongs to something else"):
        open_records(url(tmp_path / "a.db"), MASTER)


def test_a_database_of_a_newer_version_is_left_alone(records_url: str) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    records.close()
    with pytest.raises(RecordsNewer, match="install"):
        open_records(records_url, MASTER)


def test_a_database_that_is_held_for_long_says_try_again(records_url: str) -> None:
    records = open_records(records_url, MASTER, busy_seconds=0.5)
    with records.writing() as holder:
        holder.add(Company(id="co-1", name="Sarrazin"))
        holder.flush()
        with pytest.raises(RecordsBusy, match="try again"), records.writing() as session:
            session.add(Company(id="co-2", name="Corbin"))


def test_a_read_only_database_says_who_may_change_that(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_records(url(path), MASTER).close()
    records = open_records(f"sqlite:///file:{path}?mode=ro&uri=true", MASTER)
    with pytest.raises(RecordsNotWritable, match="read-only"), records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))


def test_a_file_that_was_removed_is_missed_and_not_made_anew(tmp_path: Path) -> None:
    records = open_records(url(tmp_path / "a.db"), MASTER)
    kept = (tmp_path / "a.db").rename(tmp_path / "kept.db")
    for _ in range(2):
        with pytest.raises(RecordsUnreadable, match="put it back"), records.writing() as session:
            session.add(Company(id="co-1", name="Sarrazin"))
    assert not (tmp_path / "a.db").exists()
    kept.rename(tmp_path / "a.db")
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))


def test_what_is_written_goes_to_the_file_that_bears_the_name(tmp_path: Path) -> None:
    open_records(url(tmp_path / "older.db"), MASTER).close()
    records = open_records(url(tmp_path / "a.db"), MASTER)
    (tmp_path / "older.db").rename(tmp_path / "a.db")
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
    with open_records(url(tmp_path / "a.db"), MASTER).reading() as session:
        assert session.get_one(Company, "co-1").name == "Sarrazin"


def test_a_full_disk_keeps_nothing_of_the_transaction(tmp_path: Path) -> None:
    records = open_records(url(tmp_path / "a.db"), MASTER)

    @event.listens_for(records.engine, "begin")
    def cannot_grow(connection: Connection) -> None:
        # What SQLite answers when it may not make the file larger is the same as on a full disk.
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(RecordsNotWritable, match="full"), records.writing() as session:
        session.add_all(Company(id=f"co-{n}", name="S" * 3000) for n in range(50))
    records.close()
    with open_records(url(tmp_path / "a.db"), MASTER).reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0


WRITER = """
import sys
from tests.assistant.master import MASTER
from assistant.records import open_records
from assistant.records.tables import Company
records = open_records(sys.argv[1], MASTER)
for number in range(60):
    with records.writing() as session:
        first = session.get(Company, "counter")
        if first is None:
            session.add(Company(id="counter", name="1"))
        else:
            first.name = str(int(first.name) + 1)
        session.add(Company(id=f"{sys.argv[2]}-{number}", name="S"))
"""


def test_threads_write_through_one_handle_and_lose_nothing(records_url: str) -> None:
    records = open_records(records_url, MASTER)

    def write(number: int) -> None:
        with records.writing() as session:
            session.add(Company(id=f"co-{number}", name="S"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(80)))
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 80


def test_two_processes_write_one_database_and_lose_nothing(records_url: str) -> None:
    # Both also race to make the tables.
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, records_url, name]) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with open_records(records_url, MASTER).reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 121
        assert session.get_one(Company, "counter").name == "120"
