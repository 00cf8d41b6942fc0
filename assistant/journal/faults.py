"""What verifying the journal can show."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.journal.chain import Link

MOST_FAULTS = 100
"""How many faults are told; the others are counted."""


class FaultKind(StrEnum):
    """What happened to an entry."""

    CHANGED = "changed"
    """It is not what was hashed."""
    REWRITTEN = "rewritten"
    """It was replaced together with its hash, so that what follows does not fit, or a checkpoint does not."""
    MISSING = "missing"
    MOVED = "moved"
    """It holds what was written in another place."""
    REPEATED = "repeated"
    """It holds once more what was written in another place."""
    FOREIGN = "foreign"
    """It is no entry that Scrupule writes."""
    CUT = "cut"
    """The end is missing, as a checkpoint proves."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        seq: number of the entry, or of the first of them.
        kind: what happened.
        sentence: the same in words, for a person.
    """

    seq: int
    kind: FaultKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the whole journal showed.

    Attributes:
        entries: how many there are.
        faults: what is wrong, in order; at most `MOST_FAULTS`.
        more: how many faults there are besides.
        signed: number of the last entry that a checkpoint vouches for; 0 if none does.
        last: the last link; `START` if there is none.
    """

    entries: int
    faults: tuple[Fault, ...]
    more: int
    signed: int
    last: Link

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
