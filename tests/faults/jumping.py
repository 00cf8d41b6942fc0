"""Serves like `scrupule serve`, by a clock that the file named on the command line moves: its seconds are added."""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI

from assistant.settings import Settings
from assistant.web.clock import ServiceClock
from assistant.web.serving import begin_worker, serve


@dataclass(frozen=True, slots=True)
class JumpingClock(ServiceClock):
    """The machine's clock, as if somebody set it again and again."""

    file: Path = Path()

    def __call__(self) -> datetime:
        """The present moment, for all that the file says."""
        return (datetime.now(UTC) + timedelta(seconds=self.offset())).astimezone()

    def offset(self) -> float:
        """How far ahead of the machine's clock this one is, in seconds."""
        return float(self.file.read_text())


def jumping_worker(settings: Settings, clock: ServiceClock) -> FastAPI:
    """A worker all of whose clocks jump, that of the rates as well."""
    assert isinstance(clock, JumpingClock)
    machine = time.time
    time.time = lambda: machine() + clock.offset()
    log = begin_worker()

    from assistant.web.app import create_app

    return create_app(settings, clock, log=log)


if __name__ == "__main__":
    from tests.faults import jumping  # not __main__'s: workers must find them again

    serve(Settings(), jumping.JumpingClock(file=Path(sys.argv[1])), worker=jumping.jumping_worker)
