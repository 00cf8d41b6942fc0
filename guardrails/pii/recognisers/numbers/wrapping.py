"""Numbers that a mail program broke at the end of a line: "06 98 76" above, "54 32" below."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit

_BREAK = compile_pattern(r"\d ?([.\-/]?) ?\n[ \t]?(?:> ?){0,3}\d")
_GROUPS = "0123456789 .-/()+"
_DELIMITERS = (";", "|", "\t")
_FEWEST, _FEWEST_BELOW = 9, 2
"""Digits of a number, and of its piece below: "… 54 32.\\n2 articles" is none."""
_REACH = 200
"""How far back the words of a line are looked for, in characters."""


class Unwrapped(NamedTuple):
    """A text whose broken numbers stand on one line; `joins`: where, and how many characters are gone so far."""

    reading: Reading
    joins: tuple[tuple[int, int], ...]

    def rejoined(self, hits: Iterable[Hit]) -> Iterator[tuple[Hit, int]]:
        """The hits that go over one line break, where they stand in the broken text, and the offset of the break."""
        for hit in hits:
            first, after = bisect_left(self.joins, (hit.start, 0)), bisect_left(self.joins, (hit.end, 0))
            if after == first + 1:
                before = self.joins[first - 1][1] if first else 0
                at, gone = self.joins[first]
                yield hit._replace(start=hit.start + before, end=hit.end + gone), at - 1 + before


def unwrapped(reading: Reading) -> Unwrapped | None:
    """The text with its broken numbers joined; None where no line ends and none starts with such a piece."""
    pieces: list[str] = []
    joins: list[tuple[int, int]] = []
    at = gone = 0
    for match in _BREAK.finditer(reading.folded):
        start, end = match.start() + 1, match.end() - 1
        if _is_wrapped(reading.folded, start, end):
            pieces += [reading.plain[at:start], match.group(1) or " "]
            joins.append((start - gone + 1, gone + end - start - 1))
            at, gone = end, gone + end - start - 1
    if not joins:
        return None
    return Unwrapped(Reading("".join([*pieces, reading.plain[at:]])), tuple(joins))


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether words lead up to the upper piece, and neither piece is the cell of a table."""
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    lead = line.rstrip(_GROUPS)
    gap = line[len(lead) :]
    if not any(one.isalpha() for one in lead) or lead.endswith(_DELIMITERS) or (lead[-1] == "," and gap[0] != " "):
        return False
    if "  " in gap.rstrip() and lead[-1] != ":":
        return False
    below = text[end : end + _REACH].partition("\n")[0]
    rest = below.lstrip(_GROUPS)
    lower = _count(below[: len(below) - len(rest)])
    return lower >= _FEWEST_BELOW and _count(gap) + lower >= _FEWEST and not rest.startswith(_DELIMITERS)


def _count(piece: str) -> int:
    return sum(one.isdigit() for one in piece)
