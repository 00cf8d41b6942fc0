"""The list of erased keys, kept apart from the records: it outlives them, and holds random ids and moments only."""

import fcntl
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.privacy.errors import LedgerDamaged, LedgerMissing
from assistant.records.durable import sync_folder


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    at: AwareDatetime


class LedgerSettings(Protocol):
    """The settings that say where the list is."""

    @property
    def erasures_file(self) -> Path | None: ...

    @property
    def master_key_file(self) -> Path | None: ...


class Ledger:
    """A file of JSON Lines that is only ever appended to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether there is a list, be it an empty one."""
        return self.path.exists()

    def read(self) -> dict[str, datetime]:
        """Ids of the erased keys, and when each was erased first. Nobody if there is no list.

        Raises:
            LedgerDamaged: the file holds something else, or cannot be read.
        """
        try:
            # What follows the last line break was being written when the machine stopped: nothing was erased then.
            *whole, _torn = self.path.read_bytes().split(b"\n") if self.exists else [b""]
            lines = [_Line.model_validate_json(line) for line in whole]
        except (OSError, ValidationError) as error:
            raise LedgerDamaged(
                f"the list of erased keys {self.path} cannot be read; put a copy of it back: without it, "
                "people who were erased would come back with a backup"
            ) from error
        return {line.key: line.at for line in reversed(lines)}

    def append(self, erased: Mapping[str, datetime]) -> None:
        """Add keys; when this returns they are on the disk.

        Raises:
            LedgerDamaged: the file cannot be written; then nothing may be erased either.
        """
        lines = [_Line(key=key, at=at.astimezone(UTC)).model_dump_json() + "\n" for key, at in erased.items()]
        try:
            number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(number, "r+b") as file:
                fcntl.flock(number, fcntl.LOCK_EX)
                file.truncate(file.read().rfind(b"\n") + 1)
                file.seek(0, os.SEEK_END)
                file.writelines(line.encode() for line in lines)
                file.flush()
                os.fsync(number)
            sync_folder(self.path.parent)
        except OSError as error:
            raise LedgerDamaged(
                f"the list of erased keys {self.path} cannot be written ({error.strerror}); nothing was erased"
            ) from error


def ledger_of(settings: LedgerSettings) -> Ledger | None:
    """The list that the settings name, or the one beside the file of the master key; None without either."""
    if settings.erasures_file is not None:
        return Ledger(settings.erasures_file)
    key = settings.master_key_file
    return Ledger(key.with_name(f"{key.name}.erasures")) if key is not None else None


def required_ledger(settings: LedgerSettings) -> Ledger:
    """The list that the settings name.

    Raises:
        LedgerMissing: they name none.
    """
    ledger = ledger_of(settings)
    if ledger is None:
        raise LedgerMissing(
            "set SCRUPULE_ERASURES_FILE to where the list of erased keys is kept: without it, a backup that is "
            "restored would bring erased people back"
        )
    return ledger
