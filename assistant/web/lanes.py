"""Turns for work that keeps a processor busy: first come, first served, a few at once."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, WouldBlock, to_thread

P = ParamSpec("P")
T = TypeVar("T")


class LaneTaken(Exception):
    """No turn is free now."""


class Lane:
    """Runs functions in threads, `width` at once, in the order in which they came.

    Python runs one thread at a time, so more inspections at once would only make all of them slow; in turn, each
    takes its own time and the latency of all is even.
    """

    def __init__(self, width: int) -> None:
        """Make a lane; belongs to one event loop."""
        self._limiter = CapacityLimiter(width)

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return self._limiter.statistics().tasks_waiting

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result. What has begun goes on to its end, even if the caller is cancelled meanwhile."""
        return await to_thread.run_sync(lambda: function(*args, **kwargs), limiter=self._limiter)

    async def run_now(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, without waiting for a turn.

        Raises:
            LaneTaken: the lane is full.
        """
        turn = object()
        try:
            self._limiter.acquire_on_behalf_of_nowait(turn)
        except WouldBlock:
            raise LaneTaken from None
        try:
            return await to_thread.run_sync(lambda: function(*args, **kwargs), limiter=CapacityLimiter(1))
        finally:
            self._limiter.release_on_behalf_of(turn)
