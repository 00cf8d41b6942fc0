"""`scrupule screen`: many texts through the gate, streamed, in one process or several."""

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from guardrails import Gate
from guardrails.screening import MAX_LINE_BYTES, screen_line, screen_lines, to_json

_CHUNK = 32
Line = tuple[int, bytes]
Result = dict[str, Any]


@dataclass(frozen=True)
class GateRecipe:
    """What a worker process needs to build the same gate."""

    packs: tuple[str, ...]
    guards: tuple[str, ...] | None

    def build(self) -> Gate:
        """The gate, its models loaded."""
        gate = Gate.from_packs(*self.packs, guards=self.guards)
        gate.load()
        return gate


def screen(recipe: GateRecipe, source: IO[bytes], target: IO[str], jobs: int) -> int:
    """Screen every line of `source` into `target`, in order and in bounded memory.

    Returns:
        The number of lines that could not be screened.
    """
    errors = 0
    results = _in_this_process(recipe, source) if jobs == 1 else _in_processes(recipe, source, jobs)
    with _progress() as advance:
        for result in results:
            target.write(to_json(result) + "\n")
            errors += "error" in result
            advance()
    target.flush()
    return errors


def numbered_lines(source: IO[bytes]) -> Iterator[Line]:
    """Lines with their numbers, from 1; a line that is too long is cut, so that memory stays bounded."""
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 2):
        number += 1
        rest = line
        while len(rest) == MAX_LINE_BYTES + 2 and not rest.endswith(b"\n"):
            rest = source.readline(MAX_LINE_BYTES + 2)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield number, line.rstrip(b"\r\n")


def _in_this_process(recipe: GateRecipe, source: IO[bytes]) -> Iterator[Result]:
    return screen_lines(recipe.build(), numbered_lines(source))


def _in_processes(recipe: GateRecipe, source: IO[bytes], jobs: int) -> Iterator[Result]:
    chunks = _chunks(numbered_lines(source))
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start_worker, initargs=(recipe,)) as pool:
        waiting: deque[tuple[list[Line], Future[list[Result]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, _submit(pool, chunk)))
            if len(waiting) >= jobs * 3:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())


def _submit(pool: ProcessPoolExecutor, chunk: list[Line]) -> "Future[list[Result]]":
    try:
        return pool.submit(_screen_chunk, chunk)
    except BrokenProcessPool as error:
        lost: Future[list[Result]] = Future()
        lost.set_exception(error)
        return lost


def _finished(chunk: list[Line], future: "Future[list[Result]]") -> list[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        message = "a worker process died before it could screen this line; run it again"
        return [{"id": None, "line": number, "error": f"line {number}: {message}"} for number, _ in chunk]


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    iterator = iter(lines)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


_worker_gate: Gate | None = None  # one gate a worker process, made by its initializer


def _start_worker(recipe: GateRecipe) -> None:
    global _worker_gate
    _worker_gate = recipe.build()


def _screen_chunk(chunk: list[Line]) -> list[Result]:
    if _worker_gate is None:
        raise RuntimeError("the worker was not started through its initializer")
    return [screen_line(_worker_gate, line, number) for number, line in chunk]


class _progress:
    """A counter on standard error, on a terminal only."""

    def __enter__(self) -> Callable[[], None]:
        self._bar: Progress | None = None
        if not sys.stderr.isatty():
            return lambda: None
        columns = (SpinnerColumn(), TextColumn("{task.completed} lines"), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task("screen", total=None)
        bar = self._bar
        return lambda: bar.advance(task)

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.stop()
