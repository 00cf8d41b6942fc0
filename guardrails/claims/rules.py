"""Claim rules as packs hold them."""

from typing import Literal

from pydantic import Field

from guardrails.draft import FactType
from guardrails.packs.vocabulary import Bilingual, Citation, Strict


class ClaimRule(Strict):
    """What happens to one kind of claim that no fact supports, or that a fact contradicts."""

    id: str = Field(pattern=r"^claims\.[a-z_]+$", description="claims.<kind>")
    supported_by: tuple[FactType, ...]
    severity: Literal["low", "medium", "high", "critical"]
    patterns: tuple[str, ...] = Field(default=(), description="for claims recognised by their words (superlatives…)")
    unless: tuple[str, ...] = ()
    unsupported: Bilingual
    contradicted: Bilingual | None = None
    citations: tuple[Citation, ...] = Field(min_length=1)
