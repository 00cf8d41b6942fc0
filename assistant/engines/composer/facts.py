"""Which facts go into a mail: those that the points or the incoming mail ask for, then those the occasion calls for."""

from collections.abc import Sequence
from datetime import datetime

from assistant.engines.composer.figures import duration, read_day
from assistant.engines.composer.library import Sheet
from assistant.engines.composer.themes import names, themes_of, touches
from assistant.engines.request import EmailRequest, Occasion
from guardrails.draft import Fact, FactType, Language, end_of, start_of

MOST_FACTS = 4
_MOST_FEATURES = 2
_TWIN = "-en"
_INVOICES = ("facture ", "invoice ")
_OF_PRODUCTS: tuple[FactType, ...] = ("price", "feature")
_OF_ANYTHING: tuple[FactType, ...] = ("reference", "statistic", "event", "date", "legal")


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
    products = {fact.subject for fact in usable if fact.type in _OF_PRODUCTS and fact.subject}
    own = request.sender.company
    fitting = [
        fact for fact in usable if _fits(fact, sheet, wanted, request) and _concerns(fact, products, own, wanted)
    ]
    pool = _of_one_matter(fitting, sheet, wanted)
    ranked = sorted(pool, key=lambda fact: (not _asked_for(fact, wanted), _usual_place(fact, sheet)))
    return _first_few(_with_conditions(_few_features(ranked)))


def in_language(facts: Sequence[Fact], language: Language) -> list[Fact]:
    """Facts of the mail's language: an English mail takes the twin ``x-en`` of ``x``, a French one never does."""
    if language == "fr":
        return [fact for fact in facts if not fact.id.endswith(_TWIN)]
    with_twin = {fact.id.removesuffix(_TWIN) for fact in facts if fact.id.endswith(_TWIN)}
    return [fact for fact in facts if fact.id not in with_twin and (fact.type != "feature" or fact.id.endswith(_TWIN))]


def is_invoice(fact: Fact) -> bool:
    """Whether the fact is about one invoice, such as "facture F-2026-118"."""
    return (fact.subject or "").casefold().startswith(_INVOICES)


def same_matter(one: str | None, other: str | None) -> bool:
    """Whether two subjects are the same thing: "Contrat Sérénité" and "Contrat Sérénité n° 118"."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def about(kind: FactType, text: str) -> bool:
    """Whether a text speaks of this kind of fact."""
    return any(kind in theme.facts for theme in themes_of(text))


def is_condition(fact: Fact) -> bool:
    """Whether a term is a sentence of conditions rather than a date or a length."""
    return fact.type == "term" and read_day(fact.value) is None and duration(fact.value, "fr") is None


def _holds_now(fact: Fact, now: datetime) -> bool:
    started = fact.valid_from is None or start_of(fact.valid_from) <= now
    return started and (fact.valid_until is None or end_of(fact.valid_until) >= now)


def _asked_for(fact: Fact, text: str) -> bool:
    return bool(text) and about(fact.type, text)


def _fits(fact: Fact, sheet: Sheet, wanted: str, request: EmailRequest) -> bool:
    if is_invoice(fact):
        return about("price", wanted) and names(wanted, fact)
    if _asked_for(fact, wanted):
        return True
    return fact.type in sheet.facts and not (fact.type == "date" and _is_past(fact, request.now))


def _is_past(fact: Fact, now: datetime) -> bool:
    day = read_day(fact.value)
    return day is not None and (day.date() if isinstance(day, datetime) else day) < now.date()


def _concerns(fact: Fact, products: set[str], own_company: str | None, wanted: str) -> bool:
    """Whether the fact is about a product of this mail, about us, or about something that the points name.

    Delivery times of countries, general terms and the like wait until somebody asks for them by name.
    """
    if not products or fact.subject is None or fact.type in _OF_ANYTHING or fact.subject == own_company:
        return True
    return any(same_matter(fact.subject, product) for product in products) or touches(wanted, fact)


def _of_one_matter(facts: list[Fact], sheet: Sheet, wanted: str) -> list[Fact]:
    """The facts on what the points name; else those on the first matter, unless the occasion takes several."""
    named = [fact for fact in facts if names(wanted, fact) or (fact.type in _OF_ANYTHING and _asked_for(fact, wanted))]
    if named:
        return [fact for fact in facts if any(same_matter(fact.subject, one.subject) for one in named if one.subject)]
    if sheet.every_product or not facts:
        return facts
    first = min(facts, key=lambda fact: _usual_place(fact, sheet))
    beside = ("reference", "certification")
    return [fact for fact in facts if same_matter(fact.subject, first.subject) or fact.type in beside]


def _usual_place(fact: Fact, sheet: Sheet) -> int:
    return sheet.facts.index(fact.type) if fact.type in sheet.facts else len(sheet.facts)


def _few_features(facts: list[Fact]) -> list[Fact]:
    features = [fact for fact in facts if fact.type == "feature"]
    return [fact for fact in facts if fact.type != "feature" or fact in features[:_MOST_FEATURES]]


def _with_conditions(facts: list[Fact]) -> list[tuple[Fact, ...]]:
    """A discount stays with its deadline and its conditions: it is never told without them."""
    reduced = {fact.subject for fact in facts if fact.type == "discount"}
    units: list[tuple[Fact, ...]] = []
    for fact in facts:
        own = [one for one in facts if one.subject == fact.subject]
        if fact.type == "discount":
            end = [one for one in own if one.type == "deadline"][:1]
            units.append((fact, *end, *[one for one in own if is_condition(one)][:1]))
        elif fact.subject not in reduced or not (fact.type in ("deadline", "quantity") or is_condition(fact)):
            units.append((fact,))
    return units


def _first_few(units: list[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    chosen: list[Fact] = []
    for one in units:
        if len(chosen) + len(one) <= MOST_FACTS and not any(fact in chosen for fact in one):
            chosen += one
    return tuple(chosen)
