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
    """Folds the characters of one text, each once; `even` while every one of them has become exactly one."""

    even = True

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        self.even = self.even and len(folded) == 1
        return folded


class Folded:
    """A folded text and where each of its characters comes from.

    Attributes:
        original: the text as given.
        text: the folded text; plain ASCII letters where the original is Latin.
    """

    __slots__ = ("_starts", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        folding = _Folding()
        self.text = original.translate(folding)
        self._starts: list[int] | None = None
        if not folding.even:
            self._starts = [at for at, character in enumerate(original) for _ in folding[ord(character)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the folded span start..end comes from."""
        if self._starts is None:
            return start, end
        if start >= len(self._starts):
            return len(self.original), len(self.original)
        first = self._starts[start]
        return first, (self._starts[end - 1] + 1 if end > start else first)


def fold(text: str) -> str:
    """The folded text alone."""
    return Folded(text).text
