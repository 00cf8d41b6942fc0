"""How often a token may ask: counted together by all workers, exact at the limit, safe when clocks jump."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import pytest

from assistant.records.database import Records
from assistant.web.principal import Role
from assistant.web.rates import Rates
from assistant.web.tokens import create_token

NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


@dataclass
class Hands:
    """A clock that the test sets."""

    at: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def token(records: Records) -> str:
    with records.writing() as session:
        made = create_token(session, Role.MANAGER, NOW)
    return made.id


def let_in(rates: Rates, records: Records, token: str, times: int) -> int:
    return sum(rates.spend(records, token) == 0 for _ in range(times))


@pytest.mark.parametrize("limit", [1, 7, 60, 1_000])
def test_a_minutes_share_may_be_used_at_once_and_no_more(records: Records, token: str, limit: int) -> None:
    rates = Rates(limit, Hands())
    assert let_in(rates, records, token, limit + 5) == limit


def test_the_share_comes_back_evenly(records: Records, token: str) -> None:
    clock = Hands()
    rates = Rates(60, clock)
    assert let_in(rates, records, token, 61) == 60
    clock.at += 10
    assert let_in(rates, records, token, 20) == 10


@pytest.mark.parametrize(("limit", "wait"), [(60, 1), (6, 10), (1, 60)])
def test_whoever_is_refused_hears_when_to_come_back(records: Records, token: str, limit: int, wait: int) -> None:
    clock = Hands()
    rates = Rates(limit, clock)
    let_in(rates, records, token, limit)
    assert rates.spend(records, token) == wait
    clock.at += wait
    assert rates.spend(records, token) == 0


def test_one_token_does_not_use_up_anothers_share(records: Records, token: str) -> None:
    with records.writing() as session:
        other = create_token(session, Role.MANAGER, NOW).id
    rates = Rates(5, Hands())
    assert let_in(rates, records, token, 9) == 5
    assert let_in(rates, records, other, 9) == 5


def test_workers_and_threads_count_together(records: Records, token: str) -> None:
    clock = Hands()
    workers = [Rates(300, clock) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda number: workers[number % 3].spend(records, token), range(450)))
    # What a worker's threads have paid for in advance may stay unused.
    assert 300 - 3 * 2 * 3 <= answers.count(0) <= 300


def test_what_was_paid_for_in_advance_is_not_kept(records: Records, token: str) -> None:
    clock = Hands()
    idle, busy = Rates(1_000, clock), Rates(1_000, clock)
    idle.spend(records, token)
    clock.at += 59
    used = let_in(busy, records, token, 1_200) + let_in(idle, records, token, 100)
    assert used <= 1_000


@pytest.mark.parametrize("jump", [-3_600, -30, 3_600])
def test_a_clock_that_jumps_locks_nobody_out(records: Records, token: str, jump: float) -> None:
    clock = Hands()
    rates = Rates(60, clock)
    let_in(rates, records, token, 60)
    clock.at += jump
    clock.at += 61
    assert rates.spend(records, token) == 0
