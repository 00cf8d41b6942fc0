"""Turns: first come, first served, so many at once, and what has begun is ended."""

import threading

import anyio
import pytest

from assistant.web.lanes import Lane, LaneTaken

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_calls_are_served_in_the_order_in_which_they_came() -> None:
    lane, served, gate = Lane(1), list[int](), threading.Event()

    def work(number: int) -> None:
        gate.wait()
        served.append(number)

    async with anyio.create_task_group() as calls:
        for number in range(8):
            calls.start_soon(lane.run, work, number)
            await anyio.wait_all_tasks_blocked()
        assert lane.waiting == 7
        gate.set()
    assert served == list(range(8))


async def test_a_call_gives_its_result_or_its_error() -> None:
    lane = Lane(2)
    assert await lane.run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await lane.run(divmod, 1, 0)


async def test_a_call_that_does_not_wait_is_refused_while_another_is_under_way() -> None:
    lane, begun, gate = Lane(1), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        gate.wait()

    async with anyio.create_task_group() as calls:
        calls.start_soon(lane.run_now, work)
        await anyio.to_thread.run_sync(begun.wait)
        with pytest.raises(LaneTaken):
            await lane.run_now(divmod, 7, 2)
        gate.set()
    assert await lane.run_now(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await lane.run_now(divmod, 1, 0)
    assert await lane.run_now(divmod, 7, 2) == (3, 1)


async def test_what_has_begun_is_ended_though_its_caller_is_gone() -> None:
    lane, begun, gate, ended = Lane(1), threading.Event(), threading.Event(), list[str]()

    def work() -> None:
        begun.set()
        gate.wait()
        ended.append("yes")

    async with anyio.create_task_group() as calls:
        calls.start_soon(lane.run, work)
        await anyio.to_thread.run_sync(begun.wait)
        calls.cancel_scope.cancel()
        gate.set()
    assert ended == ["yes"]
