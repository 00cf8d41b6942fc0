"""HTTP as the server reads it, with what uvicorn lacks: an end to waiting for headers, and a limit to their length.

Without the first, a client that sends a byte now and then holds a connection for ever ("slowloris"); without the
second, one that never ends its headers fills the memory.
"""

import asyncio
from typing import ClassVar, Final
from uuid import uuid4

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.web.problems import MEDIA_TYPE, problem_without_request

_REASONS: Final = {400: "Bad Request", 431: "Request Header Fields Too Large"}


class _HeadersTooLong(Exception):
    pass


class BoundedHttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol, closing connections that ask for too much of it.

    Attributes:
        header_seconds: from the beginning of a connection, or of its next request, to the end of the headers.
        header_bytes: of the request line and all headers together.
    """

    header_seconds: ClassVar[float] = 10.0
    header_bytes: ClassVar[int] = 32_768

    _timer: asyncio.TimerHandle | None = None
    _in_headers = False
    _size = 0
    _refused_with = 400

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        super().data_received(data)
        if self._in_headers:
            self._size += len(data)
            if self._size > self.header_bytes and not self.transport.is_closing():
                self._refused_with = 431
                self.send_400_response("")

    def on_message_begin(self) -> None:
        self._in_headers, self._size = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_headers = False
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.header_bytes:
            self._refused_with = 431
            raise _HeadersTooLong  # ends in send_400_response, as whatever the parser cannot read does
        self._wait_no_more()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP as everything else is refused: with problem details, quoting nothing."""
        status = self._refused_with
        request_id = str(uuid4())
        body = problem_without_request(status, request_id)
        head = (
            f"HTTP/1.1 {status} {_REASONS[status]}\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
            f"cache-control: no-store\r\nx-request-id: {request_id}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.header_seconds, self._give_up)

    def _wait_no_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()
