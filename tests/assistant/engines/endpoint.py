"""A real HTTP server on the loopback address that plays an OpenAI-compatible endpoint, good or bad."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAIL = {
    "subject": "Merci pour notre échange",
    "body": "Bonjour Mme PERSON_1,\n\nMerci encore pour votre accueil et pour le temps que vous nous avez accordé. "
    "Je reste à votre disposition pour répondre à vos questions.\n\nBien cordialement,\nPERSON_2",
}


@dataclass(frozen=True)
class Reply:
    """What the endpoint sends back to one request."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    delay: float = 0.0
    drip: float = 0.0
    cut_at: int | None = None


@dataclass
class Endpoint:
    """The server as a test sees it: its address, and what it was asked."""

    base_url: str
    requests: list[Mapping[str, object]]
    headers: list[Mapping[str, str]]
    paths: list[str]


def completion(content: object, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """A well-formed chat completion."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    whole = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return Reply(json.dumps(whole).encode())


def mail(**changed: str) -> Reply:
    """A completion that holds a good mail as JSON."""
    return completion(json.dumps({**MAIL, **changed}, ensure_ascii=False))


def failure(status: int, message: str = "no", **headers: str) -> Reply:
    """An error as OpenAI words it."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
    return Reply(
        body, status, {"content-type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    )


Script = Callable[[int, Mapping[str, object]], Reply]


def in_turn(*replies: Reply) -> Script:
    """One reply after the other; the last one again and again."""
    return lambda number, _: replies[min(number, len(replies) - 1)]


@contextmanager
def endpoint(script: Script) -> Iterator[Endpoint]:
    """Serve what `script` says for the n-th request (from 0) and its JSON body."""
    seen = Endpoint("", [], [], [])
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            seen.requests.append(body)
            seen.headers.append({k.lower(): v for k, v in self.headers.items()})
            seen.paths.append(self.path)
            self._send(script(len(seen.requests) - 1, body))

        def _send(self, reply: Reply) -> None:
            closing.wait(reply.delay)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(reply.body)))
                self.end_headers()
                if reply.drip:
                    for byte in reply.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if closing.wait(reply.drip):
                            break
                else:
                    self.wfile.write(reply.body[: reply.cut_at])
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            if reply.cut_at is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    seen.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield seen
    finally:
        closing.set()
        server.shutdown()
        server.server_close()


class Clock:
    """Time that passes only when somebody sleeps, unless it is real."""

    def __init__(self, *, real: bool = False) -> None:
        self.slept: list[float] = []
        self._real = real
        self._now = 1_000.0

    def now(self) -> float:
        return time.monotonic() if self._real else self._now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds
