"""The master key's file gone, unreadable, exposed or wrong: a running service goes on, and none starts without it."""

import subprocess
from collections.abc import Callable
from random import Random

import pytest

from assistant.records.master import create_key_file
from tests.faults.company import ROOT, Company
from tests.faults.evidence import examine
from tests.faults.service import HELD, PASSES, PATIENCE, Service, eventually, refuses_to_start, serving


def remove(company: Company) -> None:
    """Take the file away."""
    company.key_file.unlink()


def hide(company: Company) -> None:
    """Let nobody read it."""
    company.key_file.chmod(0o000)


def expose(company: Company) -> None:
    """Let everybody read it."""
    company.key_file.chmod(0o644)


def exchange(company: Company) -> None:
    """Put another key in its place."""
    company.key_file.unlink()
    create_key_file(company.key_file)


def cut(company: Company) -> None:
    """Keep half of it."""
    text = company.key_file.read_text()
    company.key_file.write_text(text[: len(text) // 2])


FAULTS: dict[str, tuple[Callable[[Company], None], str]] = {
    "gone": (remove, "master_key.missing"),
    "unreadable": (hide, "master_key.wrong"),
    "exposed": (expose, "master_key.exposed"),
    "another's": (exchange, "master_key.wrong"),
    "cut": (cut, "master_key.wrong"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_command_starts_without_the_key_and_each_says_what_to_do(on_sqlite: Company, fault: str) -> None:
    spoil, code = FAULTS[fault]
    before = on_sqlite.file.read_bytes()
    spoil(on_sqlite)
    refuses_to_start(on_sqlite, code)
    assert on_sqlite.file.read_bytes() == before


@pytest.mark.parametrize("fault", FAULTS)
def test_a_running_service_goes_on_without_the_file(service: Service, fault: str) -> None:
    company = service.company
    text = company.key_file.read_text()
    FAULTS[fault][0](company)
    try:
        assert service.write(PASSES).status_code == 200
        assert service.write(HELD).status_code == 202
        # Somebody whose key this process has not opened before.
        assert service.write({"contact": "c-002", "occasion": "follow_up"}).status_code == 200
        assert service.is_ready()
    finally:
        company.key_file.unlink(missing_ok=True)
        company.key_file.write_text(text)
        company.key_file.chmod(0o600)
    examine(company)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_while_the_file_is_gone_one_dead_worker_does_not_take_the_others_with_it(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        text = on_sqlite.key_file.read_text()
        remove(on_sqlite)
        service.kill_a_worker(Random(3))
        eventually(lambda: any(line["event"] == "cannot start" for line in service.log))
        for number in range(5):
            assert service.write_until_answered(PASSES, f"alone-{number}").status_code == 200
        on_sqlite.key_file.write_text(text)
        on_sqlite.key_file.chmod(0o600)
        service.wait_for_recovery()
    examine(on_sqlite)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_service_follows_a_rotation_while_it_runs(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        first = service.write(PASSES, "before").json()["suggestion"]
        rotating = subprocess.run(
            on_sqlite.command("keys", "rotate"),
            cwd=ROOT,
            env=on_sqlite.environment(),
            capture_output=True,
            timeout=PATIENCE,
        )
        assert rotating.returncode == 0
        for number in range(6):
            contact = f"c-00{number + 1}"
            answer = service.write({"contact": contact, "occasion": "follow_up"}, f"after-{number}")
            assert answer.status_code in (200, 202, 403)
        assert service.write(PASSES, "before").json()["suggestion"] == first
        assert service.stop() == 0
        service.start()
        assert service.write(PASSES, "before").json()["suggestion"] == first
