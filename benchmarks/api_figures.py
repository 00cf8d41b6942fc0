"""What was measured of the service, and how it is printed."""

import os
from dataclasses import dataclass
from statistics import mean, median
from typing import Final

from benchmarks.sheet import Sheet
from benchmarks.statistic import percentile

CROWD: Final = 20
"""Parallel users for whom the target is set."""
ROUTES: Final = {"nothing": "GET /healthz", "check": "POST /v1/check", "emails": "POST /v1/emails"}
_MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Load:
    """What some parallel users saw in some seconds.

    Attributes:
        request: what they sent, a key of `ROUTES`.
        milliseconds: of each answer, in the order in which they came.
        failures: answers that were neither 200 nor 202.
        workers: seconds of a processor that each worker used.
        own: seconds of a processor that the users' own process used.
    """

    request: str
    users: int
    seconds: float
    milliseconds: tuple[float, ...]
    failures: int
    workers: tuple[float, ...]
    own: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds

    def at(self, share: float) -> float:
        """Milliseconds within which this share was answered."""
        return percentile(self.milliseconds, share)

    @property
    def work(self) -> float:
        """Milliseconds of a processor that an answer cost the workers."""
        return sum(self.workers) * 1000 / len(self.milliseconds)


@dataclass(frozen=True, slots=True)
class Alone:
    """The gate and the use case around it without a service, in milliseconds, one entry a mail.

    Attributes:
        gate: `Gate.inspect`, by the clock.
        gate_work: the same, of a processor.
        whole: `check_text`: with the reading of the facts and the entry in the journal.
        whole_work: the same, of a processor.
    """

    gate: tuple[float, ...]
    gate_work: tuple[float, ...]
    whole: tuple[float, ...]
    whole_work: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything about the service on one kind of database.

    Attributes:
        alone: one process, while the other core has nothing to do.
        crowded: two processes, one a core, as the workers are under load.
        memory: requests so far (those to `/healthz` not counted), and resident bytes of each worker.
    """

    database: str
    ready_seconds: float
    alone: Alone
    crowded: Alone
    loads: tuple[Load, ...]
    memory: tuple[tuple[int, tuple[int, ...]], ...]

    def load(self, request: str, users: int) -> Load:
        """The first measurement of that kind."""
        return next(one for one in self.loads if (one.request, one.users) == (request, users))

    @property
    def growth(self) -> float:
        """By what share the worker that grew most grew in the second half of the requests."""
        half = next(sizes for done, sizes in self.memory if done * 2 >= self.memory[-1][0])
        return max(last / then for last, then in zip(self.memory[-1][1], half, strict=True)) - 1


def sheets(measured: Measured) -> list[Sheet]:
    """The figures as they are printed."""
    return [_loads(measured), _added(measured), _memory(measured), _targets(measured)]


def _loads(measured: Measured) -> Sheet:
    rows = tuple(
        (
            ROUTES[one.request],
            str(one.users),
            f"{one.per_second:.1f}",
            *(_milliseconds(one.at(share)) for share in (0.5, 0.95, 0.99)),
            str(one.failures),
            " + ".join(f"{busy / one.seconds:.0%}" for busy in one.workers),
            f"{one.own / one.seconds:.0%}",
        )
        for one in measured.loads
    )
    return Sheet(
        title=f"{measured.database}, two workers, {os.cpu_count()} cores; load average now {os.getloadavg()[0]:.1f}",
        columns=("", "users", "answers/s", "p50 ms", "p95 ms", "p99 ms", "errors", "workers busy", "users busy"),
        rows=rows,
        note="Users ask again as soon as they are answered. Busy: of a core; the users share the workers' cores.",
    )


def _added(measured: Measured) -> Sheet:
    one, crowd = measured.load("check", 1), measured.load("check", CROWD)
    alone, crowded = measured.alone, measured.crowded
    latency, work = median(alone.gate), mean(crowded.gate_work)
    rows = (
        ("the gate alone", _milliseconds(latency), "", _milliseconds(work), ""),
        (
            "check_text: with facts and journal",
            *_more(median(alone.whole), latency),
            *_more(mean(crowded.whole_work), work),
        ),
        ("POST /v1/check", *_more(one.at(0.5), latency), *_more(crowd.work, work)),
        (
            "GET /healthz",
            _milliseconds(measured.load("nothing", 1).at(0.5)),
            "",
            _milliseconds(measured.load("nothing", 10).work),
            "",
        ),
    )
    return Sheet(
        title=f"{measured.database}: what stands around the gate, for mails of about 200 words",
        columns=("", "median ms, 1 user", "more", f"processor ms, {CROWD} users", "more "),
        rows=rows,
        note="Processor: mean of an answer, with both cores busy; /healthz with 10 users.",
    )


def _memory(measured: Measured) -> Sheet:
    rows = tuple((f"{done:,}", *(f"{size / _MIB:.0f}" for size in sizes)) for done, sizes in measured.memory)
    return Sheet(
        title=f"{measured.database}: memory of the workers",
        columns=("requests before", *(f"worker {number}, MiB" for number, _ in enumerate(measured.memory[0][1], 1))),
        rows=rows,
    )


def _targets(measured: Measured) -> Sheet:
    crowd, one = measured.load("check", CROWD), measured.load("check", 1)
    more = max(crowd.work / mean(measured.crowded.gate_work), one.at(0.5) / median(measured.alone.gate)) - 1
    most = max(max(sizes) for _, sizes in measured.memory) / _MIB
    rows = (
        (f"/v1/check, {CROWD} users, p95", "250 ms", f"{crowd.at(0.95):.0f} ms"),
        ("the service adds to the gate's time", "30%", f"{more:.0%}"),
        ("memory of a worker", "700 MiB", f"{most:.0f} MiB"),
        ("it grows, in the second half of the requests, by", "5%", f"{measured.growth:.1%}"),
        ("from start to ready", "8 s", f"{measured.ready_seconds:.1f} s"),
    )
    return Sheet(
        title=f"{measured.database}: beside what was asked for", columns=("", "at most", "measured"), rows=rows
    )


def _more(value: float, base: float) -> tuple[str, str]:
    return _milliseconds(value), f"{value / base - 1:+.0%}"


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
