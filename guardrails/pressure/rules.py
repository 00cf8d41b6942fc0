"""Pressure rules as packs hold them."""

from typing import Literal

from pydantic import Field

from guardrails.packs.vocabulary import Bilingual, Citation, Strict


class PressureRule(Strict):
    """One way of putting a tactic into words.

    Patterns are RE2 over folded text (lower case, no accents, straight quotes), so they are written in
    plain letters. A match is dropped where an exception matches in the same sentence.
    """

    id: str = Field(pattern=r"^pressure\.[a-z_]+$", description="pressure.<tactic>")
    severity: Literal["low", "medium", "high", "critical"]
    action: Literal["rewrite", "hold"]
    fields: tuple[Literal["subject", "text"], ...] = ("subject", "text")
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    message: Bilingual
    rewording: Bilingual | None = None
    citations: tuple[Citation, ...] = Field(min_length=1)
