"""A loaded pressure guard, and the short way to ask it."""

from functools import lru_cache

from guardrails.draft import Context, Draft
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard
from guardrails.verdict import Finding


@lru_cache(maxsize=1)
def guard() -> PressureGuard:
    """The guard over the shipped packs."""
    made = PressureGuard(Policy.of(load_packs([])))
    made.load()
    return made


def found(text: str, language: str = "fr", subject: str | None = None, **context: object) -> tuple[Finding, ...]:
    """What the guard finds in a mail."""
    draft = Draft(text=text, subject=subject, language=language)
    return guard().inspect(draft, Context.model_validate(context)).findings


def rules(text: str, language: str = "fr", subject: str | None = None, **context: object) -> list[str]:
    """The tactics found, in order."""
    return [finding.rule.removeprefix("pressure.") for finding in found(text, language, subject, **context)]
