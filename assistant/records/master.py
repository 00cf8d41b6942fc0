"""The master key: it wraps every other key, and is kept outside the database, in a file or in the settings."""

import os
import stat
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from assistant.records.durable import sync_folder
from assistant.records.encryption import SECRET_BYTES, DataKey, new_secret, seal, unseal
from guardrails.errors import ScrupuleError

_HEADER = """\
# Scrupule's master key. Without it nothing in the records can be read: keep a copy in a safe place, apart from the
# backups. The first key is in use; keys below it are older ones that `scrupule keys rotate` has not replaced yet.
"""


class MasterKeyMissing(ScrupuleError):
    """No master key is set, or its file is not there."""

    code = "master_key.missing"
    status = 503


class MasterKeyWrong(ScrupuleError):
    """The master key is not a key, or not the one that the records were made with."""

    code = "master_key.wrong"
    status = 503


class MasterKeyExposed(ScrupuleError):
    """Others than its owner can read the file of the master key."""

    code = "master_key.exposed"
    status = 503


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key that wraps keys; its id tells nothing of it."""

    id: str
    secret: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> "MasterKey":
        """The master key with this secret."""
        return cls(sha256(b"scrupule master key" + secret).hexdigest()[:16], secret)

    def wrap(self, key: DataKey) -> bytes:
        """A key as it is stored."""
        return seal(self.secret, f"key {key.id}", key.secret)

    def unwrap(self, key_id: str, wrapped: bytes) -> DataKey:
        """A stored key.

        Raises:
            MasterKeyWrong: it is not what was wrapped.
        """
        secret = unseal(self.secret, f"key {key_id}", wrapped)
        if secret is None:
            raise MasterKeyWrong("a key of the records was changed from outside or is damaged; restore a backup")
        return DataKey(key_id, secret)


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The master key in use, and earlier ones under which keys may still be wrapped.

    Attributes:
        file: where they were read, so that a running service can follow a rotation.
    """

    current: MasterKey
    previous: tuple[MasterKey, ...] = ()
    file: Path | None = None

    def find(self, key_id: str) -> MasterKey | None:
        """The one with this id."""
        return next((key for key in (self.current, *self.previous) if key.id == key_id), None)


class MasterKeySettings(Protocol):
    """The settings that say where the master key is."""

    @property
    def master_key(self) -> SecretStr | None: ...

    @property
    def master_key_file(self) -> Path | None: ...


def load_master_keys(settings: MasterKeySettings) -> MasterKeys:
    """The master keys from the settings or from the file that they name; the settings' own key goes first.

    Raises:
        MasterKeyMissing: none is set, or the file is not there.
        MasterKeyExposed: others than the owner can read the file.
        MasterKeyWrong: what is there is not a key.
    """
    if settings.master_key is not None and settings.master_key.get_secret_value().strip():
        return _parsed(settings.master_key.get_secret_value().split(","), "SCRUPULE_MASTER_KEY")
    if settings.master_key_file is not None:
        return read_key_file(settings.master_key_file)
    raise MasterKeyMissing(
        "the records are encrypted and no master key is set; run `scrupule keys create FILE` and set "
        "SCRUPULE_MASTER_KEY_FILE to that file"
    )


def read_key_file(path: Path) -> MasterKeys:
    """The master keys in a file: one a line in base64, the one in use first; `#` starts a comment.

    Raises:
        MasterKeyMissing: the file is not there.
        MasterKeyExposed: others than the owner can read it.
        MasterKeyWrong: what is there is not a key.
    """
    try:
        text, mode = path.read_text(encoding="utf-8"), path.stat().st_mode
    except FileNotFoundError:
        raise MasterKeyMissing(
            f"the master key's file {path} is not there; put it back, or for new records run "
            f"`scrupule keys create {path}`"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise MasterKeyWrong(f"the master key's file {path} cannot be read ({type(error).__name__})") from None
    if os.name == "posix" and stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise MasterKeyExposed(f"others can read the master key's file; run `chmod 600 {path}`")
    keys = _parsed((line for line in text.splitlines() if not line.lstrip().startswith("#")), str(path))
    return MasterKeys(keys.current, keys.previous, path)


def create_key_file(path: Path) -> MasterKey:
    """Make a file with a new master key, readable by its owner only; a file that is there is left alone.

    Raises:
        MasterKeyWrong: there is a file already.
    """
    key = MasterKey.of(new_secret())
    try:
        _write_new(path, _as_lines([key]))
    except FileExistsError:
        raise MasterKeyWrong(
            f"{path} is there already and was left as it is; name another file, or run `scrupule keys rotate` "
            "to replace its key"
        ) from None
    sync_folder(path.parent)
    return key


def replace_key_file(path: Path, keys: Iterable[MasterKey]) -> None:
    """Write other keys into the file, so that after a power cut it holds the old ones or the new ones, never half."""
    beside = path.with_name(f".{path.name}.new")
    # What a process that was killed left there.
    beside.unlink(missing_ok=True)
    try:
        _write_new(beside, _as_lines(keys))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _parsed(parts: Iterable[str], where: str) -> MasterKeys:
    words = [part.strip() for part in parts if part.strip()]
    try:
        secrets = [b64decode(word, validate=True) for word in words]
    except (NotBase64, ValueError):
        secrets = []
    if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
        raise MasterKeyWrong(f"{where} does not hold a master key, which is 32 bytes in base64; check it for damage")
    current, *previous = map(MasterKey.of, secrets)
    return MasterKeys(current, tuple(previous))


def _as_lines(keys: Iterable[MasterKey]) -> str:
    return _HEADER + "".join(f"{b64encode(key.secret).decode()}\n" for key in keys)


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
