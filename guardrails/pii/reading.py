"""A text as the recognisers read it: typographic variants levelled, words found, offsets kept.

`Reading.plain` has the capitals of the original, `Reading.folded` is lower-case without accents; both have the
same length, so that an offset found in one holds in the other. Invisible characters and combining marks are
left out, and `Reading.span` leads back to the original.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from guardrails.patterns import Match, compile_pattern
from guardrails.pii.placeholders import blank_placeholders

_SPACES = "\u00a0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000\r\u000b\u000c\x85"
_LATIN = range(0x180)
_PLAIN: dict[int, str] = {
    **{code: chr(code) for code in _LATIN},  # a character that `str.translate` does not find costs an exception
    **{ord(one): " " for one in _SPACES},
    **{ord(one): "-" for one in "‐‑‒–—―−﹣－"},
    **{ord(one): "'" for one in "’‘ʼ‛′＇"},
    **{ord(one): '"' for one in "“”„‟«»″"},
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{ord("٠") + digit: str(digit) for digit in range(10)},
    ord("＠"): "@", ord("．"): ".", ord("＋"): "+", ord("\u2028"): "\n", ord("\u2029"): "\n",
}  # fmt: skip
_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
_WORD = compile_pattern(r"\p{L}+(?:['\-]\p{L}+)*")
_ESCAPED = compile_pattern(r"\\+[nrt]")
_ELISIONS = frozenset(["l", "d", "j", "n", "s", "m", "t", "c", "qu", "lorsqu", "puisqu", "jusqu"])
_AROUND_WORDS = '.,;:!?()"'
_SPECIAL = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "ð": "d"}


@lru_cache(maxsize=8192)
def _fold_character(code: int) -> str:
    """What a character is folded into, always one character."""
    character = chr(code)
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return _SPECIAL.get(character.lower(), base if len(base) == 1 else character)


class _Folding(dict[int, str]):
    """What each character becomes, by its code."""

    def __missing__(self, code: int) -> str:
        return _fold_character(code)


_FOLDING = _Folding({code: _fold_character(code) for code in _LATIN})


def _unescaped(text: str) -> str:
    """The text with line breaks that an export wrote as ``\\n`` made real; of the same length."""

    def broken(match: Match) -> str:
        start, end = match.span()
        is_path = text[end : end + 1].islower()  # C:\\news
        return match.group() if is_path else " " * (end - start - 1) + "\n"

    return _ESCAPED.sub(broken, text)


class Word(NamedTuple):
    """One word: offsets in `Reading.plain`, the word itself and its folded form."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capitalised(self) -> bool:
        """Whether it starts with a capital letter, or a small particle leads up to one: "al-Rashid"."""
        if self.text[:1].isupper():
            return True
        particle, hyphen, name = self.text.partition("-")
        return bool(hyphen) and len(particle) == 2 and name[:1].isupper()

    @property
    def is_upper(self) -> bool:
        """Whether it is all capitals, two letters at least."""
        return len(self.text) > 1 and self.text.isupper()


class Reading:
    """Views of one text; see the module."""

    __slots__ = ("_origins", "_words", "folded", "original", "plain")

    def __init__(self, original: str) -> None:
        self.original = original
        plain = original.translate(_PLAIN)
        self._origins: list[int] | None = None
        if not plain.isascii():
            halves = {ord(one): "\ufffd" for one in set(plain) if "\ud800" <= one <= "\udfff"}
            if halves:  # half of a character cannot be written to the engines
                plain = plain.translate(halves)
            invisible = {one for one in set(plain) - {"\n", "\t"} if unicodedata.category(one) in _INVISIBLE}
            if invisible:
                self._origins = [at for at, one in enumerate(plain) if one not in invisible]
                plain = "".join(plain[at] for at in self._origins)
        self.plain = blank_placeholders(_unescaped(plain) if "\\" in plain else plain)
        self.folded = self.plain.translate(_FOLDING)
        self._words: tuple[Word, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that start..end of `plain` comes from; combining marks go with their letter."""
        if self._origins is None or start >= len(self._origins):
            return start, end
        after = self._origins[end] if end < len(self._origins) else len(self.original)
        last = self._origins[end - 1] + 1
        while last < after and unicodedata.category(self.original[last]) in ("Mn", "Me"):
            last += 1
        return self._origins[start], last

    @property
    def words(self) -> tuple[Word, ...]:
        """The words in order, French elisions and English possessives taken off."""
        if self._words is None:
            self._words = tuple(self._word(start, end) for start, end in _word_spans(self.plain))
        return self._words

    def _word(self, start: int, end: int) -> Word:
        text = self.plain[start:end]
        if "'" in text:
            elided, _, rest = text.partition("'")
            # D'Astorg is a name, d'Iris is an elision before one: the word keeps its capital particle.
            if elided.casefold() in _ELISIONS and not (text[0].isupper() and rest[:1].isupper()):
                start += len(elided) + 1
            if end - start > 3 and text.endswith(("'s", "'S")):
                end -= 2
            text = self.plain[start:end]
        return Word(start, end, text, self.folded[start:end])

    def before(self, start: int, reach: int = 40) -> str:
        """The folded text that leads up to an offset on the same line."""
        return self.folded[max(0, start - reach) : start].rpartition("\n")[2]

    def after(self, end: int, reach: int = 40) -> str:
        """The folded text that follows an offset on the same line."""
        return self.folded[end : end + reach].partition("\n")[0]


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand; most are a run of letters with spaces and punctuation around them, and need no pattern."""
    at = 0
    for piece in text.split():
        at = text.index(piece, at)
        word = piece.strip(_AROUND_WORDS)
        if word.isalpha():
            start = at + piece.index(word)
            yield start, start + len(word)
        else:
            for match in _WORD.finditer(piece):
                start, end = match.span()
                yield at + start, at + end
        at += len(piece)
