"""Encryption at rest: AES-256-GCM under a key for each person, and each of those keys wrapped by the master key.

What is stored is ``v1.<key id>.<sealed>``; sealed is a nonce (96 bits, random), the cipher text and its tag (NIST
SP 800-38D). The key's id and the column's label are authenticated with it, so that a sealed value is worth nothing
in another column or under another person's name.

What is about nobody (the facts of the catalogue) stands beside it in clear, as ``p1.<text>``.
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.records.errors import RecordsError

SECRET_BYTES = 32
NONCE_BYTES = 12
_FORM = "v1"
PUBLIC = "p1."


class RecordsTampered(RecordsError):
    """An encrypted value is not what was written: the file was changed by something else, or is damaged."""

    code = "records.tampered"
    status = 500


class NotOwned(RecordsError):
    """Text about a person was about to be written without their key: a fault of the code, never of the input."""

    code = "records.not_owned"
    status = 500


class Kind(StrEnum):
    """What a key protects: a person's data, the proof that is kept of their consents, or the system's own secrets."""

    PERSON = "person"
    PROOF = "proof"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key and its id, which is random for a person's and says nothing of them."""

    id: str
    secret: bytes = field(repr=False)


class Keys(Protocol):
    """Opens what was sealed."""

    def open(self, key_id: str, label: str, sealed: bytes) -> bytes | None:
        """The plain value; None if the key was erased.

        Raises:
            RecordsTampered: it is not what was sealed with this key for this column.
        """
        ...


class Owned(str):
    """Text with the key of the person it is about. Copies and pickles are plain text without the key."""

    __slots__ = ("key",)
    key: DataKey

    def __new__(cls, text: str, key: DataKey) -> "Owned":
        owned = super().__new__(cls, text)
        owned.key = key
        return owned

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


class OwnedBytes(bytes):
    """Bytes with the key of the person they are about. Copies and pickles are plain bytes without the key."""

    key: DataKey

    def __new__(cls, value: bytes, key: DataKey) -> "OwnedBytes":
        owned = super().__new__(cls, value)
        owned.key = key
        return owned

    def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
        return bytes, (bytes(self),)


class Public(str):
    """Text about nobody: kept in clear."""

    __slots__ = ()


class PublicBytes(bytes):
    """Bytes about nobody: kept in clear."""


class Erased(str):
    """What reads in place of text whose key was erased: empty, and false."""

    __slots__ = ()


def new_secret() -> bytes:
    """A random key for AES-256."""
    return secrets.token_bytes(SECRET_BYTES)


def seal(secret: bytes, label: str, plain: bytes) -> bytes:
    """Encrypt; the label must be given again to open it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, plain, label.encode())


def unseal(secret: bytes, label: str, sealed: bytes) -> bytes | None:
    """Decrypt; None if it was not sealed with this key and label, or was changed since."""
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label.encode())
    except (InvalidTag, ValueError):
        return None


def bound_label(key_id: str, label: str) -> str:
    """What is authenticated with a value: whose it is, and which column it is in."""
    return f"{_FORM}.{key_id}.{label}"


def text_envelope(key: DataKey, label: str, text: str) -> str:
    """Text as it is stored."""
    sealed = seal(key.secret, bound_label(key.id, label), text.encode())
    return f"{_FORM}.{key.id}.{b64encode(sealed).decode()}"


def bytes_envelope(key: DataKey, label: str, value: bytes) -> bytes:
    """Bytes as they are stored."""
    return f"{_FORM}.{key.id}.".encode() + seal(key.secret, bound_label(key.id, label), value)


def public_text(text: str) -> str:
    """Text about nobody as it is stored."""
    return PUBLIC + text


def public_bytes(value: bytes) -> bytes:
    """Bytes about nobody as they are stored."""
    return PUBLIC.encode() + value


def open_text(keys: Keys, label: str, envelope: str) -> str:
    """Stored text as it was; `Erased` if its key is gone.

    Raises:
        RecordsTampered: it is not what was stored.
    """
    form, _, rest = envelope.partition(".")
    key_id, _, sealed = rest.partition(".")
    if form != _FORM or not sealed:
        raise tampered(label)
    try:
        plain = keys.open(key_id, label, b64decode(sealed, validate=True))
    except ValueError:
        raise tampered(label) from None
    return Erased() if plain is None else plain.decode()


def open_bytes(keys: Keys, label: str, envelope: bytes) -> bytes:
    """Stored bytes as they were; empty if their key is gone.

    Raises:
        RecordsTampered: they are not what was stored.
    """
    form, _, rest = envelope.partition(b".")
    key_id, _, sealed = rest.partition(b".")
    if form != _FORM.encode() or not sealed:
        raise tampered(label)
    return keys.open(key_id.decode("ascii", "replace"), label, sealed) or b""


def tampered(label: str) -> RecordsTampered:
    """The error that names the column and quotes nothing."""
    return RecordsTampered(
        f"a value in {label} is not what Scrupule wrote there: the database was changed from outside, or is damaged; "
        "restore it from a backup"
    )
