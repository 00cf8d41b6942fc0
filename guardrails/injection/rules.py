"""Injection rules as packs hold them."""

from typing import Literal

from pydantic import Field

from guardrails.packs.vocabulary import Bilingual, Citation, Strict


class InjectionRule(Strict):
    """One way of giving orders to an assistant from inside a customer's text, or one unfilled placeholder.

    Patterns are RE2 over folded text, as in pressure rules.
    """

    id: str = Field(pattern=r"^injection\.[a-z_]+$", description="injection.<kind>")
    kinds: tuple[Literal["incoming", "outgoing"], ...] = ("incoming",)
    severity: Literal["low", "medium", "high", "critical"]
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    message: Bilingual
    citations: tuple[Citation, ...] = Field(min_length=1)
