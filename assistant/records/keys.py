"""The keyring: finds, makes and remembers the keys of the people in the records, and the system's own."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from threading import Lock
from typing import Literal, get_args

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select
from sqlalchemy.orm import Session

from assistant.records.columns import give_keys, keys_of
from assistant.records.encryption import DataKey, Kind, bound_label, new_secret, tampered, unseal
from assistant.records.errors import RecordsError
from assistant.records.master import MasterKey, MasterKeys, MasterKeyWrong, read_key_file
from assistant.records.tables import Erasure, StoredKey

SystemKey = Literal["seal", "lookup", "checkpoint", "tokens"]
"""What the system keeps secrets of its own for: the seal on released text, digests to look people up by, the
signature of the journal's checkpoints, the digests of tokens."""

REMEMBERED = 32_768
"""How many keys are kept in memory: about 10 MB."""
_ERASURES = select(func.count()).select_from(Erasure.__table__)
"""Built once: it is asked as each transaction begins."""
FETCHED = 256
"""Keys read at a time. A list of people takes a few queries, not one each; reading this many takes about 1 ms."""
BATCH = 500
MARKER: SystemKey = "lookup"
"""The key that a rotation wraps anew first: it tells which master key new keys must be wrapped by."""


class KeyErased(RecordsError):
    """Something was to be written about a person who was erased."""

    code = "key.erased"
    status = 410


class Keyring:
    """The keys of one database. Safe between threads.

    What is read may be opened with a remembered key; what is written is always encrypted with a key that is stored,
    as the writing transaction itself sees it. So a key that was made in a transaction which was rolled back is never
    used again, and an erased key is not used by another process that remembers it.
    """

    def __init__(self, masters: MasterKeys, engine: Engine) -> None:
        """
        Args:
            engine: reads keys while a transaction is under way, so its connections must be its own.
        """
        self._masters = masters
        self._engine = engine
        self._system: Mapping[str, bytes] = {}
        self._opened: dict[str, DataKey] = {}
        self._erasures = 0
        self._changing = Lock()

    def start(self, connection: Connection) -> None:
        """Check the master key against the records, and make the system's keys if they are new.

        Raises:
            MasterKeyWrong: the records were made with another master key.
        """
        used = connection.scalars(select(StoredKey.master_id).distinct())
        if any(self._masters.find(master_id) is None for master_id in used):
            raise MasterKeyWrong(
                "these records were made with another master key; set SCRUPULE_MASTER_KEY_FILE to the file that they "
                "were made with (`scrupule keys status` shows which keys they need)"
            )
        keys = self.keys_for(connection, dict.fromkeys(get_args(SystemKey), Kind.SYSTEM))
        self._system = {key.id: key.secret for key in keys.values()}
        self.refresh(connection)

    def serve(self, engine: Engine) -> None:
        """Let what is read through an engine be opened with these keys."""
        give_keys(engine.dialect, self)

    def system_key(self, name: SystemKey) -> bytes:
        """32 random bytes, the same for every process on these records."""
        return self._system[name]

    def open(self, key_id: str, label: str, sealed: bytes) -> bytes | None:
        """The plain value; None if the key was erased.

        Raises:
            RecordsTampered: it is not what was sealed with this key for this column.
            MasterKeyWrong: the master key was changed meanwhile.
        """
        key = self._opened.get(key_id) or self._fetch(key_id)
        plain = unseal(key.secret, bound_label(key_id, label), sealed) if key else None
        if key is not None and plain is None:
            # The key remembered may be one whose transaction was rolled back.
            key = self._fetch(key_id)
            plain = unseal(key.secret, bound_label(key_id, label), sealed) if key else None
            if key is not None and plain is None:
                raise tampered(label)
        return plain

    def keys_for(self, connection: Connection, kinds: Mapping[str, Kind]) -> dict[str, DataKey]:
        """The keys with these ids, made if they are new, in the caller's transaction.

        Raises:
            KeyErased: one of them was erased.
            MasterKeyWrong: the master key was changed meanwhile.
        """
        keys: dict[str, DataKey] = {}
        for ids in _batches(kinds):
            rows = connection.execute(_stored().where(StoredKey.id.in_(ids)))
            keys |= {row.id: self._unwrapped(row) for row in rows}
        missing = {key_id: kind for key_id, kind in kinds.items() if key_id not in keys}
        if missing:
            keys |= self._made(connection, missing)
        self._remember(keys.values())
        return keys

    def refresh(self, connection: Connection) -> None:
        """Forget the keys that were erased since; called as each transaction begins."""
        erasures = connection.scalar(_ERASURES) or 0
        if erasures == self._erasures:
            return
        erased = connection.scalars(select(Erasure.key_id)).all()
        with self._changing:
            for key_id in erased:
                self._opened.pop(key_id, None)
            self._erasures = erasures

    def master(self, connection: Connection) -> MasterKey:
        """The master key that new keys are wrapped by.

        Raises:
            MasterKeyWrong: it was changed meanwhile, to one that this process does not have.
        """
        marker = connection.scalar(select(StoredKey.master_id).where(StoredKey.id == MARKER))
        if marker is not None:
            self._master(marker)
        return self._masters.current

    def close(self) -> None:
        """Forget every key and give the connections back."""
        self._opened.clear()
        self._engine.dispose()

    def _made(self, connection: Connection, kinds: Mapping[str, Kind]) -> dict[str, DataKey]:
        for ids in _batches(kinds):
            if connection.scalar(select(func.count()).where(Erasure.key_id.in_(ids))):
                raise KeyErased("this person was erased at their request; nothing about them can be written any more")
        master = self.master(connection)
        keys = {key_id: DataKey(key_id, new_secret()) for key_id in kinds}
        rows = [
            {"id": key.id, "kind": kinds[key.id], "wrapped": master.wrap(key), "master_id": master.id}
            for key in keys.values()
        ]
        connection.execute(insert(StoredKey), rows)
        return keys

    def _fetch(self, key_id: str) -> DataKey | None:
        """A key as it is stored now, and its neighbours: whoever reads one row often reads a list."""
        # One statement, so that the keys and the count of erasures are of one moment.
        erasures = select(func.count()).select_from(Erasure).scalar_subquery().label("erasures")
        query = _stored().add_columns(erasures).where(StoredKey.id >= key_id).order_by(StoredKey.id).limit(FETCHED)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        if not rows or rows[0].id != key_id:
            return None
        keys = [self._unwrapped(row) for row in rows]
        self._remember(keys, rows[0].erasures)
        return keys[0]

    def _unwrapped(self, row: Row[str, bytes, str]) -> DataKey:
        return self._master(row.master_id).unwrap(row.id, row.wrapped)

    def _master(self, master_id: str) -> MasterKey:
        """The master key with this id, read again from its file if a rotation came in between."""
        known = self._masters.find(master_id)
        if known is None and self._masters.file is not None:
            self._masters = read_key_file(self._masters.file)
            known = self._masters.find(master_id)
        if known is None:
            raise MasterKeyWrong("the master key was changed while this process ran; start it again with the new one")
        return known

    def _remember(self, keys: Collection[DataKey], erasures: int | None = None) -> None:
        """Keep keys in memory, unless some were erased after or before `erasures` were counted."""
        with self._changing:
            if erasures is not None and erasures != self._erasures:
                return
            if len(self._opened) + len(keys) > REMEMBERED:
                for key_id in list(islice(self._opened, len(self._opened) // 2)):
                    del self._opened[key_id]
            self._opened |= {key.id: key for key in keys}


def keyring_of(session: Session) -> Keyring:
    """The keyring of the records that a session works on."""
    keys = keys_of(session.get_bind().dialect)
    assert isinstance(keys, Keyring)
    return keys


def key_id_of(subject_id: str, kind: Kind) -> str:
    """The id of a person's key; the key of retained proof has one of its own."""
    return f"{subject_id}-proof" if kind is Kind.PROOF else subject_id


def _stored() -> Select[str, bytes, str]:
    return select(StoredKey.id, StoredKey.wrapped, StoredKey.master_id)


def _batches(ids: Collection[str]) -> Iterator[list[str]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
