"""Which facts go into a mail: those that the points or the incoming mail ask for, then those the occasion calls for."""

from collections.abc import Sequence
from datetime import datetime

from assistant.engines.composer.asked import Asked
from assistant.engines.composer.countries import countries_in, country_of
from assistant.engines.composer.figures import duration, read_day
from assistant.engines.composer.library import Sheet
from assistant.engines.composer.subjects import place_of
from assistant.engines.composer.themes import names, themes_of, touches
from assistant.engines.request import EmailRequest, Occasion
from guardrails.draft import Fact, FactType, Language, end_of, start_of

MOST_FACTS = 4
_MOST_ANSWERS = 6
_MOST_FEATURES = 2
_TWIN = "-en"
_INVOICES = ("facture ", "invoice ")
_OF_PRODUCTS: tuple[FactType, ...] = ("price", "feature")
_OF_ANYTHING: tuple[FactType, ...] = ("reference", "statistic", "legal")
_OF_EVENTS: tuple[FactType, ...] = ("event", "date")
_OF_CONTRACTS: tuple[FactType, ...] = ("term", "deadline", "date", "discount")
_ADDS_TO_ANOTHER = (" aussi ", " également ", " also ", " too")


def choose_facts(request: EmailRequest, sheet: Sheet, asked: Asked) -> tuple[Fact, ...]:
    """The most relevant facts first, each valid now and in the mail's language.

    At most four, or six where the mail answers questions, whose number the reader chose.
    """
    usable = [fact for fact in in_language(request.facts, request.language) if _holds_now(fact, request.now)]
    usable = [fact for fact in usable if fact.source != "rep" and fact.type not in asked.refused]
    if request.occasion is Occasion.PAYMENT_REMINDER:
        return tuple(fact for fact in usable if is_invoice(fact))
    fitting = [
        fact
        for fact in usable
        if _fits(fact, usable, sheet, asked, request) and _concerns(fact, usable, request, asked)
    ]
    pool = _of_one_matter(fitting, sheet, asked)
    subjects = list(dict.fromkeys(fact.subject for fact in pool))
    ranked = sorted(pool, key=lambda fact: (*_rank(fact, sheet, asked), subjects.index(fact.subject)))
    most = _MOST_ANSWERS if request.occasion is Occasion.ANSWER else MOST_FACTS
    return _first_few(_with_conditions(_few_features(ranked)), most)


def in_language(facts: Sequence[Fact], language: Language) -> list[Fact]:
    """Facts of the mail's language: an English mail takes the twin ``x-en`` of ``x``, a French one never does."""
    if language == "fr":
        return [fact for fact in facts if not fact.id.endswith(_TWIN)]
    with_twin = {fact.id.removesuffix(_TWIN) for fact in facts if fact.id.endswith(_TWIN)}
    return [fact for fact in facts if fact.id not in with_twin and (fact.type != "feature" or fact.id.endswith(_TWIN))]


def is_invoice(fact: Fact) -> bool:
    """Whether the fact is about one invoice, such as "facture F-2026-118"."""
    return (fact.subject or "").casefold().startswith(_INVOICES)


def products_of(facts: Sequence[Fact]) -> list[str]:
    """The products among the subjects of facts."""
    return list(dict.fromkeys(fact.subject for fact in facts if fact.type in _OF_PRODUCTS and fact.subject))


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


def _fits(fact: Fact, usable: Sequence[Fact], sheet: Sheet, asked: Asked, request: EmailRequest) -> bool:
    if is_invoice(fact):
        return "price" in asked.kinds and names(asked.text, fact.subject)
    if fact.type in asked.kinds or (request.occasion is Occasion.ANSWER and asked.answers(fact)):
        return True
    if is_condition(fact) and "discount" in asked.kinds:
        return any(one.type == "discount" and one.subject == fact.subject for one in usable)
    return not asked.only and fact.type in sheet.facts and not (fact.type == "date" and _is_past(fact, request.now))


def _is_past(fact: Fact, now: datetime) -> bool:
    day = read_day(fact.value)
    return day is not None and (day.date() if isinstance(day, datetime) else day) < now.date()


def _concerns(fact: Fact, usable: Sequence[Fact], request: EmailRequest, asked: Asked) -> bool:
    """Whether the fact is about a product of this mail, about us, or about something that the points name.

    General terms and the like wait until somebody asks for them by name, and events until one is announced.
    """
    products = products_of(usable)
    if fact.type == "delivery" and not _delivers(fact, usable, asked):
        return False
    if request.occasion is Occasion.RENEWAL and fact.type == "price" and fact.type not in asked.kinds:
        return any(one.type in _OF_CONTRACTS and same_matter(one.subject, fact.subject) for one in usable)
    if fact.type in _OF_EVENTS and not _of_products(fact, products):
        return request.occasion is Occasion.EVENT or not products or touches(asked.text, fact)
    if not products or fact.subject is None or fact.type in _OF_ANYTHING or fact.subject == request.sender.company:
        return True
    named = fact.type == "delivery" and country_of(fact.subject) is not None
    return named or _of_products(fact, products) or touches(asked.text, fact)


def _of_products(fact: Fact, products: Sequence[str]) -> bool:
    """Whether the fact is about one of these products."""
    return any(same_matter(fact.subject, product) for product in products)


def _delivers(fact: Fact, usable: Sequence[Fact], asked: Asked) -> bool:
    """Whether a delivery time holds where the reader wants the goods.

    Facts are those of the reader's own country; a country that is named asks for its own delivery time. A
    product's time is told for a named country only if its source says so.
    """
    country = country_of(fact.subject)
    if asked.countries:
        return country in asked.countries or bool(set(countries_in(fact.source or "")) & set(asked.countries))
    if country is None:
        return True
    of_products = any(one.type == "delivery" and country_of(one.subject) is None for one in usable)
    return "delivery" in asked.kinds and not of_products


def _of_one_matter(facts: list[Fact], sheet: Sheet, asked: Asked) -> list[Fact]:
    """The facts on what the points name; else those on the first matter, unless the occasion takes several."""
    beside = [fact for fact in facts if country_of(fact.subject) is not None]
    named = [
        fact
        for fact in facts
        if names(asked.text, fact.subject) or (fact.type in _OF_ANYTHING and fact.type in asked.kinds)
    ]
    if named:
        subjects = [one.subject for one in named if one.subject and one not in beside]
        kept = [fact for fact in facts if any(same_matter(fact.subject, subject) for subject in subjects)]
        return [*kept, *[fact for fact in beside if fact not in kept]]
    if sheet.every_product or not facts:
        return facts
    first = min(
        (fact for fact in facts if fact not in beside), key=lambda fact: _rank(fact, sheet, asked), default=None
    )
    along = ("reference", "certification")
    return [
        fact
        for fact in facts
        if fact in beside or (first and same_matter(fact.subject, first.subject)) or fact.type in along
    ]


def _rank(fact: Fact, sheet: Sheet, asked: Asked) -> tuple[int, ...]:
    """What is asked first, in the order of the questions; then what the occasion calls for."""
    wanted = asked.kinds.index(fact.type) if fact.type in asked.kinds else len(asked.kinds)
    usual = sheet.facts.index(fact.type) if fact.type in sheet.facts else len(sheet.facts)
    leans = any(word in f"{fact.value} " for word in _ADDS_TO_ANOTHER)
    figures = fact.type == "feature" and any(char.isdigit() for char in fact.value)
    # What a question names of the product comes before what can be asked of any product.
    wanted = -1 if asked.answers(fact) else wanted
    return wanted, usual, place_of(fact.subject, asked.text), -asked.answers(fact), leans, not figures


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


def _first_few(units: list[tuple[Fact, ...]], most: int) -> tuple[Fact, ...]:
    chosen: list[Fact] = []
    for one in units:
        if len(chosen) + len(one) <= most and not any(fact in chosen for fact in one):
            chosen += one
    return tuple(chosen)
