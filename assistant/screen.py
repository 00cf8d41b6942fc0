"""`scrupule screen`: many texts through the gate, streamed, in one process or several."""

import os
import stat
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import IO, Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assistant.workers import GateRecipe, Line, screen_in_processes
from guardrails.screening import MAX_LINE_BYTES, screen_line, to_json

__all__ = ["GateRecipe", "check_paths", "numbered_lines", "screen"]

Result = dict[str, Any]


def check_paths(source: str, target: str) -> None:
    """Refuse to read and write one file: opening it for the results would empty it before it is read.

    Raises:
        ValueError: both are the same file, whatever it is called.
    """
    read, written = _opened_or_named(source, 0), _opened_or_named(target, 1)
    # A terminal and /dev/null are rightly both; only a file has content to lose.
    if read and written and stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
        name = target if target != "-" else source
        raise ValueError(f"{name} is both the input and the output; name another file for the results")


def screen(recipe: GateRecipe, source: IO[bytes], target: IO[str], jobs: int) -> int:
    """Screen every line of `source` into `target`, in order and in bounded memory.

    Returns:
        The number of lines that could not be screened.

    Raises:
        BrokenPipeError: whoever read the results is gone; every worker has been stopped.
        ChildProcessError: workers keep dying.
    """
    errors = 0
    lines = numbered_lines(source)
    results = _in_this_process(recipe, lines) if jobs == 1 else screen_in_processes(recipe, lines, jobs)
    with closing(results), _progress() as advance:
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


def _in_this_process(recipe: GateRecipe, lines: Iterator[Line]) -> Generator[Result]:
    gate = recipe.build()
    for number, line in lines:
        yield screen_line(gate, line, number)


def _opened_or_named(path: str, standard: int) -> os.stat_result | None:
    """What a path, or a standard stream for ``-``, stands for; None if nothing yet."""
    try:
        return os.fstat(standard) if path == "-" else os.stat(path)
    except OSError:  # opening it is what reports a fault
        return None


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
