"""A text as claim patterns see it: each measured value becomes a token, so that rules read like sentences.

"Remise de 10 % jusqu'au 31 décembre" is matched as ``remise de <percent> jusqu'au <date>``, and so is "remise
d'environ 10 %": the words that say how a number is meant vanish. Runs of white
space become one space, emphasis marks vanish, and sentences are apart by line feeds.
"""

from bisect import bisect_left, bisect_right

from guardrails.claims.parsing.numbers import meaning_starts
from guardrails.claims.parsing.values import Exactness, Measurement
from guardrails.patterns import compile_pattern

_BREAK = compile_pattern(r"[.!?]+[\"')\]*]*(?:[ \n]|$)|\n[ \t]*\n|\n[ \t]*(?:[-*•·>]|\d{1,2}[.)]) |\n|[;|]|\t")
_ABBREVIATION = compile_pattern(
    r"(?:\b(?:m|mr|mrs|ms|mme|dr|st|env|approx|min|max|art|ex|e\.g|i\.e|vs|inc|ltd|no|a\.m|p\.m|etc"
    r"|hon|jr|sr)|\b[a-z])$"
)
_UNIT = compile_pattern(r"\d ?[a-z]$")
_SPACES = frozenset(" \n\t")
_PIECE = compile_pattern(r"(?:[^*_` \n\t]+ ?)+|[ \n\t]")
"""Words without marks of emphasis, one space apart, as most sentences are; or white space."""


def sentence_ends(folded: str) -> list[int]:
    """Offsets in the folded text after which a sentence, a list entry or a table cell ends."""
    ends: list[int] = []
    for match in _BREAK.finditer(folded):
        start, end = match.span()
        mark = match.group()
        if mark[0] == "." and len(mark.strip()) == 1 and _abbreviates(folded[max(0, start - 7) : start]):
            continue
        if mark == "\n" and _wrapped(folded, start):
            continue
        ends.append(end)
    return ends


def _abbreviates(before: str) -> bool:
    """Whether a dot belongs to the word before it; the unit of "72 h." is no initial."""
    return _ABBREVIATION.search(before) is not None and _UNIT.search(before) is None


def _wrapped(folded: str, at: int) -> bool:
    """Whether a line feed merely wraps a long line: the line before it is long and does not end a clause."""
    line_start = folded.rfind("\n", max(0, at - 400), at) + 1
    return at - line_start >= 56 and folded[at - 1 : at] not in ".:;!?,"


def _without_digits(folded: str, names: list[tuple[int, int]]) -> str:
    """Product names as words: "pompe hydra 40" must not look like a quantity."""
    pieces: list[str] = []
    at = 0
    for start, end in names:
        name = "".join("x" if one.isdigit() else one for one in folded[start:end])
        pieces.extend((folded[at:start], name))
        at = end
    return "".join((*pieces, folded[at:]))


class Wording:
    """The masked text and its way back to the folded one.

    Attributes:
        text: the masked text.
        ends: offsets in the folded text after which a sentence ends.
    """

    __slots__ = ("_lasts", "_starts", "_tokens", "ends", "text")

    def __init__(self, folded: str, ends: list[int], measures: list[Measurement], names: list[tuple[int, int]]) -> None:
        self.ends = ends
        folded = _without_digits(folded, names)
        pieces: list[str] = []
        self._starts: list[int] = []
        self._lasts: list[int] = []
        self._tokens: dict[int, int] = {}
        at = 0
        for index, measure in enumerate(measures):
            exact = measure.exactness is Exactness.EXACT
            start = measure.start if exact else max(at, meaning_starts(folded, measure.start))
            self._copy(folded, at, start, pieces)
            self._tokens[len(self._starts)] = index
            token = f"<{measure.token}>"
            pieces.append(token)
            self._starts.extend([measure.start] * len(token))
            self._lasts.extend([measure.end] * len(token))
            at = measure.end
        self._copy(folded, at, len(folded), pieces)
        self.text = "".join(pieces)

    def _copy(self, folded: str, start: int, end: int, pieces: list[str]) -> None:
        """Append the folded text from start to end, sentence by sentence."""
        first, last = bisect_left(self.ends, start), bisect_right(self.ends, end)
        for at in self.ends[first:last]:
            self._copy_words(folded, start, at, pieces)
            if pieces and pieces[-1][-1] != "\n":
                self._append("\n", at, pieces)
            start = at
        self._copy_words(folded, start, end, pieces)

    def _copy_words(self, folded: str, start: int, end: int, pieces: list[str]) -> None:
        for found in _PIECE.finditer(folded[start:end]):
            piece = found.group()
            if piece in _SPACES:
                if not pieces or pieces[-1][-1] in _SPACES:
                    continue
                piece = " "
            self._append(piece, start + found.start(), pieces)

    def _append(self, piece: str, at: int, pieces: list[str]) -> None:
        pieces.append(piece)
        self._starts.extend(range(at, at + len(piece)))
        self._lasts.extend(range(at + 1, at + 1 + len(piece)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span that a non-empty masked span comes from."""
        return self._starts[start], self._lasts[end - 1]

    def tokens_in(self, start: int, end: int) -> list[int]:
        """Indexes of the measures whose token begins within a masked span."""
        found: list[int] = []
        at = self.text.find("<", start, end)
        while at >= 0:
            if at in self._tokens:
                found.append(self._tokens[at])
            at = self.text.find("<", at + 1, end)
        return found

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that a folded offset lies in."""
        return bisect_right(self.ends, offset)

    def sentence_around(self, at: int) -> str:
        """The masked sentence around a masked offset, at most 400 characters to each side."""
        start = self.text.rfind("\n", max(0, at - 400), at) + 1
        end = self.text.find("\n", at, at + 400)
        return self.text[start if start else max(0, at - 400) : end if end >= 0 else at + 400]

    def sentence_bounds(self, offset: int, length: int) -> tuple[int, int]:
        """First and last offset in the folded text of the sentence that an offset lies in."""
        index = self.sentence_of(offset)
        return (self.ends[index - 1] if index else 0), (self.ends[index] if index < len(self.ends) else length)
