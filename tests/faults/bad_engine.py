"""A server in the place of a model's that misbehaves in the ways that servers do; real sockets, loopback only."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

from tests.assistant.engines.endpoint import Reply, completion
from tests.assistant.scripted import GOOD

Behaviour = Callable[[socket.socket, threading.Event], None]
"""What is done with a connection once its request was read; the event ends what would go on for ever."""

_MAIL = {"subject": "Suite à votre visite", "body": GOOD.replace("Martin", "PERSON_1").replace("Chère Madame", "Mme")}


def answering(reply: Reply) -> Behaviour:
    """Well-formed HTTP, whatever is in it."""

    def behave(connection: socket.socket, _closing: threading.Event) -> None:
        headers = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        head = f"HTTP/1.1 {reply.status} Whatever\r\n{headers}content-length: {len(reply.body)}\r\n\r\n"
        connection.sendall(head.encode() + reply.body)

    return behave


def saying(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Behaviour:
    """An answer with this body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answering(Reply(body, status, {"content-type": kind, **named}))


def silent(connection: socket.socket, closing: threading.Event) -> None:
    """Accepts, and never answers; until the client gives up."""
    connection.settimeout(0.1)
    while not closing.is_set():
        with suppress(TimeoutError):
            if not connection.recv(1):
                return


def trickling(connection: socket.socket, closing: threading.Event) -> None:
    """Sends a byte now and then, without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{")
    while not closing.wait(0.05):
        connection.sendall(b" ")


def flooding(connection: socket.socket, closing: threading.Event) -> None:
    """Sends an answer that does not end, as fast as it can."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{")
    while not closing.is_set():
        connection.sendall(b" " * 65_536)


def resetting(connection: socket.socket, _closing: threading.Event) -> None:
    """Begins a good answer and resets the connection in the middle of it."""
    body = GOOD_MAIL.body
    connection.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hanging_up(connection: socket.socket, _closing: threading.Event) -> None:
    """Reads the request and closes the connection."""
    connection.close()


def babbling(connection: socket.socket, _closing: threading.Event) -> None:
    """Answers with what is not HTTP."""
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n\x00\xff\xfe")


GOOD_MAIL = completion(json.dumps(_MAIL, ensure_ascii=False))
writing = answering(GOOD_MAIL)
"""What a good model answers."""


class BadEngine:
    """The server; how it behaves can be changed while it runs."""

    def __init__(self, behaviour: Behaviour) -> None:
        """Listen on a free port."""
        self.behaviour = behaviour
        self.requests = 0
        self.open = 0
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def base_url(self) -> str:
        """Its address, as the settings take it."""
        return f"http://127.0.0.1:{self.port}/v1"

    def close(self) -> None:
        """Listen no more: from now on the port is closed."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseRequestHandler]:
        engine = self

        class Handler(BaseRequestHandler):
            def handle(self) -> None:
                engine._count(opened=1)
                try:
                    with suppress(OSError):
                        while _read_request(self.request):
                            engine._count(requests=1)
                            engine.behaviour(self.request, engine._closing)
                finally:
                    engine._count(opened=-1)

        return Handler

    def _count(self, opened: int = 0, requests: int = 0) -> None:
        with self._lock:
            self.open += opened
            self.requests += requests


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def bad_engine(behaviour: Behaviour = writing) -> Iterator[BadEngine]:
    """A server that behaves like this."""
    engine = BadEngine(behaviour)
    try:
        yield engine
    finally:
        engine.close()


def _read_request(connection: socket.socket) -> bool:
    """Read a whole request; False if there is none any more."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65_536)
        if not chunk:
            return False
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].partition(b":")[2]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65_536))
    return True
