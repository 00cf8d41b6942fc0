"""Many lines through the gate in several processes: in order, in bounded memory, and past a worker that dies."""

import multiprocessing
import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from threading import Thread
from typing import Any, Final

from guardrails import Gate
from guardrails.screening import failed_line, screen_line

_CHUNK: Final = 32
_MOST_DEATHS: Final = 3
"""Chunks in a row that end their worker even alone; after that the cause is the machine or the models."""

Line = tuple[int, bytes]
Results = list[dict[str, Any]]


@dataclass(frozen=True)
class GateRecipe:
    """What a worker process needs to build the same gate."""

    packs: tuple[str, ...]
    guards: tuple[str, ...] | None

    def check(self) -> None:
        """Build the gate without its models, so that what is wrong is said once, before any process starts.

        Raises:
            PackError: a pack cannot be read or loosens what it may not.
            ValueError: no guard has that name.
        """
        Gate.from_packs(*self.packs, guards=self.guards)

    def build(self) -> Gate:
        """The gate, its models loaded."""
        gate = Gate.from_packs(*self.packs, guards=self.guards)
        gate.load()
        return gate


def screen_in_processes(recipe: GateRecipe, lines: Iterator[Line], jobs: int) -> Generator[dict[str, Any]]:
    """Screen lines in `jobs` processes, in order. Closing the generator stops the processes.

    Raises:
        ChildProcessError: workers keep dying.
    """
    workers = _Workers(recipe, jobs)
    waiting: deque[_Sent] = deque()
    try:
        while chunk := list(islice(lines, _CHUNK)):
            waiting.append(workers.send(chunk))
            if len(waiting) >= jobs * 3:
                yield from workers.results_of(waiting.popleft(), waiting)
        while waiting:
            yield from workers.results_of(waiting.popleft(), waiting)
    finally:
        workers.stop()


@dataclass(slots=True)
class _Sent:
    """A chunk on its way through the pool."""

    chunk: list[Line]
    future: "Future[Results]"


class _Workers:
    """A pool of processes that is replaced when one of them dies: Python fails every chunk of such a pool."""

    def __init__(self, recipe: GateRecipe, jobs: int) -> None:
        self._recipe = recipe
        self._jobs = jobs
        self._pool = self._started()
        self._deaths = 0

    def send(self, chunk: list[Line]) -> _Sent:
        try:
            return _Sent(chunk, self._pool.submit(_screen_chunk, chunk))
        except BrokenProcessPool as error:
            lost: Future[Results] = Future()
            lost.set_exception(error)
            return _Sent(chunk, lost)

    def results_of(self, sent: _Sent, others: "deque[_Sent]") -> Results:
        """The chunk's results. If the pool broke, every lost chunk is tried once more, alone."""
        try:
            return sent.future.result()
        except BrokenProcessPool:
            self._restart()
        results = self._alone(sent.chunk)
        for other in others:
            if isinstance(other.future.exception(), BrokenProcessPool):
                other.future = Future()
                other.future.set_result(self._alone(other.chunk))
        return results

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, chunk: list[Line]) -> Results:
        try:
            results = self._pool.submit(_screen_chunk, chunk).result()
        except BrokenProcessPool as error:
            self._deaths += 1
            if self._deaths >= _MOST_DEATHS:
                raise ChildProcessError(
                    f"worker processes keep dying, the last time at line {chunk[0][0]}; what was written before is"
                    " complete: give the machine more memory or choose fewer --jobs, and run the rest"
                ) from error
            self._restart()
            return [failed_line(line, number, _DIED) for number, line in chunk]
        self._deaths = 0
        return results

    def _restart(self) -> None:
        self._pool.shutdown()
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, mp_context=spawn, initializer=_start_worker, initargs=(self._recipe,))


_DIED: Final = "a worker process died twice over this line and its neighbours; run them again on their own"
_worker_gate: Gate | None = None  # one gate a worker process, made by its initializer


def _start_worker(recipe: GateRecipe) -> None:
    global _worker_gate
    Thread(target=_end_with_parent, daemon=True).start()
    _worker_gate = recipe.build()


def _end_with_parent() -> None:
    """A worker waits for work for ever; without this it would outlive a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _screen_chunk(chunk: list[Line]) -> Results:
    if _worker_gate is None:
        raise RuntimeError("the worker was not started through its initializer")
    return [screen_line(_worker_gate, line, number) for number, line in chunk]
