"""Tables in plain text (CSV, Markdown, tabs): the heading of a column says what its cells are."""

from guardrails.pii.reading import Reading

DELIMITERS = ";\t|,"
_FEWEST_CELLS = 3
_LONGEST_ROW = 1000
_REACH = 4000
"""How far back a table's first line may be, in characters."""


def heading(reading: Reading, start: int) -> str:
    """The heading of the column that an offset is in, folded; empty where it stands in no table."""
    text = reading.folded
    begin = text.rfind("\n", max(0, start - _LONGEST_ROW), start) + 1
    if begin == 0:
        return ""
    above = text[max(0, begin - _REACH) : begin - 1]
    row = text[begin:start] + reading.after(start, _LONGEST_ROW)
    delimiter = max(DELIMITERS, key=row.count)
    if delimiter not in above.rpartition("\n")[2]:
        return ""  # the usual case: prose
    width = min(len(_cells(row, delimiter)), len(_cells(above.rpartition("\n")[2], delimiter)))
    if width < _FEWEST_CELLS:
        return ""
    cells = _cells(_first_line(above, delimiter, width), delimiter)
    column = len(_cells(text[begin:start], delimiter)) - 1
    return cells[column].strip(" \"'*>") if column < len(cells) == width else ""


def row_around(reading: Reading, start: int, end: int) -> str:
    """The line of a table that a span fills one cell of, folded; empty where it fills none."""
    text = reading.folded
    begin = text.rfind("\n", max(0, start - _LONGEST_ROW), start) + 1
    after = reading.after(end, _LONGEST_ROW)
    left, right = text[begin:start].rstrip(' "'), after.lstrip(' "')
    if not (left or right) or left[-1:] not in ("", *DELIMITERS) or right[:1] not in ("", *DELIMITERS):
        return ""
    return text[begin:end] + after


def _first_line(above: str, delimiter: str, width: int) -> str:
    """The topmost of the lines directly above that have as many cells; empty if there is none without a digit."""
    first = ""
    for line in reversed(above.split("\n")):
        if len(_cells(line, delimiter)) != width:
            break
        first = line
    return "" if any(one.isdigit() for one in first) else first


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line; a delimiter between quotes parts nothing."""
    if '"' in line:
        quoted = line.split('"')
        quoted[1::2] = [piece.replace(delimiter, " ") for piece in quoted[1::2]]
        line = '"'.join(quoted)
    return line.split(delimiter)
