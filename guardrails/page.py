"""A text laid out for patterns: folded, one sentence a line, with the way back to the original offsets."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_BREAK = compile_pattern(r"[.!?]+[\"')\]]*\s+|\s*\n\s*")
_SPACED_OUT = compile_pattern(r"\b[a-z](?:[ .*_-]{1,3}[a-z]\b){4,}")
_LIST_ITEM = compile_pattern(r"(?:[-*>+]|\d{1,2}[.)]|[a-z]\))\s")
_TOKEN = compile_pattern(r"[^\s(\"']+$")
_ABBREVIATIONS = frozenset((
    "m", "mm", "mme", "mlle", "mr", "mrs", "ms", "dr", "pr", "prof", "st", "ste", "no", "n", "art", "al", "ex",
    "env", "max", "min", "approx", "tel", "ref", "inc", "ltd", "co", "corp", "p", "pp", "vs", "e.g", "i.e",
    "cf", "av", "bd", "fig", "vol", "chap", "sept", "janv", "fevr", "avr", "juil", "oct", "nov", "dec", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "a.m", "p.m", "h.t", "t.t.c", "c.-a-d", "r.-v",
))  # fmt: skip
_CURRENCIES = frozenset("€£¥₣")
_MARKS = str.maketrans("*_~", "   ")
_TAIL = 24


class Page:
    """The sentences of a text, as lines of `text`, which is as long as the folded text.

    Attributes:
        original: the text as given.
        text: lower-case ASCII; sentences are lines, symbols are spaces, the marks of emphasis ``*_~`` too
            unless they are kept; currency signs are ``$``.
    """

    __slots__ = ("_folded", "_starts", "original", "text")

    def __init__(self, original: str, *, keep_marks: bool = False) -> None:
        self.original = original
        self._folded = Folded(original)
        plain = _ascii(self._folded.text)
        if not keep_marks:
            plain = plain.translate(_MARKS)
        self.text = closed_up(self._lines(plain))
        self._starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    @property
    def lines(self) -> int:
        """How many sentences there are."""
        return len(self._starts)

    def line_at(self, offset: int) -> int:
        """The number of the line that an offset of `text` is in."""
        return bisect_right(self._starts, offset) - 1

    def line(self, number: int) -> str:
        """The sentence on a line."""
        start, end = self._bounds(number)
        return self.text[start:end]

    def marked(self, number: int) -> tuple[int, int]:
        """The span of the original that a line comes from, without the space and bullets around it."""
        start, end = self.span(*self._bounds(number))
        sentence = self.original[start:end]
        kept = sentence.lstrip().lstrip("-*•–>+").lstrip()
        start += len(sentence) - len(kept)
        return start, start + len(kept.rstrip())

    def sentences(self) -> Iterator[tuple[int, int, int]]:
        """Number and marked span of each line that says something; letters in boxes are letters once folded."""
        for number in range(self.lines):
            start, end = self._bounds(number)
            if any(map(str.isalnum, self._folded.text[start:end])):
                yield number, *self.marked(number)

    def spaced_out(self) -> Iterator[tuple[int, int, int]]:
        """Spans of the original where letters stand apart, over several sentences too, and how many letters."""
        return ((*self.span(start, end), letters) for start, end, letters in spaced_out_runs(self._folded.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a range of `text` comes from."""
        return self._folded.span(start, end)

    def _bounds(self, number: int) -> tuple[int, int]:
        last = number + 1 == len(self._starts)
        return self._starts[number], len(self.text) if last else self._starts[number + 1] - 1

    def _lines(self, plain: str) -> str:
        pieces: list[str] = []
        done = 0
        for found in _BREAK.finditer(plain):
            start, end = found.span()
            between = plain[start:end]
            space = len(between) - len(between.lstrip(".!?\"')]"))
            ends = self._ends_sentence(plain, start, between, end)
            pieces += (plain[done : start + space], ("\n" if ends else " ") + " " * (end - start - space - 1))
            done = end
        return "".join((*pieces, plain[done:]))

    def _ends_sentence(self, plain: str, start: int, between: str, end: int) -> bool:
        if between.count("\n") > 1 or end >= len(plain):
            return True
        if plain[end] == "$" and "\n" not in between:
            return False  # "???? €" is an amount that nobody filled in.
        if "\n" in between:
            return between.lstrip().startswith((".", "!", "?")) or self._starts_anew(plain, start, end)
        if between[0] != ".":
            return True
        if not between.startswith("...") and self._abbreviates(plain, start):
            return False
        return not plain[end].isalpha() or self._is_capital(end)

    def _abbreviates(self, plain: str, start: int) -> bool:
        """Whether the full stop at `start` belongs to an abbreviation or to the number of a list item."""
        token = _TOKEN.search(plain[max(0, start - _TAIL) : start])
        word = token.group() if token else ""
        return word in _ABBREVIATIONS or (word.isdigit() and len(word) < 3 and self._opens_line(plain, start, word))

    def _starts_anew(self, plain: str, start: int, end: int) -> bool:
        """Whether a line break ends a sentence, rather than wrapping it: mail programs wrap at 72 characters."""
        if plain[start - 1 : start] in ("", ":", ";") or _LIST_ITEM.match(plain[end : end + _TAIL]):
            return True
        after = min(end + 1, len(plain) - 1)
        shouted = self._is_capital(start - 1) and self._is_capital(after)
        return self._is_capital(end) and not shouted

    def _is_capital(self, at: int) -> bool:
        start, end = self._folded.span(at, at + 1)
        return self.original[start:end].isupper()

    def _opens_line(self, plain: str, start: int, word: str) -> bool:
        return plain[max(0, start - len(word) - 1) : start - len(word)] in ("", "\n")


def spaced_out_runs(folded: str) -> Iterator[tuple[int, int, int]]:
    """Where letters of a folded text stand apart, as in ``d e r n i e r e  c h a n c e``: start, end, letters."""
    return ((*found.span(), sum(map(str.isalpha, found.group()))) for found in _SPACED_OUT.finditer(folded))


def _ascii(folded: str) -> str:
    if folded.isascii():
        return folded
    return "".join(one if one.isascii() else "$" if one in _CURRENCIES else " " for one in folded)


def closed_up(text: str) -> str:
    """The text with letters that stand apart written together, padded to the same length: ``d e r n i e r``."""
    pieces: list[str] = []
    done = 0
    for start, end, _ in spaced_out_runs(text):
        joined = "".join(_words(text[start:end]))
        pieces += (text[done:start], joined, " " * (end - start - len(joined)))
        done = end
    return "".join((*pieces, text[done:]))


def _words(run: str) -> list[str]:
    """The letters of a spaced-out run, and a space where the gap is not the one that stands between most letters."""
    letters: list[str] = []
    gaps: list[str] = [""]
    for one in run:
        if one.isalpha():
            letters.append(one)
            gaps.append("")
        else:
            gaps[-1] += one
    inner = gaps[1:-1]
    usual = Counter(inner).most_common(1)[0][0]
    return [letters[0], *(one if gap == usual else f" {one}" for one, gap in zip(letters[1:], inner, strict=True))]
