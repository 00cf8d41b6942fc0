"""The service as an administrator runs it, on fresh records of the demo company, watched from outside."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

import psutil

from benchmarks.api_mails import COMPANY, REP
from benchmarks.processes import ROOT

NOW: Final = "2026-11-23T10:00:00+01:00"
"""The demo company's own Monday: its offers have dates."""
WORKERS: Final = 2
_SECONDS_TO_START: Final = 60.0
_SECONDS_TO_STOP: Final = 40.0


@dataclass(frozen=True, slots=True)
class Records:
    """Records with the demo company in them, and a rep's token.

    Attributes:
        environment: the settings that lead to them.
    """

    environment: Mapping[str, str]
    token: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs.

    Attributes:
        ready_seconds: from its start until every worker had loaded everything.
        workers: one process each.
    """

    address: str
    ready_seconds: float
    workers: tuple[psutil.Process, ...]

    def memory(self) -> tuple[int, ...]:
        """Resident bytes of each worker."""
        return tuple(worker.memory_info().rss for worker in self.workers)


def demo_records(folder: Path, database_url: str) -> Records:
    """Fresh records, made by the commands that an administrator uses."""
    key = folder / "master.key"
    given = {
        "SCRUPULE_DATABASE_URL": database_url,
        "SCRUPULE_MASTER_KEY_FILE": str(key),
        "SCRUPULE_PACKS": json.dumps([str(COMPANY / "pack.yaml")]),
        "SCRUPULE_ENGINE": "composer",
        "SCRUPULE_WEB__RATE_PER_MINUTE": "10000000",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SCRUPULE_")} | given
    _scrupule(environment, "keys", "create", str(key))
    _scrupule(environment, "import", str(COMPANY))
    token = _scrupule(environment, "token", "create", "--role", "rep", "--rep", REP).strip()
    return Records(environment, token)


@contextmanager
def served(records: Records) -> Iterator[Service]:
    """The service on these records; stopped at the end."""
    with TemporaryDirectory(prefix="scrupule-bench-") as folder, (Path(folder) / "log").open("w+") as log:
        command = [
            sys.executable,
            "-m",
            "assistant.cli",
            "serve",
            "--port",
            "0",
            "--workers",
            str(WORKERS),
            "--now",
            NOW,
        ]
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=dict(records.environment), stderr=log)
        try:
            address, workers = _wait(process, Path(log.name))
            yield Service(address, time.perf_counter() - began, workers)
        finally:
            process.terminate()
            process.wait(_SECONDS_TO_STOP)


def figures_of(environment: Mapping[str, str], module: str, *arguments: str) -> Any:
    """What a module of this package prints in a process of its own, read as JSON."""
    return json.loads(_output(environment, "-m", f"benchmarks.{module}", *arguments))


def _scrupule(environment: Mapping[str, str], *arguments: str) -> str:
    return _output(environment, "-m", "assistant.cli", *arguments)


def _output(environment: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[1:3])} failed: {done.stderr.strip()}")
    return done.stdout


def _wait(process: subprocess.Popen[bytes], file: Path) -> tuple[str, tuple[psutil.Process, ...]]:
    """Read the log until every worker is ready."""
    address, workers = "", list[psutil.Process]()
    until = time.perf_counter() + _SECONDS_TO_START
    with file.open(encoding="utf-8") as log:
        while time.perf_counter() < until and process.poll() is None:
            for said in _new_lines(log):
                if said.get("event") == "listening":
                    address = said["address"]
                elif said.get("event") == "ready":
                    workers.append(psutil.Process(said["worker"]))
            if len(workers) == WORKERS:
                return address, tuple(workers)
            time.sleep(0.02)
    raise SystemExit("the service did not start; run `scrupule serve --demo` to see why")


def _new_lines(log: IO[str]) -> Iterator[dict[str, Any]]:
    while True:
        at = log.tell()
        line = log.readline()
        if not line.endswith("\n"):
            log.seek(at)
            return
        yield json.loads(line)
