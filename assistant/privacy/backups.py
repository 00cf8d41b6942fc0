"""Backups in which nobody who was erased comes back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.journal.entry import Entry, Event
from assistant.journal.journal import append
from assistant.privacy.erasure import apply_erasures
from assistant.privacy.ledger import Ledger
from assistant.records import Records
from assistant.records.backup import back_up
from assistant.records.backup_file import Header
from assistant.records.errors import RestoreRefused
from assistant.records.former import Carried, Erasures, Former
from assistant.records.master import MasterKeys
from assistant.records.restore import restore
from assistant.records.tables import Erasure


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back.

    Attributes:
        again: how many people were erased again.
        carried: what came along from the records that it replaced; None if nothing is known of the time since.
    """

    header: Header
    again: int
    carried: Carried | None


def make_backup(
    records: Records, path: Path, master: MasterKeys, ledger: Ledger | None, actor: str, now: datetime
) -> Header:
    """Make a backup and journal it; the ledger will name everyone who was erased before it.

    Raises:
        BackupFailed: the file cannot be written; one of that name is as it was.
        LedgerDamaged: the list of erased keys cannot be read or written; no backup was made.
        RecordsError: the database failed.
    """
    if ledger is not None:
        with records.reading() as session:
            erased = dict(session.execute(select(Erasure.key_id, Erasure.at)).tuples().all())
        complete(ledger, erased)
    header = back_up(records, path, master, now)
    with records.writing() as session:
        append(session, Entry(event=Event.BACKUP_MADE, at=now, actor=actor, count=header.rows))
    return header


def restore_backup(
    url: str,
    path: Path,
    master: MasterKeys,
    ledger: Ledger | None,
    actor: str,
    now: datetime,
    *,
    replace: bool = False,
    no_erasures: bool = False,
) -> Restored:
    """Bring back what a backup holds, erase again who was erased since, and journal it.

    Args:
        replace: put the backup in place of the records that are there.
        no_erasures: nobody was erased since the backup, although no list says so.

    Raises:
        RestoreRefused: nobody knows who was erased since, or the database is not empty.
        LedgerDamaged: the list of erased keys cannot be read.
        BackupDamaged, BackupKeyUnknown, RecordsError: see `restore`; the database holds what it held.
    """
    listed = ledger.read() if ledger is not None and ledger.exists else None
    done: list[tuple[int, Carried | None]] = []

    def finish(session: Session, former: Former | None) -> None:
        carried = former.carried if former else None
        if listed is None and carried is None and not no_erasures:
            raise RestoreRefused(
                "nobody knows who was erased since this backup was made: put the list of erased keys back "
                f"({ledger.path if ledger else 'SCRUPULE_ERASURES_FILE'}), or say --no-erasures if nobody was"
            )
        erasures = {**(former.erasures if former else {}), **(listed or {})}
        if ledger is not None:
            complete(ledger, erasures)
        done.append((apply_erasures(session, erasures, actor, now), carried))
        append(session, Entry(event=Event.BACKUP_RESTORED, at=now, actor=actor))

    header = restore(url, path, master, finish, replace)
    return Restored(header, *done[0])


def complete(ledger: Ledger, erased: Erasures) -> None:
    """See to it that the ledger is there and names these keys, if it was lost or is on a new machine."""
    known = ledger.read()
    missing = {key: at for key, at in erased.items() if key not in known}
    if missing or not ledger.exists:
        ledger.append(missing)
