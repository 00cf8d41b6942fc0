"""The service as processes: a parent that listens and watches, and workers that answer."""

import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from assistant.settings import Settings
from assistant.web.clock import ServiceClock
from assistant.web.logs import Log, capture
from guardrails.errors import ScrupuleError

if TYPE_CHECKING:
    from fastapi import FastAPI

HUNG_SECONDS = 10
"""A worker that does not answer its parent for so long is replaced; a signal may wait as long to be heard."""
BACKLOG = 512
IDLE_SECONDS = 15
"""How long a connection is kept for the client's next request."""
TURN_SECONDS: Final = 0.001
"""How long a thread that computes may keep those waiting that answer others; with Python's own 5 ms all wait longer."""
_FOR_WORKERS: Final = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""What a process reads when it starts, unless an administrator said otherwise: a heap for each thread would keep memory
that no other thread can use, and threads that share one product spin on processors that other requests need."""

Worker = Callable[[Settings, ServiceClock], "FastAPI"]


class CannotServe(ScrupuleError):
    """The service cannot listen, or its workers cannot start."""

    code = "service.cannot_start"
    status = 503


def serve(
    settings: Settings,
    clock: ServiceClock,
    announce: Callable[[str], None] | None = None,
    worker: Worker | None = None,
) -> None:
    """Serve until a signal ends it (SIGTERM, SIGINT): requests under way are answered first.

    Args:
        announce: is told the address, once it is listened to.
        worker: makes the application in each worker process; a function of a module, which processes can be sent.

    Raises:
        CannotServe: the address cannot be listened to, or a worker could not start.
    """
    log = Log()
    capture(log)
    for name, value in _FOR_WORKERS.items():
        os.environ.setdefault(name, value)
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        # The pipe to a worker that died is an error to handle, not the end of the parent.
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    with _counting_folder(), _listening(settings) as listening:
        host, port = listening.getsockname()[:2]
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        log.event("listening", address=address, workers=settings.web.workers)
        if announce:
            announce(address)
        config = uvicorn.Config(
            partial(worker or service_worker, settings, clock),
            factory=True,
            workers=settings.web.workers,
            loop="auto" if sys.platform == "win32" else "assistant.web.accepting:SharingLoop",
            http="assistant.web.protocol:BoundedHttpProtocol",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=settings.web.shutdown_seconds,
            timeout_worker_healthcheck=HUNG_SECONDS,
        )
        supervisor = Multiprocess(config, sockets=[listening])
        supervisor.run()
        log.event("stopped")
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        raise CannotServe("a worker could not start; the log above says why")


def service_worker(settings: Settings, clock: ServiceClock) -> "FastAPI":
    """The service as one worker process runs it; nothing of ours has run there before."""
    log = begin_worker()
    try:
        from assistant.web.app import create_app

        return create_app(settings, clock, log=log)
    except Exception as error:
        log.cannot_start(error)
        sys.exit(STARTUP_FAILURE)  # ends the service; any other end would be tried again for ever


def begin_worker() -> Log:
    """What a worker process does first: take over all that is logged, and end when its parent is gone.

    uvicorn's workers would otherwise outlive a parent that was killed, and keep its port.
    """
    log = Log()
    capture(log)
    sys.setswitchinterval(TURN_SECONDS)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            log.event("parent gone", worker=os.getpid())
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=end_with_parent, daemon=True).start()
    return log


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    web = settings.web
    try:
        found = socket.getaddrinfo(web.host, web.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotServe(f"{web.host} is no address of this machine; set SCRUPULE_WEB__HOST") from error
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            raise CannotServe(
                f"port {web.port} of {web.host} cannot be used ({error.strerror}); set SCRUPULE_WEB__PORT to another"
            ) from error
        listening.listen(BACKLOG)  # whoever comes before the workers are ready waits for them
        listening.set_inheritable(True)
        yield listening


@contextmanager
def _counting_folder() -> Iterator[None]:
    # prometheus-client looks at this variable when it is imported: nothing above may import it. It writes through
    # memory maps, and a full disk below one of those ends the process: memory has no full disk.
    memory = "/dev/shm"  # noqa: S108 (a folder of our own is made in it)
    folder = tempfile.mkdtemp(prefix="scrupule-metrics-", dir=memory if os.access(memory, os.W_OK) else None)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        del os.environ["PROMETHEUS_MULTIPROC_DIR"]
        shutil.rmtree(folder, ignore_errors=True)
