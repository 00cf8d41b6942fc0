"""Which master keys the records need, told without opening them, so that it can be asked when one is missing."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select

from assistant.records.master import MasterKeys
from assistant.records.tables import Erasure, StoredKey


@dataclass(frozen=True, slots=True)
class MasterStatus:
    """How many keys a master key wraps.

    Attributes:
        missing: the records need this master key and it is not there.
    """

    sentence: str
    missing: bool = False


def key_status(connection: Connection, masters: MasterKeys) -> list[MasterStatus]:
    """What is wrapped by which master key, the one in use first."""
    if not inspect(connection).has_table(StoredKey.__tablename__):
        return [MasterStatus(f"{masters.current.id}: in use; the records are new, or not encrypted yet")]
    query = select(StoredKey.master_id, func.count()).group_by(StoredKey.master_id)
    wrapped = dict(connection.execute(query).tuples().all())
    own = (masters.current.id, *(key.id for key in masters.previous))
    erased = connection.scalar(select(func.count()).select_from(Erasure)) or 0
    return [
        MasterStatus(f"{own[0]}: in use, {wrapped.get(own[0], 0)} keys"),
        *(MasterStatus(f"{key}: earlier, {wrapped.get(key, 0)} keys; {_advice(wrapped, key)}") for key in own[1:]),
        *(
            MasterStatus(f"{key}: not among yours, {number} keys; add it after the first one", missing=True)
            for key, number in sorted(wrapped.items())
            if key not in own
        ),
        MasterStatus(f"{erased} people's keys were erased"),
    ]


def _advice(wrapped: dict[str, int], key: str) -> str:
    return "run `scrupule keys rotate` to go on" if wrapped.get(key) else "it can be taken out"
