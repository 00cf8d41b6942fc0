"""The circuit breaker, with a clock that stands still unless told."""

import threading

from assistant.engines.breaker import CircuitBreaker
from tests.assistant.engines.endpoint import Clock


def breaker(clock: Clock, failures: int = 2) -> CircuitBreaker:
    return CircuitBreaker(failures, 30.0, clock.now)


def test_it_opens_after_failures_in_a_row() -> None:
    clock = Clock()
    one = breaker(clock)
    one.failed()
    assert one.ask() == 0
    one.failed()
    assert one.ask() == 30
    clock.sleep(29)
    assert one.ask() == 1


def test_a_success_between_failures_starts_the_count_again() -> None:
    one = breaker(Clock())
    one.failed()
    one.succeeded()
    one.failed()
    assert one.ask() == 0


def opened(clock: Clock) -> CircuitBreaker:
    one = breaker(clock)
    one.failed()
    one.failed()
    clock.sleep(30)
    return one


def test_one_trial_is_let_through_at_a_time() -> None:
    one = opened(Clock())
    assert one.ask() == 0
    assert one.ask() > 0


def test_a_trial_that_succeeds_closes_it() -> None:
    one = opened(Clock())
    one.ask()
    one.succeeded()
    assert one.ask() == one.ask() == 0


def test_a_trial_that_fails_opens_it_for_another_while() -> None:
    clock = Clock()
    one = opened(clock)
    one.ask()
    one.failed()
    assert one.ask() == 30


def test_a_trial_that_tells_nothing_leaves_room_for_the_next() -> None:
    one = opened(Clock())
    one.ask()
    one.gave_up()
    assert one.ask() == 0


def test_only_one_of_many_threads_gets_the_trial() -> None:
    one = opened(Clock())
    answers: list[float] = []
    threads = [threading.Thread(target=lambda: answers.append(one.ask())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(0) == 1
