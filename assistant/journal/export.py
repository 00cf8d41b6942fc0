"""The journal as a file that can be verified without the database: JSON Lines, one link a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.journal.chain import Link
from assistant.journal.errors import ExportInvalid
from assistant.records.durable import replacing

LONGEST_LINE = 1_000_000
"""Characters; an entry has a few hundred, so a longer line is no export and need not fill the memory."""


class _Line(BaseModel):
    # The entry stays the text that was hashed, even if someone made it something that is not JSON.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    seq: Annotated[int, Field(ge=-(2**53) + 1, lt=2**53)]
    entry: str
    previous: str
    hash: str


def export(links: Iterable[Link], path: Path) -> int:
    """Write a chain into a file, which is there as a whole or not at all; its damage, if any, is exported as it is.

    Returns:
        How many links there are.

    Raises:
        OSError: the file cannot be written.
    """
    count = 0
    with replacing(path) as file:
        for link in links:
            fields = {"seq": link.seq, "entry": link.entry, "previous": link.previous, "hash": link.hash}
            file.write(rfc8785.dumps(fields) + b"\n")
            count += 1
    return count


def exported_links(path: Path) -> Iterator[Link]:
    """The links of an exported file, one line in memory at a time.

    Raises:
        ExportInvalid: a line is no link; the message says which.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
            try:
                fields = _Line.model_validate_json(line)
            except ValidationError:
                raise ExportInvalid(
                    f"{path}, line {number}: not a line of an exported journal; `scrupule journal export` makes one"
                ) from None
            yield Link(fields.seq, fields.entry, fields.previous, fields.hash)
