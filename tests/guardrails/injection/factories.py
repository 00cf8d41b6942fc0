"""A loaded injection guard, and the short ways to ask it."""

from functools import lru_cache
from typing import Literal

from guardrails.draft import Context, Draft
from guardrails.injection.guard import InjectionGuard
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.verdict import Finding


@lru_cache(maxsize=1)
def guard() -> InjectionGuard:
    """The guard over the shipped packs."""
    made = InjectionGuard(Policy.of(load_packs([])))
    made.load()
    return made


def incoming(text: str, language: str = "en") -> tuple[Finding, ...]:
    """What the guard finds in a customer's mail."""
    return guard().inspect(Draft(text=text, kind="incoming", language=language), Context()).findings


def outgoing(text: str, *, subject: str | None = None, markup: Literal["text", "html"] = "text") -> tuple[Finding, ...]:
    """What the guard finds in a draft."""
    return guard().inspect(Draft(text=text, subject=subject, format=markup, language="fr"), Context()).findings


def kinds(findings: tuple[Finding, ...]) -> set[str]:
    """The kinds found."""
    return {finding.rule.removeprefix("injection.") for finding in findings}
