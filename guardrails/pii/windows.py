"""Long texts in overlapping windows, so that the work on each is bounded and the whole stays linear."""

from collections.abc import Iterator

LENGTH = 4000
OVERLAP = 300
"""Longer than any entity: what a border cuts, the next window holds whole."""


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans that cover a text; borders lie at a blank line, a line's end or a space where there is one."""
    start = 0
    while len(text) - start > LENGTH:
        end = _border(text, start + LENGTH // 2, start + LENGTH)
        yield start, end
        start = max(start + 1, _border(text, end - 2 * OVERLAP, end - OVERLAP))
    if start < len(text):
        yield start, len(text)


def _border(text: str, least: int, most: int) -> int:
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, least, most)
        if at >= 0:
            return at + len(mark)
    return most
