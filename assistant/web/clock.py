"""What time it is, for everybody who asks in the service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment, with an offset."""


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """The machine's clock, moved by a fixed amount; the same for every worker, to which it is sent."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        """The present moment."""
        return (datetime.now(UTC) + self.ahead).astimezone()


def clock_from(start: datetime | None) -> ServiceClock:
    """A clock that shows `start` now and goes on from there; the machine's own without."""
    return ServiceClock(start - datetime.now(UTC)) if start else ServiceClock()
