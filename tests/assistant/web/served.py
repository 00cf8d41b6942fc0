"""A real server in processes of its own, for tests that a test client cannot make: sockets, signals, several workers.

It runs the whole platform with no model loaded, and a few routes whose behaviour the tests know. Run as a program, it
serves until it is stopped.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel, ConfigDict, SecretStr

from assistant.memory.index import Memory
from assistant.records.database import open_records
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.clock import Clock, ServiceClock
from assistant.web.limits import Patience
from assistant.web.logs import Log
from assistant.web.principal import Principal, Role, require
from assistant.web.protocol import BoundedHttpProtocol
from assistant.web.serving import begin_worker, serve
from assistant.web.state import ServiceParts
from assistant.web.tokens import create_token
from assistant.workspace import Workspace, build_gate
from tests.assistant.master import MASTER, MASTER_SETTING

CANARY = "Clothilde Vercoutter, clothilde@example.org, +33 6 12 34 56 78"
"""What must not be found anywhere but in what the caller sent."""

router = APIRouter(prefix="/v1/test")


class Said(BaseModel):
    """A body with every kind of field that may be wrong."""

    model_config = ConfigDict(extra="forbid")

    text: str
    role: Role = Role.REP
    times: int = 1


@router.post("/echo")
async def echo(said: Said, asking: Annotated[Principal, Depends(require(Role.REP))]) -> dict[str, str]:
    """Answers with the process and who asked."""
    return {"worker": str(os.getpid()), "token": asking.id, "length": str(len(said.text))}


@router.get("/slow")
async def slow(seconds: float, _asking: Annotated[Principal, Depends(require(*Role))]) -> dict[str, float]:
    """Takes its time."""
    await asyncio.sleep(seconds)
    return {"slept": seconds}


@router.get("/busy")
async def busy(
    seconds: float, service: ServiceParts, _asking: Annotated[Principal, Depends(require(*Role))]
) -> dict[str, float]:
    """Takes its turn in the lane of inspections."""

    def work() -> dict[str, float]:
        began = time.monotonic()
        time.sleep(seconds)
        return {"began": began, "ended": time.monotonic()}

    return await service.checking.run(work)


@router.get("/broken/{name}")
async def broken(name: str, _asking: Annotated[Principal, Depends(require(*Role))]) -> None:
    """Fails with a message that quotes a person."""
    held = CANARY
    raise KeyError(f"{name} {held}")


def light_app(settings: Settings, clock: Clock, log: Log, patience: Patience | None = None) -> FastAPI:
    """The platform without models, with the routes above."""

    @contextmanager
    def opened() -> Iterator[Workspace]:
        records = open_records(settings.database_url, MASTER)
        memory = Memory(records)
        try:
            yield Workspace(settings, build_gate(settings, records.system_key("seal")), records, memory)
        finally:
            memory.close()
            records.close()

    app = create_app(settings, clock, opened, log, patience)
    app.include_router(router)
    return app


def light_worker(settings: Settings, clock: ServiceClock) -> FastAPI:
    """A worker process that loses patience soon."""
    BoundedHttpProtocol.header_seconds = 1.0
    log = begin_worker()
    return light_app(settings, clock, log, Patience(body=1.0, answer=5.0))


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    process: "subprocess.Popen[bytes]"
    port: int
    tokens: dict[Role, str]
    _log: Path

    def client(self, role: Role = Role.REP) -> httpx.Client:
        """A client with a token; not the same connection as another's."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=60)

    def connection(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    @property
    def log(self) -> str:
        """Everything that was written to standard error and output so far."""
        return self._log.read_text()

    def stop(self) -> int:
        """Ask it to stop; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextmanager
def served(folder: Path, workers: int = 1, **web: int) -> Iterator[Served]:
    """Start a server on records in `folder`, and stop it in the end."""
    settings = settings_for(folder)
    records = open_records(settings.database_url, MASTER)
    with records.writing() as session:
        made = {
            role: create_token(session, role, ServiceClock()(), "rep-1" if role is Role.REP else None) for role in Role
        }
    records.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"port": port, "workers": workers, **web}
    log = folder / "log"
    environment = {
        **os.environ,
        "SCRUPULE_DATABASE_URL": settings.database_url,
        "SCRUPULE_MASTER_KEY": MASTER_SETTING,
        "SCRUPULE_ENGINE": "composer",
        **{f"SCRUPULE_WEB__{name.upper()}": str(value) for name, value in given.items()},
        "TMPDIR": str(folder),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.assistant.web.served"], env=environment, stdout=output, stderr=output
        )
    started = Served(process, port, {role: token.secret for role, token in made.items()}, log)
    try:
        _wait_until_ready(started, workers)
        yield started
    finally:
        if process.poll() is None:
            started.stop()


def settings_for(folder: Path) -> Settings:
    """Settings of records in a folder."""
    return Settings(
        database_url=f"sqlite:///{folder / 'scrupule.db'}", master_key=SecretStr(MASTER_SETTING), engine="composer"
    )


def _wait_until_ready(started: Served, workers: int) -> None:
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and started.process.poll() is None:
        if started.log.count('"event": "ready"') == workers:
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{started.log}")


if __name__ == "__main__":
    from tests.assistant.web.served import light_worker as sendable  # not __main__'s: workers must find it again

    serve(Settings(), ServiceClock(), worker=sendable)
