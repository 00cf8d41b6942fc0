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


def moment_from(text: str) -> datetime:
    """A moment as a person types it.

    Raises:
        ValueError: it is not one, or has no offset.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a moment; write it as 2026-11-23T10:00:00+01:00") from None
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset; write it as 2026-11-23T10:00:00+01:00")
    return moment


def clock_from(start: datetime | None) -> ServiceClock:
    """A clock that shows `start` now and goes on from there; the machine's own without."""
    return ServiceClock(start - datetime.now(UTC)) if start else ServiceClock()
