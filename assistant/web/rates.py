"""How often a token may ask, counted in the records, so that it holds over all workers of all machines.

The generic cell rate algorithm (ITU-T I.371): each request costs a moment of the minute, and `spent_until` says up to
which moment a token has spent. One number a token, one statement a request, and an exact time to wait.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import time
from typing import Final

from sqlalchemy import case, select, update

from assistant.records.database import Records
from assistant.web.tables import TokenRate

MINUTE: Final = 60_000_000
"""In microseconds, as all moments here: whole numbers, the same in every database."""
KEPT: Final = 1_000_000
"""For how long requests that were paid for in advance may be used."""


@dataclass(slots=True)
class _Paid:
    requests: int
    until: int


class Rates:
    """Lets each token make `per_minute` requests a minute, at once or spread over it.

    Whoever used a minute's share at once regains it evenly. A worker pays for a hundredth of a share at a time and uses
    it up within a second, so that most requests write nothing: a token is never let in too often, and at worst a
    hundredth a worker too seldom.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time) -> None:
        """Count requests; `now` gives seconds since 1970."""
        self._cost = MINUTE // per_minute
        self._block = max(1, per_minute // 100)
        self._now = now
        self._paid: dict[str, _Paid] = {}
        self._lock = Lock()

    def spend(self, records: Records, token_id: str) -> int:
        """One request of a token: 0 if it may be made, else after how many seconds to try again.

        Raises:
            RecordsError: the count cannot be written.
        """
        now = round(self._now() * 1_000_000)
        if self._use(token_id, now):
            return 0
        for requests in dict.fromkeys((self._block, 1)):  # the last few of a minute are paid for one by one
            if _pay(records, token_id, requests * self._cost, now):
                self._keep(token_id, requests - 1, now)
                return 0
        return self._wait(records, token_id, now)

    def _use(self, token_id: str, now: int) -> bool:
        with self._lock:
            paid = self._paid.get(token_id)
            if not paid or not paid.requests or not now < paid.until <= now + KEPT:
                return False
            paid.requests -= 1
            return True

    def _keep(self, token_id: str, requests: int, now: int) -> None:
        with self._lock:
            paid = self._paid.get(token_id)
            # Another thread may have paid at the same moment.
            left = paid.requests if paid and now < paid.until <= now + KEPT else 0
            self._paid[token_id] = _Paid(left + requests, now + KEPT)

    def _wait(self, records: Records, token_id: str, now: int) -> int:
        with records.reading() as session:
            spent = session.scalar(select(TokenRate.spent_until).where(TokenRate.token_id == token_id)) or 0
        return max(1, ceil((spent + self._cost - now - MINUTE) / 1_000_000))


def _pay(records: Records, token_id: str, cost: int, now: int) -> bool:
    spent = TokenRate.spent_until
    # What lies more than a minute ahead was written before the machine's clock went back: it does not count.
    start = case((spent < now, now), (spent > now + MINUTE, now), else_=spent)
    query = (
        update(TokenRate)
        .where(TokenRate.token_id == token_id, start + cost <= now + MINUTE)
        .values(spent_until=start + cost)
        .returning(spent)
        .execution_options(synchronize_session=False)
    )
    with records.counting() as session:
        return session.execute(query).first() is not None
