"""Leaves an endpoint alone after repeated failures, then tries it with one call.

pybreaker was read and not taken: 1.4.1 holds its lock during the call, so that a minute-long answer would make
every other draft wait, and it measures by the wall clock, which may jump.
"""

import threading
from collections.abc import Callable


class CircuitBreaker:
    """Closed, open, or half-open with one trial under way; thread-safe, and never locked during a call.

    Args:
        failures: failures in a row that open it.
        reset_seconds: how long it stays open.
        clock: seconds that never go back, such as `time.monotonic`.
    """

    def __init__(self, failures: int, reset_seconds: float, clock: Callable[[], float]) -> None:
        self._limit = failures
        self._reset = reset_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._count = 0
        self._opened_at: float | None = None
        self._trial = False

    def ask(self) -> float:
        """Ask to call: 0 to go ahead, else the seconds to wait. Whoever goes ahead reports how it went."""
        with self._lock:
            if self._opened_at is None:
                return 0.0
            left = self._opened_at + self._reset - self._clock()
            if left > 0:
                return left
            if self._trial:
                return self._reset
            self._trial = True
            return 0.0

    def succeeded(self) -> None:
        """The endpoint answered, whatever the answer is worth."""
        with self._lock:
            self._count, self._opened_at, self._trial = 0, None, False

    def failed(self) -> None:
        """The endpoint was down or too slow."""
        with self._lock:
            self._count += 1
            if self._trial or self._count >= self._limit:
                self._opened_at = self._clock()
            self._trial = False

    def gave_up(self) -> None:
        """The call ended without telling anything about the endpoint: another trial may start."""
        with self._lock:
            self._trial = False
