"""Whether the parts of a worker work now."""

from collections.abc import Callable
from datetime import datetime
from math import inf
from threading import Lock
from time import monotonic
from typing import Final

from sqlalchemy import select, update

from assistant.journal.entry import Entry, Event
from assistant.journal.journal import append
from assistant.records.database import Records
from assistant.records.tables import Organisation
from assistant.web.logs import Log
from assistant.web.tables import TokenRate

_FRESH_SECONDS: Final = {"records": 1.0, "journal": 5.0}
"""To try the journal is to take the turn of whoever writes, so it is tried less often."""


class _Undo(Exception):
    pass


class Readiness:
    """Tries the records and the journal for real, and not each time: whoever asks needs no token."""

    def __init__(self, records: Records, log: Log, clock: Callable[[], datetime]) -> None:
        """Watch these records."""
        self._records = records
        self._log = log
        self._clock = clock
        self._lock = Lock()
        self._parts = {"records": self._read, "journal": self._write}
        self._tried: dict[str, float] = {}
        self._worked: dict[str, bool] = {}

    def missing(self) -> tuple[str, ...]:
        """Names of the parts that do not work."""
        with self._lock:
            for name, trial in self._parts.items():
                if monotonic() - self._tried.get(name, -inf) >= _FRESH_SECONDS[name]:
                    self._worked[name] = self._works(trial)
                    self._tried[name] = monotonic()
            return tuple(name for name, worked in self._worked.items() if not worked)

    def _works(self, trial: Callable[[], None]) -> bool:
        try:
            trial()
        except Exception as error:
            self._log.failure(error)
            return False
        return True

    def _read(self) -> None:
        with self._records.reading() as session:
            session.scalar(select(Organisation.id))

    def _write(self) -> None:
        try:
            with self._records.writing() as session:
                append(session, Entry(event=Event.TEXT_CHECKED, at=self._clock(), actor="readiness"))
                raise _Undo
        except _Undo:
            # What is undone never reaches the disk, which may be full: this does, and costs a token a microsecond.
            with self._records.counting() as session:
                session.execute(update(TokenRate).values(spent_until=TokenRate.spent_until + 1))
