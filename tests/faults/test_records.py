"""Records that are locked, read-only, full, gone or damaged: a clear problem, nothing half stored, and recovery."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import pytest

from assistant.records.suggestions import State
from tests.databases import PostgresServer
from tests.faults.company import Company
from tests.faults.conftest import copied
from tests.faults.evidence import examine
from tests.faults.postgresql import stopped
from tests.faults.service import (
    HELD,
    PASSES,
    PATIENCE,
    Service,
    eventually,
    problem,
    refuses_to_start,
    serving,
)

LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process holds the database."""
    program = [sys.executable, "-c", LOCKER, str(file)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.stdin.close()


@contextmanager
def no_room(service: Service) -> Iterator[None]:
    """The workers can make no file longer, as if a quota were used up."""
    before = {worker: resource.prlimit(worker, resource.RLIMIT_FSIZE) for worker in service.workers}
    for worker, (_, most) in before.items():
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (1, most))
    try:
        yield
    finally:
        for worker, limits in before.items():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)


@contextmanager
def tmpfs(folder: Path, megabytes: int) -> Iterator[Path]:
    """A small file system of its own."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True).returncode != 0:
        pytest.skip("mounting a small file system takes the rights to do so")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def immutable(*files: Path) -> Iterator[None]:
    """Nothing can be written to these files, not even by whoever has them open."""
    setting = subprocess.run(["chattr", "+i", *map(str, files)], capture_output=True)
    if setting.returncode != 0:
        pytest.skip("making files immutable takes a file system and the rights for it")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *map(str, files)], check=True)


def test_a_lock_that_ends_soon_is_waited_for(service: Service) -> None:
    with ThreadPoolExecutor(1) as pool:
        with locked(service.company.file):
            waiting = pool.submit(service.write)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
            assert service.get("/healthz").status_code == 200
        assert waiting.result(PATIENCE).status_code == 200


def test_without_room_nothing_is_kept_and_the_service_goes_on_once_there_is_room(service: Service) -> None:
    before = examine(service.company)
    with no_room(service):
        assert problem(service.write(HELD, "no-room")) == (507, "records.not_writable")
        assert service.get("/healthz").status_code == 200
        eventually(lambda: service.get("/readyz").status_code == 503)
        assert examine(service.company) == before
    service.wait_for_recovery()
    made = service.write(HELD, "no-room").json()["suggestion"]
    assert examine(service.company).states == before.states | {made: State.HELD}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_lock_that_stays_is_told_and_the_same_request_succeeds_after_it(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        with locked(on_sqlite.file), ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: service.write(PASSES, f"locked-{number}"), range(8)))
            assert {problem(one) for one in answers} == {(503, "records.busy")}
            assert service.get("/healthz").status_code == 200
            assert problem(service.get("/readyz")) == (503, "service.not_ready")
        service.wait_for_recovery()
        for number in range(8):
            assert service.write(PASSES, f"locked-{number}").status_code == 200
    assert len(examine(on_sqlite).states) == 8
    _say_when_to_try_again(answers)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_full_disk_is_told_and_the_service_goes_on_once_there_is_room(company: Path, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "small", megabytes=64) as disk:
        files = copied(company, disk)
        with serving(files) as service:
            first = service.write(PASSES, "before").json()["suggestion"]
            filler = disk / "filler"
            _fill(filler)
            # The database's log was made longer before, and is filled first.
            for number in range(200):
                answer = service.write(PASSES, f"full-{number}")
                if answer.status_code != 200:
                    break
            assert problem(answer) == (507, "records.not_writable")
            assert service.get("/healthz").status_code == 200
            eventually(lambda: service.get("/readyz").status_code == 503)
            filler.unlink()
            service.wait_for_recovery()
            assert service.write(PASSES, f"full-{number}").status_code == 200
            assert service.write(PASSES, "before").json()["suggestion"] == first
        assert len(examine(files).states) == number + 2


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_files_that_become_read_only_are_told_and_written_to_again_afterwards(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        assert service.write(PASSES, "before").status_code == 200
        before = examine(on_sqlite)
        with immutable(on_sqlite.file, Path(f"{on_sqlite.file}-wal")):
            assert problem(service.write(PASSES, "read-only")) == (507, "records.not_writable")
            assert problem(service.get("/readyz")) == (503, "service.not_ready")
        service.wait_for_recovery()
        assert service.write(PASSES, "read-only").status_code == 200
    assert len(examine(on_sqlite).states) == len(before.states) + 1


def test_a_service_does_not_start_on_records_that_it_cannot_write(on_sqlite: Company) -> None:
    on_sqlite.file.chmod(0o444)
    on_sqlite.folder.chmod(0o555)
    try:
        refuses_to_start(on_sqlite, "records.not_writable")
    finally:
        on_sqlite.folder.chmod(0o755)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("instead", ["nothing", "an older copy"])
def test_a_file_that_is_taken_away_is_told_and_nothing_is_written_into_the_void(
    on_sqlite: Company, instead: str
) -> None:
    kept = on_sqlite.folder / "kept"
    kept.mkdir()
    older = shutil.copy(on_sqlite.file, on_sqlite.folder / "older.db")
    with serving(on_sqlite) as service:
        assert service.write(PASSES, "before").status_code == 200
        for file in _files(on_sqlite):
            file.rename(kept / file.name)
        if instead == "an older copy":
            shutil.copy(older, on_sqlite.file)
        answer = service.write(PASSES, "meanwhile")
        if instead == "nothing":
            assert problem(answer) == (503, "records.unreadable")
            assert problem(service.get("/readyz")) == (503, "service.not_ready")
            for file in kept.iterdir():
                file.rename(on_sqlite.folder / file.name)
            service.wait_for_recovery()
            answer = service.write(PASSES, "meanwhile")
        assert answer.status_code == 200
    # What was answered is in the file that bears the name.
    assert answer.json()["suggestion"] in examine(on_sqlite).states


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_damage_is_told_and_never_answered_with_something_else(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        assert service.write(PASSES, "before").status_code == 200
        good = on_sqlite.folder / "good.db"
        _copy_database(on_sqlite.file, good)
        _damage(on_sqlite.file)
        answers = [service.write(PASSES, f"damaged-{number}") for number in range(4)]
        assert {problem(one) for one in answers} == {(503, "records.unreadable")}
        assert service.get("/healthz").status_code == 200
        eventually(lambda: not service.is_ready())
    refuses_to_start(on_sqlite, "records.unreadable")
    for file in _files(on_sqlite):
        file.unlink()
    good.rename(on_sqlite.file)
    with serving(on_sqlite) as service:
        assert service.write(PASSES, "before").headers["idempotency-replayed"] == "true"
    assert len(examine(on_sqlite).states) == 1


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("crash", [False, True], ids=["shut down", "crashed"])
def test_a_server_that_goes_and_comes_back_is_used_again_without_a_restart(
    on_postgresql: Company, postgres_server: PostgresServer, crash: bool
) -> None:
    with serving(on_postgresql) as service:
        first = service.write(HELD, "before").json()["suggestion"]
        with ThreadPoolExecutor(4) as pool:
            # Some are under way when it goes.
            under_way = [pool.submit(service.write, PASSES, f"during-{number}") for number in range(12)]
            with stopped(postgres_server, crash):
                failed = [one.result() for one in under_way if one.result().status_code != 200]
                assert {problem(one)[0] for one in failed} <= {503}
                assert problem(service.write(PASSES, "down")) == (503, "records.unreadable")
                assert problem(service.get("/readyz")) == (503, "service.not_ready")
                assert service.get("/healthz").status_code == 200
        service.wait_for_recovery()
        for key in ("down", *(f"during-{number}" for number in range(12))):
            assert service.write_until_answered(PASSES, key).status_code == 200
        assert service.write(HELD, "before").json()["suggestion"] == first
        workers = service.workers
    assert len(workers) == 2
    assert len(examine(on_postgresql).states) == 14
    _say_when_to_try_again(failed)


def _say_when_to_try_again(answers: list[httpx2.Response]) -> None:
    """A fault that passes is told with the time after which to ask again."""
    assert all(int(one.headers.get("retry-after", 0)) >= 1 for one in answers)


def _files(company: Company) -> list[Path]:
    """The database and what SQLite keeps beside it."""
    return [Path(f"{company.file}{end}") for end in ("", "-wal", "-shm") if Path(f"{company.file}{end}").exists()]


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(65_536))


def _copy_database(file: Path, copy: Path) -> None:
    source, target = sqlite3.connect(file), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()


def _damage(file: Path) -> None:
    """Overwrite every page but keep the length, as a bad disk might."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as damaged:
        damaged.write(b"\x5a" * file.stat().st_size)
