"""How a claim stands before the facts."""

from dataclasses import dataclass
from enum import Enum

from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.values import Value
from guardrails.claims.reading.texts import Claim


class Standing(Enum):
    """How a claim stands."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    EXPIRED = "expired"
    """Only facts that no longer, or do not yet, hold would bear it out."""
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim.

    Attributes:
        claim: the claim.
        standing: how it stands.
        known: the fact that bears it out, contradicts it or has expired.
        expected: what the fact says, for a contradicted claim.
        certain: the fact is about the very thing claimed, and no other one is: the value can be put right.
    """

    claim: Claim
    standing: Standing
    known: Known | None = None
    expected: Value | None = None
    certain: bool = False
