"""Text as patterns see it: one plain lower-case alphabet, with the way back to the original offsets.

Typographic variants, accents, capitals, full-width and mathematical letters, invisible characters and
look-alike letters of other alphabets are folded, so that one pattern written in plain letters finds them
all. Sources: Unicode UAX #15 (NFKC) and a subset of UTS #39 confusables (Cyrillic and Greek letters that
look like Latin ones).
"""

import unicodedata
from functools import lru_cache

_LOOKALIKES = {
    **dict(zip("аеорсухіјѕһԁԛԝкмтвн", "aeopcyxijshdqwkmtbh", strict=True)),
    **dict(zip("αεικνορτυχ", "aeiknoptux", strict=True)),
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "œ": "oe", "æ": "ae",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...",
}  # fmt: skip
_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character in "\n\t":
        return character
    if character == "\r":
        return ""
    folded: list[str] = []
    for piece in unicodedata.normalize("NFKD", _LOOKALIKES.get(character, character)).casefold():
        piece = _LOOKALIKES.get(piece, piece)
        if len(piece) == 1 and unicodedata.category(piece) in _INVISIBLE:
            continue
        folded.append(" " if piece.isspace() else piece)
    return "".join(folded)


class _Folding(dict[int, str]):
    """What each character becomes, by its code."""

    def __missing__(self, code: int) -> str:
        return _fold_character(chr(code))


# Texts of Latin letters, general punctuation and currency signs are folded by looking up alone.
_FOLDING = _Folding({code: _fold_character(chr(code)) for code in (*range(0x180), *range(0x2000, 0x20D0))})


class Folded:
    """A folded text and where each of its characters comes from.

    Attributes:
        original: the text as given.
        text: the folded text; plain ASCII letters where the original is Latin.
    """

    __slots__ = ("_is_even", "_starts", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = fold(original)
        self._is_even = _is_even(original, self.text)
        self._starts: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the folded span start..end comes from."""
        if self._is_even:
            return start, end
        if self._starts is None:
            self._starts = [at for at, character in enumerate(self.original) for _ in _FOLDING[ord(character)]]
        if start >= len(self._starts):
            return len(self.original), len(self.original)
        first = self._starts[start]
        return first, (self._starts[end - 1] + 1 if end > start else first)


def is_latin(letter: str) -> bool:
    """Whether a letter is Latin, accents and all: Vietnamese is, Cyrillic is not."""
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


def fold(text: str) -> str:
    """The folded text alone."""
    return text.translate(_FOLDING)


def _is_even(original: str, folded: str) -> bool:
    """Whether every character of a text has become exactly one."""
    if len(original) != len(folded):
        return False
    # ASCII characters become one or none: of as many, none is lost.
    return original.isascii() or all(len(_FOLDING[ord(one)]) == 1 for one in set(original))
