"""Connections: a worker leaves them to another that has fewer, as long as that one takes them."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from assistant.web.accepting import Acceptor, Crowd
from tests.assistant.web.served import served

pytestmark = pytest.mark.anyio

THIS, ANOTHER = os.getpid(), os.getppid()
"""Two processes that run."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Taking(asyncio.Protocol):
    """Says by whom it was taken."""

    def __init__(self, name: bytes) -> None:
        self.name = name

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self.name)


@contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        one.setblocking(False)
        yield one


@asynccontextmanager
async def accepting(one: socket.socket, crowd: Crowd, name: bytes) -> AsyncIterator[None]:
    with one.dup() as own:
        acceptor = Acceptor(asyncio.get_running_loop(), lambda: Taking(name), own, crowd)
        yield
        acceptor.close()
        await acceptor.wait_closed()


@asynccontextmanager
async def connected(one: socket.socket) -> AsyncIterator[bytes]:
    """A connection, and the name of who took it."""
    reader, writer = await asyncio.open_connection(*one.getsockname())
    yield await asyncio.wait_for(reader.readexactly(1), 30)
    writer.close()
    await writer.wait_closed()


def crowd(folder: Path, process: int, size: int) -> Crowd:
    made = Crowd(folder, process)
    for _ in range(size):
        made.come()
    return made


@pytest.mark.parametrize(("own", "other", "largest"), [(0, 0, False), (1, 0, True), (1, 1, False), (1, 2, False)])
def test_a_crowd_is_the_largest_when_another_worker_has_fewer(
    tmp_path: Path, own: int, other: int, largest: bool
) -> None:
    crowd(tmp_path, ANOTHER, other)
    assert crowd(tmp_path, THIS, own).is_largest() is largest


def test_connections_that_were_lost_count_no_longer(tmp_path: Path) -> None:
    own, other = crowd(tmp_path, THIS, 2), crowd(tmp_path, ANOTHER, 2)
    other.go()
    assert own.is_largest()
    own.go()
    assert not own.is_largest()


def test_nothing_is_left_to_a_worker_that_stops_or_is_dead(tmp_path: Path) -> None:
    own, other = crowd(tmp_path, THIS, 1), crowd(tmp_path, ANOTHER, 0)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    crowd(tmp_path, ended.pid, 0)
    assert own.is_largest()
    other.close()
    assert not own.is_largest()


async def test_new_connections_go_where_there_are_fewest(tmp_path: Path) -> None:
    many, few = crowd(tmp_path, THIS, 4), crowd(tmp_path, ANOTHER, 0)
    with listening() as one:
        async with (
            accepting(one, many, b"m"),
            accepting(one, few, b"f"),
            connected(one) as first,
            connected(one) as second,
            connected(one) as third,
        ):
            assert (first, second, third) == (b"f", b"f", b"f")


async def test_a_connection_is_taken_though_the_worker_with_fewer_does_not_take_it(tmp_path: Path) -> None:
    many = crowd(tmp_path, THIS, 4)
    crowd(tmp_path, ANOTHER, 0)
    with listening() as one:
        async with accepting(one, many, b"m"), connected(one) as taken:
            assert taken == b"m"


async def test_a_lost_connection_is_counted_out(tmp_path: Path) -> None:
    own, other = crowd(tmp_path, THIS, 0), crowd(tmp_path, ANOTHER, 0)
    with listening() as one:
        async with accepting(one, own, b"o"):
            async with connected(one):
                assert own.is_largest()
            while own.is_largest():
                await asyncio.sleep(0)
    other.close()


@pytest.mark.slow
def test_workers_share_the_clients_evenly(tmp_path: Path) -> None:
    with served(tmp_path, workers=2) as service:
        clients = [service.client() for _ in range(12)]
        try:
            workers = [one.post("/v1/test/echo", json={"text": "x"}).json()["worker"] for one in clients]
            leaving = workers[0]
            for client, worker in zip(clients, workers, strict=True):
                if worker == leaving:
                    client.close()
            clients += (new := [service.client() for _ in range(workers.count(leaving))])
            taken = [one.post("/v1/test/echo", json={"text": "x"}).json()["worker"] for one in new]
        finally:
            for client in clients:
                client.close()
    assert 4 <= workers.count(leaving) <= 8
    assert taken.count(leaving) >= len(taken) - 2
