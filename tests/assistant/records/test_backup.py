"""A backup holds everything, fits either database, and is restored whole or not at all."""

import gzip
import json
import os
import stat
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.orm import Session, sessionmaker

from assistant.journal.journal import verify
from assistant.records import open_records
from assistant.records.backup import back_up
from assistant.records.backup_file import LONGEST_LINE, opened_backup
from assistant.records.database import Records, connect
from assistant.records.errors import (
    BackupDamaged,
    BackupFailed,
    BackupKeyUnknown,
    RecordsError,
    RecordsNewer,
    RecordsNotWritable,
    RestoreRefused,
)
from assistant.records.former import Former
from assistant.records.keys import Keyring
from assistant.records.master import MasterKey, MasterKeys, MasterKeyWrong
from assistant.records.migrations import upgrade
from assistant.records.restore import restore
from assistant.records.tables import Company, Contact, Interaction, Suggestion
from tests.assistant.master import MASTER, SECRET
from tests.assistant.privacy.factories import CANARIES, ODILE, a_company, content
from tests.assistant.records.factories import NOW

OTHER = MasterKeys(MasterKey.of(bytes(32)))


def nothing(_session: Session, _present: Former | None) -> None:
    """What a restore has to see to besides the rows."""


def unopened(engine: Engine) -> Records:
    """Records of an old version, which opening would update."""
    sessions = sessionmaker(engine)
    return Records(engine, Keyring(MASTER, engine), sessions, sessions, sessions)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup of the company in a SQLite file."""
    records = open_records(f"sqlite:///{tmp_path / 'made.db'}", MASTER)
    a_company(records)
    back_up(records, tmp_path / "company.backup", MASTER, NOW)
    records.close()
    return tmp_path / "company.backup"


def test_what_is_restored_is_what_was_there_on_either_database(
    records_url: str, other_url: str, tmp_path: Path
) -> None:
    records = open_records(records_url, MASTER)
    a_company(records)
    header = back_up(records, tmp_path / "b", MASTER, NOW)
    before = content(records)
    assert header.rows == sum(map(len, before.values())) - len(before["alembic_version"])
    restored = restore(other_url, tmp_path / "b", MASTER, nothing)
    assert restored == header
    other = open_records(other_url, MASTER)
    assert content(other) == before
    with other.reading() as session:
        assert session.get_one(Contact, ODILE).last_name == "Rivière"
        assert session.get_one(Interaction, "i-1").text == "Odile a mal au genou"
        assert session.get_one(Suggestion, "a" * 36).offered_for == "b" * 36
        assert verify(session).faults == ()


def test_the_rules_of_the_tables_hold_after_a_restore(other_url: str, file: Path) -> None:
    restore(other_url, file, MASTER, nothing)
    restored = open_records(other_url, MASTER)
    tables = inspect(restored.engine)
    keys = [key for table in tables.get_table_names() for key in tables.get_foreign_keys(table)]
    assert keys
    assert not [key for key in keys if key["options"].get("deferrable")]
    with pytest.raises(RecordsError), restored.writing() as session:
        session.add(Contact(id="c-9", company_id="co-9"))
    with pytest.raises(RecordsError), restored.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM journal")


def test_a_backup_holds_nothing_personal_in_clear(file: Path) -> None:
    text = gzip.decompress(file.read_bytes()).decode()
    assert "Menuiserie Sarrazin" in text
    assert not [canary for canary in CANARIES if canary in text]
    assert SECRET.hex() not in text
    assert b64encode(SECRET).decode() not in text


def test_only_its_owner_can_read_a_backup(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_is_of_one_moment(records_url: str, tmp_path: Path) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add_all(Company(id=f"co-{n}", name="S") for n in range(3))
    counted: list[str] = []

    @event.listens_for(records.engine, "after_cursor_execute")
    def write_meanwhile(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if "count(*)" in statement and not counted:
            counted.append(statement)
            with records.writing() as session:
                session.add(Company(id="co-4", name="S"))

    header = back_up(records, tmp_path / "b", MASTER, NOW)
    assert counted
    assert {table.name: table.rows for table in header.tables}["companies"] == 3
    with opened_backup(tmp_path / "b", MASTER) as backup:
        assert backup.header == header


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut in the header": lambda data: data[:30],
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut at the end": lambda data: data[:-1],
    "a byte changed": lambda data: data[:900] + bytes([data[900] ^ 1]) + data[901:],
    "something else": lambda _: b"Ceci n'est pas une sauvegarde. " * 50,
    "something else, compressed": lambda _: gzip.compress(b'{"a": 1}\n' * 50),
    "a row changed": lambda data: packed([lines(data)[0], b'["co-9"]\n', *lines(data)[2:]]),
    "a row left out": lambda data: packed(lines(data)[:4] + lines(data)[5:]),
    "two rows swapped": lambda data: packed([*lines(data)[:4], lines(data)[5], lines(data)[4], *lines(data)[6:]]),
    "a row twice": lambda data: packed(lines(data)[:5] + lines(data)[4:]),
    "without its end": lambda data: packed(lines(data)[:-1]),
    "another file behind it": lambda data: data + data,
    "an endless line": lambda data: packed([lines(data)[0], b" " * (LONGEST_LINE + 1)]),
    "a header that promises less": lambda data: packed([fewer(lines(data)[0]), *lines(data)[1:]]),
}


def lines(data: bytes) -> list[bytes]:
    return gzip.decompress(data).splitlines(keepends=True)


def packed(rows: list[bytes]) -> bytes:
    return gzip.compress(b"".join(rows))


def fewer(line: bytes) -> bytes:
    header = json.loads(line)
    header["tables"][0]["rows"] -= 1
    return json.dumps(header).encode() + b"\n"


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_file_that_was_damaged_is_refused_before_anything_is_written(
    damage: Callable[[bytes], bytes], file: Path
) -> None:
    address = f"sqlite:///{file.parent / 'made.db'}"
    before = content(open_records(address, MASTER))
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BackupDamaged, match="nothing was restored"):
        restore(address, file, MASTER, nothing, replace=True)
    assert content(open_records(address, MASTER)) == before


def test_a_file_that_changes_while_it_is_restored_restores_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change_and_upgrade(connection: Connection, master: MasterKeys, revision: str = "head") -> None:
        upgrade(connection, master, revision)
        file.write_bytes(DAMAGE["two rows swapped"](file.read_bytes()))

    monkeypatch.setattr("assistant.records.restore.upgrade", change_and_upgrade)
    address = f"sqlite:///{file.parent / 'other.db'}"
    with pytest.raises(BackupDamaged):
        restore(address, file, MASTER, nothing)
    assert inspect(create_engine(address)).get_table_names() == []


def test_another_master_key_says_which_one_is_needed(records_url: str, file: Path) -> None:
    with pytest.raises(BackupKeyUnknown, match=MASTER.current.id):
        restore(records_url, file, OTHER, nothing)
    assert inspect(connect(records_url)).get_table_names() == []


def test_a_backup_from_before_a_rotation_needs_the_former_key_as_well(records_url: str, file: Path) -> None:
    restore(records_url, file, replace_current(MASTER), nothing)
    with open_records(records_url, replace_current(MASTER)).reading() as session:
        assert session.get_one(Contact, ODILE).last_name == "Rivière"


def replace_current(master: MasterKeys) -> MasterKeys:
    return replace(OTHER, previous=(master.current,))


def test_a_backup_whose_keys_cannot_all_be_opened_is_not_restored(records_url: str, tmp_path: Path) -> None:
    # In the middle of a rotation some keys are wrapped by the former master key still.
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    back_up(records, tmp_path / "b", replace_current(MASTER), NOW)
    with pytest.raises(MasterKeyWrong):
        restore(records_url, tmp_path / "b", OTHER, nothing)
    assert inspect(connect(records_url)).get_table_names() == []


def test_records_are_not_overwritten_unless_that_is_said(records_url: str, file: Path) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add(Company(id="co-7", name="Tessier"))
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(records_url, file, MASTER, nothing)
    with records.reading() as session:
        assert session.get(Company, "co-7") is not None
    records.close()
    restore(records_url, file, MASTER, nothing, replace=True)
    with open_records(records_url, MASTER).reading() as session:
        assert session.get(Company, "co-7") is None
        assert session.get(Company, "co-1") is not None


def test_a_database_of_something_else_is_never_overwritten(records_url: str, file: Path) -> None:
    with connect(records_url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(RestoreRefused, match="something else"):
        restore(records_url, file, MASTER, nothing, replace=True)
    assert inspect(connect(records_url)).get_table_names() == ["recipes"]


def test_a_backup_of_an_older_version_is_updated(records_url: str, tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.execution_options(one_writer=True).begin() as connection:
        upgrade(connection, MASTER, "0001")
        connection.exec_driver_sql(
            "INSERT INTO contacts (id, subject_id, last_name, suppressed_on) VALUES ('c-1', 'abc', 'Rivière', '[]')"
        )
    file = tmp_path / "old.backup"
    back_up(unopened(engine), file, MASTER, NOW)
    assert restore(records_url, file, MASTER, nothing).revision == "0001"
    records = open_records(records_url, MASTER)
    with records.reading() as session:
        assert session.get_one(Contact, "c-1").last_name == "Rivière"
        assert session.get_one(Contact, "c-1").suppressed_on == []
    assert "Rivière" not in str(content(records))


def test_a_backup_of_a_newer_version_is_refused(records_url: str, tmp_path: Path) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    with records.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    back_up(records, tmp_path / "b", MASTER, NOW)
    with pytest.raises(RecordsNewer, match="install"):
        restore(records_url, tmp_path / "b", MASTER, nothing)


def test_a_fault_at_the_end_leaves_what_was_there(records_url: str, file: Path) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add(Company(id="co-7", name="Tessier"))
    before = content(records)
    records.close()

    def fails(_session: Session, _present: Former | None) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        restore(records_url, file, MASTER, fails, replace=True)
    assert content(open_records(records_url, MASTER)) == before


def test_a_full_disk_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{file.parent / 'made.db'}"
    before = content(open_records(address, MASTER))
    real = connect

    def without_room(url: str):
        engine = real(url)

        @event.listens_for(engine, "begin")
        def cannot_grow(connection: Connection) -> None:
            # What SQLite answers when it may not make the file larger is the same as on a full disk.
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        return engine

    monkeypatch.setattr("assistant.records.restore.connect", without_room)
    with pytest.raises(RecordsNotWritable, match="full"):
        restore(address, large(file), MASTER, nothing, replace=True)
    assert content(open_records(address, MASTER)) == before


def large(file: Path) -> Path:
    """A backup of more rows than the other database has room for."""
    records = open_records(f"sqlite:///{file.parent / 'large.db'}", MASTER)
    with records.writing() as session:
        session.add_all(Company(id=f"co-{n}", name="S" * 3000) for n in range(300))
    back_up(records, file.parent / "large.backup", MASTER, NOW)
    records.close()
    return file.parent / "large.backup"


CHILD = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from assistant.records import backup, open_records, restore
from tests.assistant.master import MASTER

def wait(*_):
    print("here", flush=True)
    sys.stdin.read()

def stop_after_a_row(connection, tables, rows=backup._rows):
    for number, row in enumerate(rows(connection, tables)):
        yield row
        if number == 3:
            wait()

match sys.argv[1:]:
    case ["back up", url, file]:
        backup._rows = stop_after_a_row
        backup.back_up(open_records(url, MASTER), Path(file), MASTER, datetime.now(UTC))
    case ["restore", url, file]:
        restore.restore(url, Path(file), MASTER, wait, replace=True)
"""


def killed_in_the_middle(*arguments: str) -> None:
    command = [sys.executable, "-c", CHILD, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        child.kill()


def test_a_backup_that_is_killed_leaves_the_one_before(records_url: str, file: Path) -> None:
    records = open_records(records_url, MASTER)
    a_company(records)
    before = file.read_bytes()
    killed_in_the_middle("back up", records_url, str(file))
    assert file.read_bytes() == before
    back_up(records, file, MASTER, NOW)
    with opened_backup(file, MASTER) as backup:
        assert backup.header.rows > 10


def test_a_restore_that_is_killed_leaves_what_was_there(records_url: str, file: Path) -> None:
    records = open_records(records_url, MASTER)
    with records.writing() as session:
        session.add(Company(id="co-7", name="Tessier"))
    before = content(records)
    records.close()
    killed_in_the_middle("restore", records_url, str(file))
    assert content(open_records(records_url, MASTER)) == before


SMALL_FILES = """
import resource, signal, sys
from pathlib import Path
from datetime import datetime, UTC
from assistant.records import open_records
from assistant.records.backup import back_up
from assistant.records.errors import BackupFailed
from tests.assistant.master import MASTER
records = open_records(sys.argv[1], MASTER)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
try:
    back_up(records, Path(sys.argv[2]), MASTER, datetime.now(UTC))
except BackupFailed as error:
    print(error)
"""


def test_a_backup_for_which_there_is_no_room_leaves_the_one_before(file: Path) -> None:
    before, names = file.read_bytes(), sorted(os.listdir(file.parent))
    command = [sys.executable, "-c", SMALL_FILES, f"sqlite:///{file.parent / 'made.db'}", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "no backup was made" in said
    assert file.read_bytes() == before
    assert {name for name in os.listdir(file.parent) if "partial" in name} == set()
    assert names


def test_a_folder_that_is_not_there_is_named(file: Path) -> None:
    records = open_records(f"sqlite:///{file.parent / 'made.db'}", MASTER)
    with pytest.raises(BackupFailed, match="nowhere"):
        back_up(records, file.parent / "nowhere" / "b", MASTER, NOW)
