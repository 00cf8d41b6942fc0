"""Sets that measure how well personal data is found: JSON Lines files, one mail or note a line."""

from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

_FOLDER = Path(__file__).parent / "sets"
SETS = tuple(_FOLDER / f"{name}_{language}.jsonl" for language in ("fr", "en") for name in ("pii", "pii_held"))
"""The committed sets: written by hand, and drawn by `pii_mails`."""

Language = Literal["fr", "en"]
LANGUAGES: dict[Language, str] = {"fr": "French", "en": "English"}


class UnreadableSetError(ValueError):
    """A file that cannot be measured on; the message says where and what to do."""


class _Span(BaseModel):
    """A stretch of the text: offsets in code points, end exclusive."""

    start: Annotated[int, Field(ge=0)]
    end: int


class Marked(_Span):
    """Personal data, which must go; a name's `tag` is its style and its origin: ``last/maghreb``."""

    rule: Annotated[str, Field(pattern=r"^pii\.[a-z_]+$")]
    tag: str = ""


class Lookalike(_Span):
    """Harmless words, which must stay."""

    kind: str = ""


class Row(BaseModel):
    """One mail or note; fields that are not named here are ignored."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str = ""
    language: Language
    text: str
    spans: list[Marked]
    negatives: list[Lookalike] = []

    @model_validator(mode="after")
    def _within_the_text(self) -> Self:
        for span in (*self.spans, *self.negatives):
            if not span.start < span.end <= len(self.text):
                raise ValueError(f"{span.start} to {span.end} is no part of a text of {len(self.text)} characters")
        return self


@dataclass(frozen=True, slots=True)
class RowSet:
    """The rows of one file in one language."""

    path: Path
    language: Language
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Language and file, as they head a table."""
        return f"{LANGUAGES[self.language]}, {self.path.name}"


def read_sets(paths: Iterable[Path]) -> list[RowSet]:
    """The rows of the files, French ones first; a file in both languages gives two sets.

    Raises:
        UnreadableSetError: a file cannot be read, or one of its lines is wrong.
    """
    files = [(path, read_rows(path)) for path in paths]
    sets = [
        RowSet(path, language, tuple(row for row in rows if row.language == language))
        for language in LANGUAGES
        for path, rows in files
    ]
    return [one for one in sets if one.rows]


def read_rows(path: Path) -> list[Row]:
    """The rows of a file in order; only a line feed ends a line, since JSON may hold U+2028 as it is.

    Raises:
        UnreadableSetError: the file cannot be read, is empty, or one of its lines is wrong.
    """
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).split(b"\n")
    except OSError as error:
        raise UnreadableSetError(f"{path}: {error.strerror}. Give the path of a JSON Lines file.") from error
    rows = [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise UnreadableSetError(f"{path}: there are no rows in it. Put one JSON object on each line.")
    return rows


def _row(path: Path, number: int, line: bytes) -> Row:
    try:
        row = Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "".join(f"{part}: " for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise UnreadableSetError(
            f"{path}, line {number}: {where}{what}. "
            "Put the line right or take it out; benchmarks/README.md shows what a row looks like."
        ) from error
    return row if row.id else row.model_copy(update={"id": f"line {number}"})
