"""Stopping a PostgreSQL server and starting it again, whoever started it first."""

import os
import pwd
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.databases import PostgresServer
from tests.faults.service import eventually


@contextmanager
def stopped(server: PostgresServer, crash: bool = False) -> Iterator[None]:
    """The server is down meanwhile: shut down, or ended at once as in a crash."""
    data = _data_folder(server)
    # The command that started it, as the server itself notes it.
    command = shlex.split((data / "postmaster.opts").read_text())
    postmaster = int((data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGQUIT if crash else signal.SIGINT)
    eventually(lambda: not (data / "postmaster.pid").exists() or _is_gone(postmaster))
    try:
        yield
    finally:
        owner = pwd.getpwuid(data.stat().st_uid).pw_name
        user = owner if os.geteuid() == 0 else None
        with (data.parent / "restarted.log").open("ab") as log:
            subprocess.Popen(command, user=user, cwd=data, stdout=log, stderr=log, start_new_session=True)
        eventually(lambda: _answers(server))


def _data_folder(server: PostgresServer) -> Path:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        folder = connection.scalar(text("SHOW data_directory"))
    engine.dispose()
    return Path(str(folder))


def _is_gone(process: int) -> bool:
    status = Path("/proc", str(process), "stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def _answers(server: PostgresServer) -> bool:
    engine = create_engine(server.url)
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()
