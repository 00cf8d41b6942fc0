"""`scrupule screen`: streaming, in order, in one process or several."""

import io
import json
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children

import pytest

from assistant import workers
from assistant.screen import GateRecipe, numbered_lines, screen
from guardrails.screening import MAX_LINE_BYTES

RECIPE = GateRecipe(packs=(), guards=("injection",))


class Mortal:
    """A pool in this process that dies, for good, of a chunk that holds poison."""

    def __init__(self, *_arguments: object, initializer, initargs, **_options: object):
        self.broken = False
        initializer(*initargs)

    def submit(self, work, chunk) -> Future:
        if self.broken:
            raise BrokenProcessPool("dead")
        future: Future = Future()
        if any(b"poison" in line for _, line in chunk):
            self.broken = True
            future.set_exception(BrokenProcessPool("died"))
        else:
            future.set_result(work(chunk))
        return future

    def shutdown(self, **_options: object) -> None:
        pass


def run(data: bytes, jobs: int = 1) -> tuple[int, list[dict]]:
    target = io.StringIO()
    errors = screen(RECIPE, io.BytesIO(data), target, jobs)
    return errors, [json.loads(line) for line in target.getvalue().splitlines()]


def rows(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": n, "text": f"Bonjour, voici le point {n}."}).encode() + b"\n" for n in range(count)
    )


def test_a_bad_line_does_not_stop_the_run():
    errors, results = run(rows(2) + b"oops\n" + rows(1))
    assert errors == 1
    assert [one.get("decision") for one in results] == ["release", "release", None, "release"]
    assert results[2]["line"] == 3


def test_last_line_without_newline_and_a_byte_order_mark():
    errors, results = run(b"\xef\xbb\xbf" + rows(2).rstrip(b"\n"))
    assert (errors, len(results)) == (0, 2)


@pytest.mark.slow
def test_several_processes_give_the_same_answers_in_order():
    strip = lambda results: [{k: v for k, v in one.items() if k != "elapsed_ms"} for one in results]  # noqa: E731
    data = rows(70) + b"{\n" + rows(30)
    assert strip(run(data, jobs=2)[1]) == strip(run(data)[1])


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_no_line():
    class Killing(io.BytesIO):
        """Kills a worker once, when the results of the first chunks are awaited."""

        read = 0

        def readline(self, size: int | None = -1) -> bytes:
            self.read += 1
            if self.read == 150:
                os.kill(active_children()[0].pid or 0, signal.SIGKILL)
            return super().readline(size or -1)

    target = io.StringIO()
    assert screen(RECIPE, Killing(rows(300)), target, jobs=2) == 0
    assert [json.loads(line)["id"] for line in target.getvalue().splitlines()] == list(range(300))
    assert not active_children()


def test_a_chunk_that_kills_its_worker_every_time_is_an_error_with_its_ids(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Mortal)
    errors, results = run(rows(32) + b'{"id": "killer", "text": "poison"}\n' + rows(40), jobs=2)
    assert errors == 32
    assert [one["id"] for one in results] == [*range(32), "killer", *range(40)]
    assert results[32]["line"] == 33
    assert "decision" in results[31]
    assert "decision" in results[64]


def test_workers_that_cannot_live_end_the_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Mortal)
    with pytest.raises(ChildProcessError, match="keep dying"):
        run(b'{"text": "poison"}\n' * 200, jobs=2)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_stops_early_ends_everything_quietly(jobs: str):
    command = [sys.executable, "-m", "assistant.cli", "screen", "--guards", "injection", "--jobs", jobs]
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, **pipes) as running:
        assert running.stdin and running.stdout and running.stderr  # noqa: PT018
        running.stdin.write(rows(600))
        running.stdin.close()
        running.stdout.readline()
        running.stdout.close()
        assert running.wait(60) == 141
        # Workers share standard error: it ends, without a word, when the last of them has.
        assert select.select([running.stderr], [], [], 30)[0]
        assert running.stderr.read() == b""


def test_lines_are_read_in_bounded_pieces():
    class Endless(io.RawIOBase):
        """A line without end: 64 MB in pieces, and a record of the largest piece asked for."""

        left = 64_000_000
        largest = 0

        def readline(self, size: int = -1) -> bytes:
            self.largest = max(self.largest, size)
            piece = min(size, self.left)
            self.left -= piece
            return b"a" * piece

    source = Endless()
    ((number, line),) = numbered_lines(source)
    assert number == 1
    assert MAX_LINE_BYTES < len(line) <= MAX_LINE_BYTES + 2
    assert source.largest <= MAX_LINE_BYTES + 2
