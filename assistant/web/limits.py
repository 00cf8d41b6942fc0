"""How much a worker takes in: how many requests at once, how long their bodies may be and how long they may take.

Starlette's own body limit answers in plain text and replaces whatever answer the application gives, so it is not used.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import WebSettings
from assistant.web.door import OPEN
from assistant.web.errors import BodyNotJson, Overloaded
from assistant.web.problems import problem_of, problem_of_status

RETRY_SECONDS: Final = 1
"""When to try again after a 503: work under way ends within a second, drafts by an engine elsewhere excepted."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a slow client is waited for, in seconds.

    Attributes:
        body: from the headers to the end of the request's body.
        answer: until a client takes the next part of its answer.
    """

    body: float = 20.0
    answer: float = 30.0


class Limits:
    """ASGI middleware that refuses what is too much before it costs anything."""

    def __init__(self, app: ASGIApp, web: WebSettings, patience: Patience) -> None:
        """Set limits for `app`."""
        self._app = app
        self._web = web
        self._patience = patience
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(Request(scope))
        if refused:
            await refused(scope, receive, send)
            return
        counted = scope["path"] not in OPEN
        self._under_way += counted
        try:
            await self._app(scope, _Body(receive, self._web.max_body_bytes, self._patience.body), self._slowly(send))
        finally:
            self._under_way -= counted

    def _refusal(self, request: Request) -> ASGIApp | None:
        headers = request.headers
        if _length(headers) > self._web.max_body_bytes:
            return problem_of_status(request, 413)
        if (
            _has_body(headers)
            and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json"
        ):
            return problem_of(request, BodyNotJson("send JSON, with Content-Type: application/json"))
        if self._under_way >= self._web.queue and request.scope["path"] not in OPEN:
            return problem_of(
                request,
                Overloaded(
                    "too many requests wait already; try again in a moment", headers={"Retry-After": str(RETRY_SECONDS)}
                ),
            )
        return None

    def _slowly(self, send: Send) -> Send:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(self._patience.answer):
                await send(message)

        return send_in_time


class _Body:
    """Hands out a request's body, as long as it is short enough and comes soon enough."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self._left = most
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._complete = False

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()  # waits for the client to go
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408) from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413)
        self._complete = not message.get("more_body", False)
        return message


def _length(headers: Headers) -> int:
    # The server refuses a length that is no number before it comes here.
    return int(headers.get("content-length", "0"))


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or _length(headers) > 0
