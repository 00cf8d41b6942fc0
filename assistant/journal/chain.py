"""The chain: every link is bound to all that came before it."""

import hashlib
from dataclasses import dataclass

from assistant.journal.entry import Entry, Written

NOTHING = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in its place.

    Attributes:
        seq: its number; the first is 1, and none is left out.
        entry: the entry, as canonical JSON (RFC 8785).
        previous: the hash of the link before.
        hash: SHA-256, in hexadecimal, of ``seq|previous|entry``.
    """

    seq: int
    entry: str
    previous: str
    hash: str

    @property
    def is_intact(self) -> bool:
        """Whether the hash is that of the rest."""
        return self.hash == hash_of(self.seq, self.previous, self.entry)


START = Link(0, "", "", NOTHING)
"""What the first entry follows."""


def link_after(seq: int, previous: str, entry: Entry) -> Link:
    """The link that an entry makes after the link numbered `seq` whose hash is `previous`."""
    text = Written.at_place(entry, seq + 1).text()
    return Link(seq + 1, text, previous, hash_of(seq + 1, previous, text))


def hash_of(seq: int, previous: str, entry: str) -> str:
    """The hash that a link must have."""
    # A tampered export may hold half a surrogate pair, which has no UTF-8.
    return hashlib.sha256(f"{seq}|{previous}|{entry}".encode("utf-8", "replace")).hexdigest()
