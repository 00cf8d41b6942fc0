"""One CSV file read row by row: UTF-8, comma or semicolon, RFC 4180 quoting; every problem has a line and a column."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from connectors.crm.protocol import CrmRow

if TYPE_CHECKING:
    from _csv import Reader

LISTS = frozenset({"suppressed_on", "products"})
"""Columns that hold several values with ``;`` between them; ``none`` is an empty list, an empty cell is unknown."""

RowType = TypeVar("RowType", bound=CrmRow)

_NOT_A_DATE = "is not a date; write 2026-11-21, or 2026-11-21T10:00:00+01:00 for a time"
_SENTENCES = {
    "date_parsing": _NOT_A_DATE,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "datetime_parsing": _NOT_A_DATE,
    "datetime_from_date_parsing": _NOT_A_DATE,
    "missing": "is empty; every row needs a value here",
    "timezone_aware": "has no offset; write 2026-11-21T10:00:00+01:00",
    "bool_parsing": "must be true or false, or empty if it is not known",
    "string_too_short": "is empty; every row needs a value here",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, and what to do; `line` and `column` are absent when the whole file is meant."""

    file: str
    message: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}, column {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row(Generic[RowType]):
    """A row that was understood, and the line on which it starts."""

    line: int
    value: RowType


def read_table(path: Path, model: type[RowType], report: Callable[[Problem], None]) -> Iterator[Row[RowType]]:
    """Yield the rows of a file that can be understood, and report the others.

    Args:
        path: the file.
        model: what a row must be; its fields are the columns, those without a default must be there.
        report: called with each problem; it may raise to stop.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            delimiter = _delimiter(stream.readline(), model)
            stream.seek(0)
            yield from _rows(csv.reader(stream, delimiter=delimiter, strict=True), path.name, model, report)
    except UnicodeDecodeError:
        line = _undecodable_line(path)
        report(Problem(path.name, "is not UTF-8; save the file as CSV UTF-8 and try again", line))
    except OSError as error:
        report(Problem(path.name, f"cannot be read ({error.strerror}); check the file and its permissions"))


def _delimiter(header: str, model: type[CrmRow]) -> str:
    def known(delimiter: str) -> int:
        return sum(name.strip().strip('"').lower() in model.model_fields for name in header.split(delimiter))

    return max(",;", key=known)


def _rows(
    reader: "Reader", file: str, model: type[RowType], report: Callable[[Problem], None]
) -> Iterator[Row[RowType]]:
    lines = _lines(reader, file, report)
    _, header = next(lines, (1, []))
    columns = [name.strip().lower() for name in header]
    problems = _header_problems(file, columns, model)
    if problems:
        for problem in problems:
            report(problem)
        return
    for line, cells in lines:
        if len(cells) != len(columns):
            message = f"has {len(cells)} cells instead of {len(columns)}; quote a cell that holds the separator"
            report(Problem(file, message, line))
            continue
        try:
            yield Row(line, model.model_validate(_known(columns, cells)))
        except ValidationError as error:
            for column, message in _sentences(error):
                report(Problem(file, message, line, column))


def _lines(reader: "Reader", file: str, report: Callable[[Problem], None]) -> Iterator[tuple[int, list[str]]]:
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # The rest of the file cannot be split into rows any more.
            report(Problem(file, f"is not valid CSV ({error}); check the quotes from here on", start))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield start, cells


def _header_problems(file: str, columns: list[str], model: type[CrmRow]) -> list[Problem]:
    fields = model.model_fields
    missing = [name for name, field in fields.items() if field.is_required() and name not in columns]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    problems = [Problem(file, "is missing; add it to the first line", 1, name) for name in missing]
    problems += [Problem(file, "appears twice; keep one", 1, name) for name in twice]
    for name in columns:
        absent = [field for field in fields if field not in columns]
        near = get_close_matches(name, absent, 1, 0.8) if name not in fields else []
        if near:
            # A misspelt "restricted" would silently leave every restriction unknown.
            problems.append(Problem(file, f"is not known; did you mean {near[0]}?", 1, name))
    return problems


def _known(columns: list[str], cells: list[str]) -> dict[str, str | list[str]]:
    values: dict[str, str | list[str]] = {}
    for column, cell in zip(columns, cells, strict=True):
        text = cell.strip()
        if text:
            values[column] = _list(text) if column in LISTS else text
    return values


def _list(text: str) -> list[str]:
    return [] if text.lower() == "none" else [part.strip() for part in text.split(";") if part.strip()]


def _sentences(error: ValidationError) -> Iterator[tuple[str | None, str]]:
    """One sentence for each column; a value that may be one of two things fails at both."""
    by_column: dict[str | None, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        by_column.setdefault(str(detail["loc"][0]) if detail["loc"] else None, []).append(detail)
    for column, details in by_column.items():
        known = [_SENTENCES[detail["type"]] for detail in details if detail["type"] in _SENTENCES]
        message = details[0]["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
        yield column, known[0] if known else message


def _undecodable_line(path: Path) -> int | None:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return None
