"""`scrupule screen`: streaming, in order, in one process or several."""

import io
import json

import pytest

from assistant.screen import GateRecipe, numbered_lines, screen
from guardrails.screening import MAX_LINE_BYTES

RECIPE = GateRecipe(packs=(), guards=("injection",))


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
