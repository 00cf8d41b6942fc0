"""The file of a backup: compressed JSON Lines, the same for every database, sealed with the master key.

The first line is the header, which lists the tables; then come their rows, as arrays, in the header's order; the
last line is a MAC over all lines before it, so that a file that was cut, changed or put together is refused whole.
"""

import base64
import gzip
import hmac
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue, ValidationError

from assistant.records.durable import replacing
from assistant.records.errors import BackupDamaged, BackupFailed, BackupKeyUnknown
from assistant.records.master import MasterKey, MasterKeys

LONGEST_LINE = 64 * 1024 * 1024
"""No row is longer; a file that claims otherwise must not fill the memory."""

Value = JsonValue | bytes | datetime


class Kind(StrEnum):
    """What a column holds, whatever the database calls it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    INSTANT = "instant"
    BYTES = "bytes"
    JSON = "json"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Line):
    """A column of a table in a backup."""

    name: str
    kind: Kind


class StoredTable(_Line):
    """A table in a backup, and how many rows of it follow."""

    name: str
    columns: tuple[Column, ...]
    rows: int


class Header(_Line):
    """What a backup holds.

    Attributes:
        scrupule_backup: version of this format.
        revision: the migration that its tables are at.
        at: when it was made.
        master: id of the master key that the MAC is made with.
    """

    scrupule_backup: Literal[1] = 1
    revision: str
    at: AwareDatetime
    master: str
    tables: tuple[StoredTable, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)


class _Trailer(_Line):
    mac: str


def write_backup(path: Path, header: Header, rows: Iterable[Sequence[Value]], key: MasterKey) -> None:
    """Write a backup; the file is there whole, or what was there before stays.

    Args:
        rows: the rows of all tables, in the header's order.

    Raises:
        BackupFailed: the file cannot be written.
    """
    try:
        with replacing(path) as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
            mac = _mac(key)
            for line in _lines(header, rows):
                mac.update(line)
                packed.write(line)
            packed.write(_Trailer(mac=mac.hexdigest()).model_dump_json().encode() + b"\n")
    except OSError as error:
        reason = error.strerror or "it could not be written"
        raise BackupFailed(f"no backup was made: {path}: {reason}; make room or choose another place") from error


class BackupFile:
    """A backup whose every byte was verified before anything of it is handed out."""

    def __init__(self, raw: IO[bytes], name: str, master: MasterKeys) -> None:
        """Verify an open file.

        Raises:
            BackupDamaged: it was cut or changed, or is not a backup.
            BackupKeyUnknown: it was made with another master key.
        """
        self._raw, self._name = raw, name
        self.header = self._header()
        self._key = _key_of(self.header, master)
        # Twice over the file rather than once into memory or, unverified, into the database.
        for _ in self._verified_lines():
            pass

    def rows(self) -> Iterator[tuple[StoredTable, Iterator[list[Value]]]]:
        """Every table with its rows; take the rows of one before you ask for the next.

        Raises:
            BackupDamaged: the file changed since it was verified.
        """
        lines = self._verified_lines()
        for table in self.header.tables:
            yield table, (self._row(table, line) for line in islice(lines, table.rows))
        for _ in lines:
            raise self._damaged()

    def _verified_lines(self) -> Iterator[bytes]:
        """The lines of rows; at their end an error, if they are not those that were written."""
        lines = self._raw_lines()
        mac = _mac(self._key)
        mac.update(next(lines, b""))
        count, last = 0, None
        for line in lines:
            if last is not None:
                mac.update(last)
                count += 1
                yield last
            last = line
        if count != self.header.rows or not hmac.compare_digest(mac.hexdigest(), self._trailer(last).mac):
            raise self._damaged()

    def _raw_lines(self) -> Iterator[bytes]:
        self._raw.seek(0)
        try:
            with gzip.GzipFile(fileobj=self._raw, mode="rb") as packed:
                while line := packed.readline(LONGEST_LINE):
                    if not line.endswith(b"\n"):
                        raise self._damaged()
                    yield line
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._damaged() from error

    def _header(self) -> Header:
        try:
            return Header.model_validate_json(next(self._raw_lines(), b""))
        except (ValidationError, BackupDamaged) as error:
            raise BackupDamaged(
                f"{self._name} is not a backup of Scrupule, or its beginning is damaged; nothing was restored"
            ) from error

    def _trailer(self, line: bytes | None) -> _Trailer:
        try:
            return _Trailer.model_validate_json(line or b"")
        except ValidationError as error:
            raise self._damaged() from error

    def _row(self, table: StoredTable, line: bytes) -> list[Value]:
        values = json.loads(line)
        return [_from_json(column.kind, value) for column, value in zip(table.columns, values, strict=True)]

    def _damaged(self) -> BackupDamaged:
        return BackupDamaged(f"{self._name} was cut or changed since it was made; nothing was restored; take another")


@contextmanager
def opened_backup(path: Path, master: MasterKeys) -> Iterator[BackupFile]:
    """A backup, verified.

    Raises:
        BackupDamaged: it was cut or changed, or is not a backup.
        BackupKeyUnknown: it was made with another master key.
    """
    with path.open("rb") as raw:
        yield BackupFile(raw, str(path), master)


def _key_of(header: Header, master: MasterKeys) -> MasterKey:
    key = master.find(header.master)
    if key is not None:
        return key
    raise BackupKeyUnknown(
        f"this backup was made with master key {header.master}, which is not among yours; "
        "add that key after the current one, in SCRUPULE_MASTER_KEY or in the file of the master key"
    )


def _mac(key: MasterKey) -> hmac.HMAC:
    return hmac.new(hmac.digest(key.secret, b"scrupule backup", "sha256"), digestmod="sha256")


def _lines(header: Header, rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    yield header.model_dump_json().encode() + b"\n"
    for row in rows:
        yield json.dumps([_to_json(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _to_json(value: Value) -> JsonValue:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        # SQLite keeps UTC without saying so.
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value


def _from_json(kind: Kind, value: JsonValue) -> Value:
    if kind is Kind.BYTES and isinstance(value, str):
        return base64.b64decode(value)
    if kind is Kind.INSTANT and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value
