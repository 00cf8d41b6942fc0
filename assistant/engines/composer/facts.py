"""Which facts go into a mail: those that the points or the incoming mail ask for, then those the occasion calls for."""

from collections.abc import Sequence
from datetime import datetime

from assistant.engines.composer.library import Sheet
from assistant.engines.composer.themes import names, themes_of
from assistant.engines.request import EmailRequest, Occasion
from guardrails.draft import Fact, FactType, Language, end_of, start_of

MOST_FACTS = 4
_TWIN = "-en"
_INVOICE_WORDS = ("facture", "invoice")


def choose_facts(request: EmailRequest, sheet: Sheet, wanted: str, unwanted: str) -> tuple[Fact, ...]:
    """At most four facts, the most relevant first, each valid now and in the mail's language.

    Args:
        request: what is to be written.
        sheet: what the occasion calls for.
        wanted: the points and the incoming mail.
        unwanted: points such as "ne pas parler du prix"; facts of their themes stay out.
    """
    usable = [fact for fact in in_language(request.facts, request.language) if _holds_now(fact, request.now)]
    usable = [fact for fact in usable if fact.source != "rep" and not _asked_for(fact, unwanted)]
    if request.occasion is Occasion.PAYMENT_REMINDER:
        return tuple(fact for fact in usable if is_invoice(fact))
    named = [fact for fact in usable if names(wanted, fact)]
    pool = named or usable
    if not named and not sheet.every_product and usable:
        first = next((fact for fact in usable if _fits(fact, sheet, wanted)), None)
        pool = [fact for fact in usable if first is None or fact.subject in (first.subject, None)]
    ranked = sorted(
        (fact for fact in pool if _fits(fact, sheet, wanted)),
        key=lambda fact: (not _asked_for(fact, wanted), _usual_place(fact, sheet)),
    )
    return _first_few(_with_deadline(ranked))


def in_language(facts: Sequence[Fact], language: Language) -> list[Fact]:
    """Facts of the mail's language: an English mail takes the twin ``x-en`` of ``x``, a French one never does."""
    if language == "fr":
        return [fact for fact in facts if not fact.id.endswith(_TWIN)]
    with_twin = {fact.id.removesuffix(_TWIN) for fact in facts if fact.id.endswith(_TWIN)}
    return [fact for fact in facts if fact.id not in with_twin and (fact.type != "feature" or fact.id.endswith(_TWIN))]


def is_invoice(fact: Fact) -> bool:
    """Whether the fact is about an invoice."""
    return any(word in (fact.subject or "").casefold() for word in _INVOICE_WORDS)


def about(kind: FactType, text: str) -> bool:
    """Whether a text speaks of this kind of fact."""
    return any(kind in theme.facts for theme in themes_of(text))


def _holds_now(fact: Fact, now: datetime) -> bool:
    started = fact.valid_from is None or start_of(fact.valid_from) <= now
    return started and (fact.valid_until is None or end_of(fact.valid_until) >= now)


def _asked_for(fact: Fact, text: str) -> bool:
    return bool(text) and about(fact.type, text)


def _fits(fact: Fact, sheet: Sheet, wanted: str) -> bool:
    if is_invoice(fact):
        return about("price", wanted) and names(wanted, fact)
    return fact.type in sheet.facts or _asked_for(fact, wanted)


def _usual_place(fact: Fact, sheet: Sheet) -> int:
    return sheet.facts.index(fact.type) if fact.type in sheet.facts else len(sheet.facts)


def _with_deadline(facts: list[Fact]) -> list[tuple[Fact, ...]]:
    """A discount and its deadline stay together: a discount that ends is never told without its end."""
    ends = {fact.subject: fact for fact in reversed(facts) if fact.type == "deadline"}
    reduced = {fact.subject for fact in facts if fact.type == "discount"}
    units: list[tuple[Fact, ...]] = []
    for fact in facts:
        if fact.type == "discount" and fact.subject in ends:
            units.append((fact, ends[fact.subject]))
        elif fact.type != "deadline" or fact.subject not in reduced:
            units.append((fact,))
    return units


def _first_few(units: list[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    chosen: list[Fact] = []
    for one in units:
        if len(chosen) + len(one) <= MOST_FACTS:
            chosen += one
    return tuple(chosen)
