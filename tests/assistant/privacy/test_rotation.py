"""The master key is replaced without losing a key: whatever interrupts it, running it again finishes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.journal.entry import Event
from assistant.journal.journal import verify
from assistant.journal.tables import JournalRow
from assistant.privacy.rotation import rotate
from assistant.records import Records, open_records
from assistant.records.encryption import new_secret
from assistant.records.master import MasterKey, MasterKeys, MasterKeyWrong, create_key_file, read_key_file
from assistant.records.tables import Contact, StoredKey

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PEOPLE = 1_200


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "master.key"
    path.parent.mkdir()
    create_key_file(path)
    return path


@pytest.fixture
def records(records_url: str, file: Path) -> Iterator[Records]:
    """Records with more people than one step of a rotation takes."""
    opened = open_records(records_url, read_key_file(file))
    with opened.writing() as session:
        session.add_all(Contact(id=f"c-{number}", last_name=f"n{number}") for number in range(PEOPLE))
    yield opened
    opened.close()


def needed(records: Records) -> set[str]:
    with records.reading() as session:
        return set(session.scalars(select(StoredKey.master_id)))


def all_are_readable(url: str, masters: MasterKeys) -> None:
    records = open_records(url, masters)
    with records.reading() as session:
        names = {row.last_name for row in session.scalars(select(Contact))}
        assert names == {f"n{number}" for number in range(PEOPLE)}
    records.close()


def test_a_rotation_leaves_one_new_key_which_opens_everything(records: Records, records_url: str, file: Path) -> None:
    old = read_key_file(file)
    done = rotate(records, old, "operator", NOW)
    new = read_key_file(file)
    assert (new.current.id, new.previous) == (done.master_id, ())
    assert new.current != old.current
    assert (done.rewrapped, done.dropped) == (PEOPLE + 4, (old.current.id,))
    assert needed(records) == {new.current.id}
    all_are_readable(records_url, new)
    with pytest.raises(MasterKeyWrong):
        open_records(records_url, old)


def test_a_rotation_is_journaled(records: Records, file: Path) -> None:
    rotate(records, read_key_file(file), "operator", NOW)
    with records.reading() as session:
        entry = session.scalars(select(JournalRow.entry)).one()
        assert verify(session).faults == ()
    assert f'"event":"{Event.KEYS_ROTATED}"' in entry
    assert f'"count":{PEOPLE + 4}' in entry


def test_keys_of_the_settings_are_rotated_to_the_first(records: Records, records_url: str, file: Path) -> None:
    new = MasterKey.of(new_secret())
    old = read_key_file(file).current
    done = rotate(records, MasterKeys(new, (old,)), "operator", NOW)
    assert (done.master_id, done.dropped) == (new.id, (old.id,))
    assert read_key_file(file).current == old
    all_are_readable(records_url, MasterKeys(new))


def test_a_key_that_is_not_there_stops_it_and_nothing_is_lost(records: Records, records_url: str, file: Path) -> None:
    old = read_key_file(file)
    with pytest.raises(MasterKeyWrong, match=f"master key {old.current.id}"):
        rotate(records, MasterKeys(MasterKey.of(new_secret())), "operator", NOW)
    all_are_readable(records_url, old)


def test_a_service_at_work_goes_on_while_the_key_is_replaced(records: Records, records_url: str, file: Path) -> None:
    service = open_records(records_url, read_key_file(file))
    rotate(records, read_key_file(file), "operator", NOW)
    with service.reading() as session:
        assert session.get_one(Contact, "c-7").last_name == "n7"
    with service.writing() as session:
        session.add(Contact(id="c-new", last_name="new"))
    service.close()
    assert needed(records) == {read_key_file(file).current.id}


def test_a_service_that_cannot_know_the_new_key_makes_none_with_the_old(
    records: Records, records_url: str, file: Path
) -> None:
    """Such a key would be lost with the old master key."""
    old = read_key_file(file)
    service = open_records(records_url, MasterKeys(old.current))
    rotate(records, old, "operator", NOW)
    with pytest.raises(MasterKeyWrong, match="start it again"), service.writing() as session:
        session.add(Contact(id="c-new", last_name="new"))
    service.close()
    assert needed(records) == {read_key_file(file).current.id}


def test_a_service_that_was_slow_makes_no_key_that_is_lost(records: Records, records_url: str, file: Path) -> None:
    """Between the first step and the last, keys are wrapped by both; the old one goes only once nothing needs it."""
    old = read_key_file(file)
    new = MasterKey.of(new_secret())
    late = open_records(records_url, MasterKeys(old.current, (new,)))
    with late.writing() as session:
        session.add(Contact(id=f"c-{PEOPLE}", last_name="late"))
    late.close()
    rotate(records, MasterKeys(new, (old.current,)), "operator", NOW)
    assert needed(records) == {new.id}


CUT = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from assistant.privacy import rotation
from assistant.records import master, open_records
from assistant.records.master import read_key_file
step, kill_at = 0, int(sys.argv[3])

def counted(function):
    def call(*arguments):
        global step
        for moment in ("before", "after"):
            step += 1
            if step == kill_at:
                os.kill(os.getpid(), 9)
            result = function(*arguments) if moment == "before" else result
        return result
    return call

for name in ("_rewrap", "_marker", "_others", "append"):
    setattr(rotation, name, counted(getattr(rotation, name)))
for name in ("_write_new", "sync_folder"):
    setattr(master, name, counted(getattr(master, name)))
masters = read_key_file(Path(sys.argv[2]))
rotation.rotate(open_records(sys.argv[1], masters), masters, "operator", datetime.now(UTC))
"""
STEPS = 30
"""Before and after each of: the file twice written and synced, the marker, five batches looked for and wrapped, the
journal. One more would find a process that has ended."""


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, STEPS + 1, 3))
def test_killed_at_a_step_it_goes_on_when_run_again(records_url: str, file: Path, step: int) -> None:
    first = read_key_file(file).current
    records = open_records(records_url, read_key_file(file))
    with records.writing() as session:
        session.add_all(Contact(id=f"c-{number}", last_name=f"n{number}") for number in range(PEOPLE))
    cut = subprocess.run(
        [sys.executable, "-c", CUT, records_url, str(file), str(step)], capture_output=True, timeout=60
    )
    assert cut.returncode == -signal.SIGKILL, cut.stderr.decode()
    # Whatever happened, everything can be read with what the file holds now.
    all_are_readable(records_url, read_key_file(file))
    rotate(records, read_key_file(file), "operator", NOW)
    left = read_key_file(file)
    assert left.previous == ()
    assert left.current != first
    assert needed(records) == {left.current.id}
    all_are_readable(records_url, left)
    assert os.listdir(file.parent) == ["master.key"]
    records.close()


def test_no_step_was_forgotten(records: Records, records_url: str, file: Path) -> None:
    command = [sys.executable, "-c", CUT, records_url, str(file), str(STEPS + 1)]
    assert subprocess.run(command, timeout=60).returncode == 0
