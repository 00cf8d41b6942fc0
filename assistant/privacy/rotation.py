"""Replacing the master key: every key is wrapped anew, some at a time, while the service goes on.

In a file of its own, the new key is written beside the old one before any row needs it, and the old one is taken out
once no row does. A rotation that was cut off at any moment is taken up again by running it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.orm import Session

from assistant.journal.entry import Entry, Event
from assistant.journal.journal import append
from assistant.records.database import Records
from assistant.records.encryption import new_secret
from assistant.records.keys import MARKER
from assistant.records.master import MasterKey, MasterKeys, MasterKeyWrong, read_key_file, replace_key_file
from assistant.records.tables import StoredKey

BATCH = 500
"""Keys wrapped anew in one transaction: others wait for it, some milliseconds."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did.

    Attributes:
        master_id: id of the master key that is in use now.
        rewrapped: how many keys were wrapped anew.
        dropped: ids of the master keys that nothing needs any more.
    """

    master_id: str
    rewrapped: int
    dropped: tuple[str, ...]


def rotate(records: Records, masters: MasterKeys, actor: str, now: datetime) -> Rotation:
    """Wrap every key by a new master key, or go on with a rotation that was cut off.

    Args:
        masters: read from a file, they are replaced there; else the first of them is the new one.

    Raises:
        MasterKeyWrong: a key is wrapped by a master key that is not among these; nothing was lost.
        RecordsError: the database failed; running it again goes on.
    """
    with records.writing() as session:
        # Writers take turns: a second rotation waits here, and then finds what this one wrote into the file.
        masters = _with_new_key(masters.file) if masters.file else masters
        rewrapped = _rewrap(session, _marker(session, masters), masters)
    while True:
        with records.writing() as session:
            rows = _others(session, masters)
            rewrapped += _rewrap(session, rows, masters)
            if not rows:
                append(session, Entry(event=Event.KEYS_ROTATED, at=now, actor=actor, count=rewrapped))
                break
    if masters.file:
        # Only now: the entry is kept, so whatever happens next, nothing needs the old keys.
        replace_key_file(masters.file, [masters.current])
    return Rotation(masters.current.id, rewrapped, tuple(key.id for key in masters.previous))


def _with_new_key(file: Path) -> MasterKeys:
    """The keys in the file, with a new one in front of the one in use; those of a rotation that was cut off stay."""
    present = read_key_file(file)
    if present.previous:
        return present
    new = MasterKey.of(new_secret())
    replace_key_file(file, [new, present.current])
    return MasterKeys(new, (present.current,), file)


def _marker(session: Session, masters: MasterKeys) -> Sequence[Row[str, bytes, str]]:
    """The key that is wrapped first: from then on nobody makes a key under the old master key."""
    return session.execute(_wrapped().where(StoredKey.id == MARKER, StoredKey.master_id != masters.current.id)).all()


def _others(session: Session, masters: MasterKeys) -> Sequence[Row[str, bytes, str]]:
    return session.execute(_wrapped().where(StoredKey.master_id != masters.current.id).limit(BATCH)).all()


def _rewrap(session: Session, rows: Sequence[Row[str, bytes, str]], masters: MasterKeys) -> int:
    changes = []
    for key_id, wrapped, master_id in rows:
        master = masters.find(master_id)
        if master is None:
            raise MasterKeyWrong(
                f"some keys are wrapped by master key {master_id}, which is not among yours; add it after the first "
                "one, and run `scrupule keys rotate` again"
            )
        rewrapped = masters.current.wrap(master.unwrap(key_id, wrapped))
        changes.append({"key": key_id, "wrapped": rewrapped, "master_id": masters.current.id})
    if changes:
        session.connection().execute(update(StoredKey).where(StoredKey.id == bindparam("key")), changes)
    return len(changes)


def _wrapped() -> Select[str, bytes, str]:
    return select(StoredKey.id, StoredKey.wrapped, StoredKey.master_id)
