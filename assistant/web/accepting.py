"""Which worker takes a new connection: the one that has fewest.

The workers listen to one socket, and whoever is quickest takes whatever waits there. Clients keep their connections, so
that twenty of them may stay divided fourteen to six, and the fourteen wait twice as long as the others.
"""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uvloop

from assistant.web.starting import shared_folder

LOOK_AGAIN_SECONDS: Final = 0.002
OUT_OF_FILES_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 0.05
"""How long a connection is left to others who have fewer: they may be hung, or about to end."""


class Crowd:
    """How many connections each worker of one service has, in one file each that the others can read."""

    def __init__(self, folder: Path, process: int) -> None:
        """Count for a process; the folder is the service's."""
        self._folder = folder
        self._own = folder / f"connections-{process}"
        self._count = 0
        self._file = os.open(self._own, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        self._tell()

    def come(self) -> None:
        """A connection was made."""
        self._count += 1
        self._tell()

    def go(self) -> None:
        """A connection was lost."""
        self._count -= 1
        self._tell()

    def is_largest(self) -> bool:
        """Whether another worker has fewer connections than this one."""
        return any(count < self._count for count in self._others())

    def close(self) -> None:
        """Count no longer: nothing is left to this worker by the others."""
        self._own.unlink(missing_ok=True)

    def _tell(self) -> None:
        # A full disk, or a folder that is gone, costs the even shares and nothing else.
        with suppress(OSError):
            os.pwrite(self._file, self._count.to_bytes(4, "little"), 0)

    def _others(self) -> list[int]:
        counts: list[int] = []
        for file in self._folder.glob("connections-*"):
            process = int(file.name.rpartition("-")[2])
            if file != self._own and _runs(process):
                with suppress(OSError):
                    counts.append(int.from_bytes(file.read_bytes(), "little"))
        return counts


class Acceptor(asyncio.AbstractServer):
    """Takes connections from a listening socket, one at a time, and leaves them to workers who have fewer."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        protocol: Callable[[], asyncio.BaseProtocol],
        listening: socket.socket,
        crowd: Crowd,
    ) -> None:
        """Begin at once."""
        self._loop = loop
        self._protocol = protocol
        self._listening = listening
        self._listener = listening.fileno()
        self._crowd = crowd
        self._looked = self._waiting_since = loop.time()
        self._connecting: set[asyncio.Task[Any]] = set()
        self._later: asyncio.TimerHandle | None = None
        self._watch()

    def close(self) -> None:
        """Take no more connections; those that were taken stay."""
        self._loop.remove_reader(self._listener)
        if self._later is not None:
            self._later.cancel()
        self._crowd.close()

    async def wait_closed(self) -> None:
        """Nothing is left to wait for."""

    def _watch(self) -> None:
        self._loop.add_reader(self._listener, self._look)

    def _look(self) -> None:
        now = self._loop.time()
        if now - self._looked > 2 * LOOK_AGAIN_SECONDS:  # what waited then has been taken
            self._waiting_since = now
        self._looked = now
        if self._crowd.is_largest() and now - self._waiting_since < PATIENCE_SECONDS:
            self._look_later(LOOK_AGAIN_SECONDS)
            return
        try:
            connection, _ = self._listening.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another worker was quicker, or the client is gone
        except OSError as error:  # no more files may be open: asking again at once would find no more
            self._loop.call_exception_handler({"message": "no connection can be taken", "exception": error})
            self._look_later(OUT_OF_FILES_SECONDS)
            return
        self._take(connection)

    def _look_later(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._later = self._loop.call_later(seconds, self._watch)

    def _take(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._crowd.come()
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._counted, connection))
        self._connecting.add(task)
        task.add_done_callback(self._connecting.discard)

    def _counted(self) -> asyncio.BaseProtocol:
        protocol = self._protocol()
        lost = protocol.connection_lost

        def count_and_lose(exc: Exception | None) -> None:
            self._crowd.go()
            lost(exc)

        protocol.connection_lost = count_and_lose
        return protocol


class SharingLoop(uvloop.Loop):
    """uvloop's event loop, in which the workers of a service share connections evenly."""

    async def create_server(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, protocol_factory: Callable[[], asyncio.BaseProtocol], *args: Any, **options: Any
    ) -> asyncio.AbstractServer:
        """A server on the socket that the workers share; as usual where there is none."""
        folder, listening = shared_folder(), options.get("sock")
        if folder is None or listening is None or options.get("ssl"):
            return await super().create_server(protocol_factory, *args, **options)
        listening.setblocking(False)
        return Acceptor(self, protocol_factory, listening, Crowd(folder, os.getpid()))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
