"""Signed checkpoints: proof, kept elsewhere, of how long the journal was and what it held."""

import base64
import binascii
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.journal.chain import Link
from assistant.journal.entry import Moment
from assistant.journal.errors import CheckpointInvalid

FORMAT = "scrupule-checkpoint/1"


class Checkpoint(BaseModel):
    """That the journal had this many entries, the last of which had this hash, at this moment.

    Attributes:
        entries: number of the last entry.
        hash: its hash, which stands for all entries up to it.
        at: when it was signed.
        key: id of the public key: the first 16 hexadecimal digits of its SHA-256.
        signature: Ed25519 over the other fields as canonical JSON (RFC 8785), in base64.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["scrupule-checkpoint/1"] = FORMAT
    entries: int = Field(ge=0)
    hash: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    at: Moment
    key: Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
    signature: str = ""

    def text(self) -> str:
        """The checkpoint as a file holds it."""
        return rfc8785.dumps(self.model_dump(mode="json")).decode() + "\n"

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return rfc8785.dumps(self.model_dump(mode="json", exclude={"signature"}))


def make_checkpoint(last: Link, seed: bytes, at: datetime) -> Checkpoint:
    """Sign the state of a journal.

    Args:
        last: its last link.
        seed: the 32 bytes of an Ed25519 private key (RFC 8032).
    """
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = _id_of(private.public_key())
    unsigned = Checkpoint(entries=last.seq, hash=last.hash, at=at, key=key)
    signature = base64.b64encode(private.sign(unsigned.signed_bytes())).decode()
    return unsigned.model_copy(update={"signature": signature})


def public_key(seed: bytes) -> str:
    """The public key that belongs to a seed: 32 bytes in base64."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return base64.b64encode(public.public_bytes_raw()).decode()


def read_checkpoint(path: Path, public: str) -> Checkpoint:
    """A checkpoint from a file, its signature checked.

    Args:
        public: the public key that it must be signed with, as `public_key` gives it.

    Raises:
        CheckpointInvalid: it is no checkpoint, was altered, or another key signed it.
        OSError: the file cannot be read.
    """
    try:
        checkpoint = Checkpoint.model_validate_json(path.read_bytes())
    except ValidationError:
        raise CheckpointInvalid(f"{path} is not a checkpoint; `scrupule journal checkpoint` makes one") from None
    key = _public_key(public)
    if checkpoint.key != _id_of(key):
        raise CheckpointInvalid(
            f"{path} was signed with the key {checkpoint.key}, not with {_id_of(key)}; give that key with --public-key"
        )
    try:
        key.verify(base64.b64decode(checkpoint.signature, validate=True), checkpoint.signed_bytes())
    except (InvalidSignature, binascii.Error):
        raise CheckpointInvalid(
            f"{path} was altered after it was signed; take the copy that was kept elsewhere"
        ) from None
    return checkpoint


def _public_key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except ValueError:
        raise CheckpointInvalid(
            "a public key is 32 bytes in base64, as `scrupule journal checkpoint` prints it"
        ) from None


def _id_of(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]
