"""What a mail can be made of: the words that fill approved sentences, each taken from the request."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.engines.composer.asked import Asked, own_words
from assistant.engines.composer.countries import country_of, delivered_to
from assistant.engines.composer.facts import in_language, is_invoice, products_of, same_matter
from assistant.engines.composer.figures import amount, read_day, write_day
from assistant.engines.composer.library import Theme, shared
from assistant.engines.composer.nouns import definite, gender, has_determiner, noun_phrase
from assistant.engines.composer.orders import answers, name_of, unmet
from assistant.engines.composer.people import writer
from assistant.engines.composer.points import Point, Points
from assistant.engines.composer.subjects import subject_values
from assistant.engines.composer.themes import names, themes_of
from assistant.engines.composer.typography import tidy_spaces
from assistant.engines.composer.wording import choose, fill
from assistant.engines.request import EmailRequest, Exchange, Occasion
from guardrails.draft import Fact, Language

_LONGEST_TOPIC = 60
_MOST_THEMES = 3
_BROAD = frozenset({"feature", "support"})
_CAUSES = frozenset({"delivery", "invoice", "guarantee"})


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice to be paid: its amount and due date, each if a fact gives it."""

    subject: str
    amount: str = ""
    due: str = ""
    overdue: bool = True


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that goes into one mail.

    Attributes:
        topic_from: the point that gave the topic; it is not said again where an opening names the topic.
        values: the variables of approved sentences.
        flags: what approved sentences may depend on.
        said: the points and the mail being answered; they show which article a product takes.
        unanswered: what is asked for and no fact and no point answers, by neutral names.
    """

    points: Points
    facts: tuple[Fact, ...]
    values: dict[str, str]
    flags: frozenset[str]
    topic_from: tuple[Point, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    said: str = ""
    unanswered: tuple[str, ...] = field(default=())


def gather(request: EmailRequest, points: Points, facts: tuple[Fact, ...], asked_for: Asked) -> Material:
    """Read the request into material."""
    language = request.language
    invoices = _invoices(facts, request)
    exchange = _exchange(request)
    topic = _fact_topic(facts, request.occasion) or _named_topic(request, asked_for)
    values = {**_sender_values(request), **_topic_values(topic, language, asked_for.text)}
    values |= {"exchange": exchange} if exchange else {}
    values |= _invoice_values(invoices, language)
    source: tuple[Point, ...] = ()
    if (
        request.occasion is Occasion.THANKS
        and points.topics
        and all(_nameable(one.text, language) for one in points.topics)
    ):
        source = tuple(points.topics)
        values["exchange"] = enumerate_words([definite(one.text, language) for one in source], language)
    elif "topic" not in values and len(points.topics) == 1 and _nameable(points.topics[0].text, language):
        source = (points.topics[0],)
        values |= _topic_values(source[0].text, language)
    asked = _incoming_themes(request)
    if request.occasion is Occasion.APOLOGY and asked and "topic" not in values:
        values |= _topic_values(_name(asked[0], language), language)
    values |= _theme_values(asked, language)
    flags = {"exchange"} if exchange else set[str]()
    flags |= {"history"} if request.history else set()
    flags |= {"content"} if facts or _says_something(points) else set()
    flags |= {"several_invoices"} if len(invoices) > 1 else set()
    flags |= {"confirmed"} if points.of(("confirm",)) else set()
    material = Material(points, facts, values, frozenset(flags), source, invoices, asked_for.text)
    return _with_gaps(material, request, asked)


def _with_gaps(material: Material, request: EmailRequest, asked: Sequence[Theme]) -> Material:
    """The material, with what remains to be checked and said honestly."""
    points, facts = material.points, material.facts
    orders = [point.text for point in points.of(("tell",))]
    subjects = products_of(in_language(request.facts, request.language))
    missing = unmet(orders, facts, subjects, request.language)
    if not _says_something(points) and not points.of(("apologise",)):
        missing += _unanswered(asked, facts, request)
    missing = list(dict.fromkeys(missing))[:_MOST_THEMES]
    speechless = request.occasion is Occasion.ANSWER and not facts and not _says_something(points)
    if not missing and not speechless:
        return material
    return replace(material, unanswered=tuple(missing), flags=material.flags | {"open"})


def enumerate_words(items: Sequence[str], language: Language) -> str:
    """ "a, b et c"; "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {shared(language).and_word} {items[-1]}"


def _sender_values(request: EmailRequest) -> dict[str, str]:
    sender = request.sender
    title = tidy_spaces(sender.job_title or "")
    if request.language == "fr" and title[1:2].islower():
        title = title[:1].lower() + title[1:]
    values = {
        "own_name": writer(sender),
        "own_title": title,
        "own_company": tidy_spaces(sender.company or ""),
        "company": tidy_spaces(request.recipient.company or ""),
    }
    return {name: value for name, value in values.items() if value}


def _fact_topic(facts: Sequence[Fact], occasion: Occasion) -> str | None:
    """The product that all facts are about, or none where they are about several; a renewal needs a contract."""
    if occasion is Occasion.RENEWAL and all(fact.type in ("price", "delivery", "guarantee") for fact in facts):
        return None
    aside = ("statistic", "reference", "legal", "certification")
    subjects = [fact.subject for fact in facts if fact.subject and not is_invoice(fact) and fact.type not in aside]
    subjects = [subject for subject in subjects if country_of(subject) is None]
    fullest = max(subjects, key=len, default=None)
    return fullest if all(same_matter(one, fullest) for one in subjects) else None


def _named_topic(request: EmailRequest, asked: Asked) -> str | None:
    """The one product that is named, though no fact on it fits."""
    if request.occasion not in (Occasion.FOLLOW_UP, Occasion.QUOTE, Occasion.APPOINTMENT):
        return None
    named = [one for one in products_of(in_language(request.facts, request.language)) if names(asked.text, one)]
    return named[0] if len(named) == 1 else None


def _topic_values(topic: str | None, language: Language, said: str = "") -> dict[str, str]:
    values = subject_values(topic, language, said)
    if not values:
        return {}
    names = {"s": "topic", "du_s": "du_topic", "au_s": "au_topic", "bare": "bare_topic"}
    return {names[name]: value for name, value in values.items()}


def _nameable(text: str, language: Language) -> bool:
    """Whether a point can stand as a topic inside a sentence."""
    if len(text) > _LONGEST_TOPIC or any(mark in text for mark in ",:;()\n"):
        return False
    first = text.split(" ", 1)[0]
    if language == "en":
        return has_determiner(text, "en") or first.islower() or first.istitle()
    return bool(gender(first)) or (has_determiner(text, "fr") and first.casefold() not in ("des", "du", "un", "une"))


def _exchange(request: EmailRequest) -> str | None:
    """ "notre appel du 12 novembre": the newest exchange that took place, never a mail of ours alone."""
    for past in sorted(request.history, key=lambda one: one.at, reverse=True):
        if past.at > request.now or (
            past.direction == "out" and past.channel not in ("meeting", "visit", "phone", "call")
        ):
            continue
        name = shared(request.language).exchanges[_kind(past)]
        day = write_day(past.at.date(), request.language, year=past.at.year != request.now.year)
        return f"{name} {'du' if request.language == 'fr' else 'of'} {day}"
    return None


def _kind(past: Exchange) -> str:
    if past.channel in ("meeting", "visit", "phone", "call"):
        return past.channel
    return "email_in" if past.channel == "email" else "other"


def _invoices(facts: Sequence[Fact], request: EmailRequest) -> tuple[Invoice, ...]:
    if request.occasion is not Occasion.PAYMENT_REMINDER:
        return ()
    subjects = list(dict.fromkeys(fact.subject for fact in facts if fact.subject))
    return tuple(_invoice(subject, facts, request.now, request.language) for subject in subjects)


def _invoice(subject: str, facts: Sequence[Fact], now: datetime, language: Language) -> Invoice:
    own = [fact for fact in facts if fact.subject == subject]
    money = next((text for fact in own if fact.type == "price" and (text := amount(fact, language))), "")
    days = [day for fact in own if fact.type in ("date", "deadline", "term") and (day := read_day(fact.value))]
    if not days:
        return Invoice(subject, money)
    day = days[0].date() if isinstance(days[0], datetime) else days[0]
    return Invoice(subject, money, write_day(day, language), day < now.date())


def _invoice_values(invoices: Sequence[Invoice], language: Language) -> dict[str, str]:
    if len(invoices) != 1:
        return {}
    one = invoices[0]
    name = subject_values(one.subject[:1].lower() + one.subject[1:], language)
    known = {"value": one.amount, "due": one.due, "was": "était" if one.overdue else "est"}
    details = choose(shared(language).facts["invoice_details"], known, (), "invoice", 0)
    values = {"invoice": name["s"], "details": fill(details.say, known) or "" if details else ""}
    return values | ({"du_invoice": name["du_s"]} if "du_s" in name else {})


def _incoming_themes(request: EmailRequest) -> list[Theme]:
    if request.occasion not in (Occasion.ANSWER, Occasion.APOLOGY) or not request.incoming:
        return []
    found = themes_of(own_words(request.incoming))
    if request.occasion is Occasion.APOLOGY:
        return [theme for theme in found if theme.id in _CAUSES][:1]
    precise = [theme for theme in found if theme.id not in _BROAD]
    return (precise or found)[:_MOST_THEMES]


def _theme_values(found: Sequence[Theme], language: Language) -> dict[str, str]:
    if not found:
        return {}
    names_ = [_name(theme, language) for theme in found]
    values = {"themes": enumerate_words(names_, language)}
    if language == "fr":
        values["themes_de"] = enumerate_words([noun_phrase(name).after_de for name in names_], language)
    return values | ({"theme": names_[0]} if len(names_) == 1 else {})


def _unanswered(asked: Sequence[Theme], facts: Sequence[Fact], request: EmailRequest) -> list[str]:
    countries = delivered_to(own_words(request.incoming or ""))
    open_ = [theme for theme in asked if not any(answers(theme, countries, fact) for fact in facts)]
    return [name_of(theme, countries, request.language) for theme in open_]


def _name(theme: Theme, language: Language) -> str:
    return theme.fr if language == "fr" else theme.en


def _says_something(points: Points) -> bool:
    return any(point.act not in ("thank", "apologise", "tell", "direction") for point in points.points)
