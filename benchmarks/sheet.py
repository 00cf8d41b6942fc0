"""A table of figures: printed with Rich, written as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table; the first column names the row, the others are figures.

    Attributes:
        title: what was measured, and on what.
        columns: headings.
        rows: cells as printed.
        note: how to read it.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        ragged = [row for row in self.rows if len(row) != len(self.columns)]
        if ragged:
            raise ValueError(
                f"{self.title}: a row has {len(ragged[0])} cells, and there are {len(self.columns)} columns"
            )

    def table(self) -> Table:
        """The sheet as Rich prints it."""
        table = Table(title=self.title, title_justify="left", caption=self.note or None, caption_justify="left")
        for at, heading in enumerate(self.columns):
            table.add_column(heading, justify="left" if at == 0 else "right", no_wrap=at == 0)
        for row in self.rows:
            table.add_row(*row)
        return table

    def as_dict(self) -> dict[str, object]:
        """The sheet for JSON: one object a row, keyed by heading."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"title": self.title, "note": self.note, "rows": rows}


def print_sheets(sheets: Iterable[Sheet]) -> None:
    """Print tables, one below the other."""
    console = Console(width=150)
    for one in sheets:
        console.print(one.table(), "")


def share(part: int, whole: int) -> str:
    """A share with its counts, such as ``97.5% (39/40)``; a dash where there is nothing to divide by."""
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "-"
