"""Mails that are watched: what happens when nothing happens, and when the watcher leaves."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request

from assistant.emails.progress import Progress, Step
from assistant.web.routes import streaming
from assistant.web.routes.models.emails import ClosedMail
from assistant.web.routes.streaming import event_stream, wants_events

DONE = ClosedMail(suggestion="1", reasons=(), notices=())


def request(accept: str = "text/event-stream") -> Request:
    return Request({"type": "http", "method": "POST", "path": "/", "headers": [(b"accept", accept.encode())]})


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/event-stream", True),
        ("application/json, Text/Event-Stream;q=0.9", True),
        ("application/json", False),
        ("*/*", False),
        ("", False),
        ("text/event-streams", False),
    ],
)
def test_events_are_sent_to_whoever_asks_for_them(accept: str, wanted: bool) -> None:
    assert wants_events(request(accept)) is wanted


def test_silence_is_filled_with_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "KEEP_ALIVE_SECONDS", 0.01)
    answered = asyncio.Event()

    async def work(tell: Progress) -> ClosedMail:
        tell(Step.DRAFTING)
        await answered.wait()
        return DONE

    async def watch() -> list[bytes]:
        seen: list[bytes] = []
        async for said in event_stream(request(), work).body_iterator:
            seen.append(bytes(said))  # type: ignore[arg-type]
            if seen[-1].startswith(b":"):
                answered.set()
        return seen

    first, *silence, last = asyncio.run(watch())
    assert first.startswith(b"event: progress")
    assert silence
    assert {one[:1] for one in silence} == {b":"}
    assert last.startswith(b"event: closed")


def test_work_goes_on_when_the_watcher_leaves() -> None:
    """As the server does it: sending fails, and the answer is cancelled."""
    stored: list[str] = []

    async def leave() -> None:
        begun, may_end = asyncio.Event(), asyncio.Event()

        async def work(tell: Progress) -> ClosedMail:
            begun.set()
            await may_end.wait()
            stored.append("mail")
            return DONE

        async def receive() -> dict[str, str]:
            await begun.wait()
            asyncio.get_running_loop().call_later(0.01, may_end.set)
            return {"type": "http.disconnect"}

        async def send(_message: object) -> None:
            return None

        call: Callable[..., Awaitable[None]] = event_stream(request(), work)
        await call({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)

    asyncio.run(leave())
    assert stored == ["mail"]
