"""What the claims tests start from: the shipped rules, an offer, and a short way to judge a text."""

from functools import lru_cache

from guardrails.claims.guard import ClaimsGuard
from guardrails.draft import Context, Draft, Fact, Language
from guardrails.packs.loader import shipped_packs
from guardrails.packs.policy import Policy
from guardrails.verdict import Report

NOW = "2026-11-21T10:00:00+01:00"

OFFER = (
    Fact(id="offer-7", type="price", subject="Licence Pro", value="1200", currency="EUR", tax="excl", tax_rate="20 %",
         unit="year", valid_until="2026-12-31", source="catalogue"),
    Fact(id="offer-8", type="deadline", subject="Licence Pro", value="2026-12-31"),
    Fact(id="stock-1", type="stock", subject="Modèle X", value="3"),
    Fact(id="ref-2", type="statistic", subject="clients", value="240"),
)  # fmt: skip


@lru_cache(maxsize=1)
def guard() -> ClaimsGuard:
    """The guard with the shipped claim rules, loaded once."""
    packs = [pack for pack in shipped_packs() if pack.claims]
    made = ClaimsGuard(Policy.of(packs))
    made.load()
    return made


def judged(text: str, facts: tuple[Fact, ...] = OFFER, language: Language = "fr", **context: object) -> Report:
    """The report on a text, with `facts` known on 21 November 2026."""
    known = {"now": NOW, "jurisdiction": "FR", "audience": "b2b", **context, "facts": facts}
    return guard().inspect(Draft(text=text, language=language), Context.model_validate(known))


def findings(
    text: str, facts: tuple[Fact, ...] = OFFER, language: Language = "fr", **context: object
) -> list[tuple[str, str]]:
    """Rule and passage of each finding."""
    return [(one.rule, text[one.start : one.end]) for one in judged(text, facts, language, **context).findings]


def evidence(
    text: str, facts: tuple[Fact, ...] = OFFER, language: Language = "fr", **context: object
) -> list[tuple[str, str]]:
    """Fact and passage of each piece of evidence."""
    return [(one.fact, text[one.start : one.end]) for one in judged(text, facts, language, **context).evidence]
