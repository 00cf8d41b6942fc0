"""Work that is watched: progress as server-sent events, then the answer as the last of them.

FastAPI's own support is for routes that answer with events and nothing else; here the `Accept` header chooses.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from anyio import CancelScope
from fastapi import Request
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from assistant.emails.progress import Progress, Step
from assistant.web.problems import problem_of, problem_of_surprise
from assistant.web.routes.models.emails import StepTaken
from assistant.web.routes.outcomes import Answer, BriefRefused, MailRefused
from guardrails.errors import ScrupuleError

KEEP_ALIVE_SECONDS: Final = 15.0
"""As the specification of server-sent events advises: proxies close connections that say nothing."""


Work = Callable[[Progress], Awaitable[Answer]]
"""Does the work and tells of each step, from whatever thread."""


def wants_events(request: Request) -> bool:
    """Whether the client asked for events."""
    ranges = (one.partition(";")[0].strip().lower() for one in request.headers.get("accept", "").split(","))
    return "text/event-stream" in ranges


def event_stream(request: Request, start: Work) -> EventSourceResponse:
    """The answer as a stream; its last event is called as its status."""
    return EventSourceResponse(_events(request, start), headers={"X-Accel-Buffering": "no"})


async def _events(request: Request, start: Work) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    steps: asyncio.Queue[Step | None] = asyncio.Queue()

    def tell(step: Step | None) -> None:
        loop.call_soon_threadsafe(steps.put_nowait, step)

    working = asyncio.ensure_future(start(tell))
    working.add_done_callback(lambda _: tell(None))
    try:
        async for said in _steps(steps):
            yield said
        yield await _last(request, working)
    except Exception:
        # The client is told, and the error goes on to the log.
        yield _event("problem", bytes(problem_of_surprise(request).body).decode())
        raise
    finally:
        # The client may have gone: what was begun is still brought to its end, and stored.
        with CancelScope(shield=True):
            await asyncio.wait([working])


async def _steps(steps: asyncio.Queue[Step | None]) -> AsyncIterator[bytes]:
    while True:
        try:
            step = await asyncio.wait_for(steps.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            yield KEEPALIVE_COMMENT
            continue
        if step is None:
            return
        yield _event("progress", StepTaken(step=step).model_dump_json())


async def _last(request: Request, working: Awaitable[Answer]) -> bytes:
    try:
        told = await working
    except ScrupuleError as error:
        refused = isinstance(error, (MailRefused, BriefRefused))
        return _event("refused" if refused else "problem", bytes(problem_of(request, error).body).decode())
    return _event(told.status, told.model_dump_json())


def _event(name: str, data: str) -> bytes:
    return format_sse_event(event=name, data_str=data)
