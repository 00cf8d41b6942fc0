"""`kill -9` at any moment: each request gets one answer, and nothing is lost, doubled or half done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from random import Random
from threading import Lock
from typing import Literal

import httpx2
import pytest

from assistant.journal.entry import Event
from assistant.records.suggestions import State
from tests.faults.company import ROOT, Company
from tests.faults.evidence import Evidence, examine
from tests.faults.service import HELD, PASSES, PATIENCE, Service, eventually, problem, serving

Victim = Literal["worker", "parent"]

CLIENTS = 4
LONGEST_DRAFT = 0.4
"""Seconds; a moment up to so long after an answer falls anywhere in the work on the next ones."""


class Storm:
    """Clients that ask for mails, each with a key of its own, until they have an answer, while processes are killed."""

    def __init__(self, service: Service, seed: int) -> None:
        self.service = service
        self.chance = Random(seed)
        self.answers: dict[str, str] = {}
        self._prefix = f"storm-{seed}"
        self._lock = Lock()

    def rage(self, drafts: int, victims: Sequence[Victim]) -> None:
        """Spread the kills over the drafts."""
        before = self._answered()
        with ThreadPoolExecutor(CLIENTS) as pool:
            asking = [pool.submit(self._ask, number) for number in range(drafts)]
            for number, victim in enumerate(victims, start=1):
                share = before + drafts * number // (len(victims) + 1)
                eventually(lambda share=share: self._answered() >= share)
                time.sleep(self.chance.uniform(0, LONGEST_DRAFT))
                self._kill(victim)
            for one in asking:
                one.result()

    def ask_again(self) -> None:
        """Ask everything once more: the answers must be those that were given."""
        for key, suggestion in self.answers.items():
            answer = self.service.write_until_answered(_brief(key), key)
            assert answer.headers["idempotency-replayed"] == "true"
            assert answer.json()["suggestion"] == suggestion

    def _ask(self, number: int) -> None:
        key = f"{self._prefix}-{number}"
        answer = self.service.write_until_answered(_brief(key), key)
        assert answer.status_code == (202 if _is_held(key) else 200), answer.text
        with self._lock:
            self.answers[key] = answer.json()["suggestion"]

    def _answered(self) -> int:
        with self._lock:
            return len(self.answers)

    def _kill(self, victim: Victim) -> None:
        if victim == "worker":
            self.service.kill_a_worker(self.chance)
        else:
            self.service.kill_parent()
            self.service.start()


def test_workers_killed_while_they_write_lose_and_double_nothing(service: Service) -> None:
    before = examine(service.company)
    storm = Storm(service, seed=20)
    storm.rage(20, ["worker"])
    storm.ask_again()
    check(storm, before, examine(service.company))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_200_drafts_survive_the_death_of_workers_and_of_their_parent(any_company: Company) -> None:
    with serving(any_company) as service:
        before = examine(any_company)
        storm = Storm(service, seed=200)
        storm.rage(200, ["worker", "worker", "parent", "worker", "parent", "worker", "worker", "parent"])
        storm.ask_again()
    check(storm, before, examine(any_company))


def check(storm: Storm, before: Evidence, after: Evidence) -> None:
    """One outcome for each key, everything that was answered is there, and nothing else."""
    made = after.states.keys() - before.states.keys()
    assert sorted(storm.answers.values()) == sorted(made)
    assert set(storm.answers.values()) <= set(after.asked)
    for key, suggestion in storm.answers.items():
        assert after.states[suggestion] == (State.HELD if _is_held(key) else State.RELEASED)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("asked", ["passes", "held"])
def test_killed_at_each_statement_a_draft_is_kept_whole_or_not_at_all(any_company: Company, asked: str) -> None:
    program = [sys.executable, "-m", "tests.faults.dying", asked]
    done = subprocess.run(
        program, cwd=ROOT, env=any_company.environment(), capture_output=True, text=True, timeout=PATIENCE * 3
    )
    assert done.returncode == 0, done.stderr
    deaths = int(done.stdout)
    assert deaths > 10
    found = examine(any_company)
    assert len(found.asked) == len(found.states) == deaths + 1
    assert found.count(Event.DRAFT_HELD if asked == "held" else Event.DRAFT_RELEASED) == deaths + 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_workers_end_with_their_parent_and_leave_its_port(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        with asking(service):
            service.kill_parent()
        service.start()
        assert service.write().status_code == 200
    examine(on_sqlite)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_worker_that_hangs_is_replaced(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        hung = service.workers[0]
        os.kill(hung, signal.SIGSTOP)
        eventually(lambda: hung not in service.workers)
        service.wait_for_recovery()
        assert service.write_until_answered(PASSES, "after-the-hang").status_code == 200
    examine(on_sqlite)


def test_a_key_that_was_used_for_something_else_stays_refused_after_a_kill(service: Service) -> None:
    first = service.write_until_answered(PASSES, "reused").json()["suggestion"]
    service.kill_a_worker(Random(1))
    answer = service.write_until_answered(HELD, "reused")
    assert problem(answer) == (422, "request.reused")
    assert service.write_until_answered(PASSES, "reused").json()["suggestion"] == first


@contextmanager
def asking(service: Service) -> Iterator[None]:
    """Somebody asks for mails meanwhile, whether or not anybody answers."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        waiting = [pool.submit(_try, service) for _ in range(CLIENTS * 2)]
        time.sleep(LONGEST_DRAFT)
        yield
        for one in waiting:
            one.result()


def _try(service: Service) -> None:
    with suppress(httpx2.TransportError):
        service.write()


def _is_held(key: str) -> bool:
    return int(key.rpartition("-")[2]) % 4 == 0


def _brief(key: str) -> dict[str, object]:
    number = int(key.rpartition("-")[2])
    return {**(HELD if _is_held(key) else PASSES), "variation": number}
