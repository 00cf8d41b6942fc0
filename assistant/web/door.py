"""Nobody enters without a token: decided before a route is looked for, and before a body is read."""

from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.errors import RateExceeded, TokenMissing
from assistant.web.principal import Principal
from assistant.web.problems import problem_of
from assistant.web.rates import Rates
from assistant.web.state import Service, service_of
from assistant.web.swagger import ASSETS, OPENAPI, PAGE
from assistant.web.tokens import principal_of
from guardrails.errors import ScrupuleError

OPEN: Final = frozenset({"/healthz", "/readyz", OPENAPI, PAGE, *ASSETS})
"""What is answered without a token: nothing in it depends on anybody's data."""

_THREADS: Final = 4
_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="scrupule"'}


class Door:
    """ASGI middleware that lets in who has a valid token and has not asked too often."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        """Stand before `app`."""
        self._app = app
        self._rates = rates
        self._threads = CapacityLimiter(_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or refuse it."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            entering = partial(self._enter, service_of(request), _bearer(request))
            request.state.principal = await to_thread.run_sync(entering, limiter=self._threads)
        except ScrupuleError as error:
            await problem_of(request, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _enter(self, service: Service, given: str) -> Principal:
        records = service.workspace.records
        principal = principal_of(records, given, service.clock())
        wait = self._rates.spend(records, principal.id)
        if wait:
            raise RateExceeded(
                f"this token has made its requests for now; try again in {wait} s", headers={"Retry-After": str(wait)}
            )
        return principal


def _bearer(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise TokenMissing("send the header `Authorization: Bearer …` with a token", headers=_CHALLENGE)
    return given.strip()
