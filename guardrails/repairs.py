"""A text under repair: edits applied, and the way back to the offsets of the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a piece of the repaired text comes from."""

    KEPT = "kept"
    REDACTED = "redacted"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace start..end of the current text; an empty range inserts, an empty replacement removes."""

    start: int
    end: int
    replacement: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    original_start: int
    original_end: int
    origin: Origin


class RepairedText:
    """The current state of one field.

    Attributes:
        text: the text after all edits so far.
    """

    __slots__ = ("_pieces", "text")

    def __init__(self, original: str) -> None:
        self.text = original
        self._pieces = [_Piece(0, len(original), 0, len(original), Origin.KEPT)]

    def apply(self, edits: Sequence[Edit]) -> "RepairedText":
        """A new state with the edits made; they must be in order and must not overlap."""
        after = RepairedText("")
        after._pieces = []
        texts: list[str] = []
        length = position = 0

        def add(text: str, original: tuple[int, int], origin: Origin) -> None:
            nonlocal length
            texts.append(text)
            after._pieces.append(_Piece(length, length + len(text), *original, origin))
            length += len(text)

        def keep(upto: int) -> None:
            for piece in self._pieces:
                start, end = max(piece.start, position), min(piece.end, upto)
                if start < end:
                    add(self.text[start:end], self._cut(piece, start, end), piece.origin)

        for edit in edits:
            keep(edit.start)
            add(edit.replacement, self.to_original(edit.start, edit.end), edit.origin)
            position = edit.end
        keep(len(self.text))
        after.text = "".join(texts)
        return after

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that start..end of the current text stands for."""
        touched = [p for p in self._pieces if p.start < end and start < p.end]
        if not touched:
            return self._point(start)
        first, last = touched[0], touched[-1]
        return (
            self._cut(first, max(start, first.start), first.end)[0],
            self._cut(last, last.start, min(end, last.end))[1],
        )

    def to_current(self, start: int, end: int) -> tuple[int, int]:
        """Where the part of the original start..end that was kept is now; an empty span when nothing was."""
        kept = [
            (
                p.start + max(start, p.original_start) - p.original_start,
                p.start + min(end, p.original_end) - p.original_start,
            )
            for p in self._pieces
            if p.origin is Origin.KEPT and p.original_start < end and start < p.original_end
        ]
        return (kept[0][0], kept[-1][1]) if kept else (0, 0)

    def wrote(self, start: int, end: int, origin: Origin) -> bool:
        """Whether start..end lies within one piece of that origin."""
        return any(p.origin is origin and p.start <= start and end <= p.end and p.start < p.end for p in self._pieces)

    def _point(self, at: int) -> tuple[int, int]:
        for piece in self._pieces:
            if piece.start <= at <= piece.end:
                start, _ = self._cut(piece, at, at)
                return start, start
        return 0, 0

    @staticmethod
    def _cut(piece: _Piece, start: int, end: int) -> tuple[int, int]:
        if piece.origin is not Origin.KEPT:
            return piece.original_start, piece.original_end
        return piece.original_start + start - piece.start, piece.original_start + end - piece.start
