"""What surrounds every request: its id, its headers, its line in the log, its counts, and the last net below errors."""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.door import OPEN
from assistant.web.logs import Log
from assistant.web.metrics import Metrics
from assistant.web.problems import problem_of_surprise
from assistant.web.swagger import policy_for
from guardrails.errors import ScrupuleError

REQUEST_ID: Final = "X-Request-ID"
_WELL_FORMED: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", re.IGNORECASE)
"""A UUID or a W3C trace id: room for an identity, none for a name. The journal takes no other."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Watch:
    """ASGI middleware, the outermost: nothing that happens within gets past it unseen or unexplained."""

    def __init__(self, app: ASGIApp, log: Log, metrics: Metrics) -> None:
        """Watch over `app`."""
        self._app = app
        self._log = log
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = request_id_of(Headers(scope=scope).get(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        begun = perf_counter()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                headers["Content-Security-Policy"] = policy_for(scope["path"])
                headers.update(_HEADERS)
            await send(message)

        self._metrics.begin()
        try:
            await self._app(scope, receive, send_marked)
        except Exception as error:
            self._log.failure(error, request_id)
            if status:
                raise  # the answer is cut short, and only the server can close the connection
            await problem_of_surprise(Request(scope))(scope, receive, send_marked)
        finally:
            self._note(scope, status or 500, perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        route = scope["path"] if scope["path"] in OPEN else getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        fault = state.get("fault")
        if isinstance(fault, ScrupuleError) and fault.status >= 500:
            self._log.failure(fault, state["request_id"])
        self._metrics.end(method, route, status, seconds)
        principal = state.get("principal")
        self._log.request(
            request=state["request_id"],
            method=method,
            route=route,
            status=status,
            ms=seconds * 1000,
            token=principal.id if principal else None,
            code=fault.code if isinstance(fault, ScrupuleError) else None,
        )


def request_id_of(given: str | None) -> str:
    """The caller's request id if it is well-formed, in small letters; a random one otherwise."""
    return given.lower() if given and _WELL_FORMED.fullmatch(given) else str(uuid4())
