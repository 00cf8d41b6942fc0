"""Facts as the comparison needs them: their values read by the same parsers as the draft's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from guardrails.claims.facts.periodic import adjectives_of, lengths_of, rhythms_of
from guardrails.claims.facts.typed import typed
from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.relate import money_forms
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.units import spelled_units
from guardrails.claims.parsing.values import (
    Count,
    Days,
    Duration,
    Exactness,
    Measurement,
    Money,
    Percent,
    Stated,
    Value,
)
from guardrails.draft import Fact, Language, end_of, start_of
from guardrails.folding import fold
from guardrails.patterns import Match, compile_pattern

LABELS = ("certification", "reference")
"""Types whose facts say a name, not a number."""
_MAX_VALUE = 2_000
_MOST_UNITS = 200
_NOUN = 40
_NOUN_END = compile_pattern(r"[,;:()\d]")
_MEASURED = ("feature", "quantity", "term", "statistic")
_TIMED = ("delivery", "guarantee", *_MEASURED)
_DATED = ("date", "event", "feature")
_SIGNS = (("°c", "degres"), ("m2", "metres carres square metres"))
_ANY_TOPIC = content_words(
    "delai duree temps taux nombre part total periode montant maximum minimum time rate period number length amount"
    " standard term terms condition nos our annuel mensuel an year mois month"
)
_UNITS = content_words(
    "an ans mois jour jours ouvre ouvres ouvrable semaine semaines heure heures h minute minutes year years month"
    " months day days week weeks hour hours working business calendar euro euros eur gbp usd ht ttc vat tva au plus"
    " maximum minimum about environ up to jusqu moins least tous toutes every each chaque once twice fois times"
    " un une one deux two trois three quatre four cinq five six sept seven huit eight neuf nine dix ten douze twelve"
)
_LIMIT = compile_pattern(
    r"\b(?:(maxim\w*|max|jusqu'au?|up to|at most|au plus|limit\w*|capacit\w*|capacity|plafond)|minim\w*|min"
    r"|at least|au moins|from)\b"
)
_LIMIT_WORDS = content_words(
    "up to jusqu au a at most least maximum minimum max min plus moins about environ over under"
)
_PLAIN_RATE = compile_pattern(r"^ *(\d{1,2}(?:[.,]\d+)?)[ \x{a0}\x{202f}]*%? *$")
"""A rate of tax in digits; "14,975" are no thousands."""
_HOURS = compile_pattern(r"\b(\d{1,2}) h(?: (\d\d))?\b")


@dataclass(frozen=True, eq=False)
class Known:
    """A fact and what it says.

    Attributes:
        fact: the fact as given.
        stated: what its value means.
        subject: its subject, folded, as `Subjects` knows it; none when it has none that a text could name.
        words: its subject and value, folded.
        content: the words of both that carry meaning.
        topic: those of its subject.
        core: the topic without words that any fact may have ("délai", "rate"), unless it has no others.
        value_words: what its value says beside numbers and units.
        asides: values that stand in its subject ("sites built since 2004").
        tax_rate: its rate of value-added tax, in hundredths.
        counted: the nouns of value and unit: what "25 users" counts.
        from_rep: whether the rep said so in the brief, and nobody else.
        sentence: its value as a text would repeat it, folded.
        valid: whether it holds at the time of judging.
    """

    fact: Fact
    stated: tuple[Stated, ...]
    subject: str | None
    words: str
    content: frozenset[str]
    topic: frozenset[str]
    core: frozenset[str]
    value_words: frozenset[str]
    asides: tuple[Stated, ...]
    tax_rate: Decimal | None
    counted: frozenset[str]
    from_rep: bool
    sentence: str
    valid: bool = True

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What its number counts, as far as value, unit or, for a statistic, subject say."""
        return self.counted or (self.topic if self.fact.type == "statistic" else frozenset())

    @cached_property
    def tells(self) -> frozenset[str]:
        """The words that tell what it is about."""
        return self.core | self.value_words

    @cached_property
    def limits(self) -> Exactness | None:
        """Whether its number is the most, or the least, that there can be: then "at most 15" is no word for 12."""
        match = _LIMIT.search(self.words)
        return None if match is None else Exactness.AT_MOST if match.group(1) else Exactness.AT_LEAST

    def meant_as(self, exactness: Exactness) -> Exactness:
        """How a number is to be compared with this fact's: a limit is named exactly."""
        return Exactness.EXACT if exactness is self.limits else exactness

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds."""
        until = self.fact.valid_until
        return until.date() if isinstance(until, datetime) else until


@lru_cache(maxsize=4096)
def read_fact(fact: Fact, language: Language, noon: datetime | None, valid: bool) -> Known:
    """What a fact says, on a day; kept from mail to mail: a catalogue is read once a day, not once a draft."""
    value = fold(fact.value)[:_MAX_VALUE]
    value = _spelled(value) if fact.type in _MEASURED else value
    value = _with_hours(value) if fact.type in _TIMED else value
    subject = fold(fact.subject or "")
    words = f"{subject} {value}"
    found = _found(value, language, noon)
    found = [one for one in found if isinstance(one.value, Days | Duration)] if fact.type in LABELS else found
    values = [typed(fact, one.value) for one in found]
    nearby = [_noun(value[one.end : one.end + _NOUN]) for one in found]
    topic = content_words(subject)
    counted = frozenset(
        one for one in content_words(_spelled(fold(f"{fact.value} {fact.unit or ''}"))) - _LIMIT_WORDS if one.isalpha()
    )
    tax_rate = _rate(fact.tax_rate, language)
    asides = _measured(subject, language, noon) if any(one.isdigit() for one in subject) else []
    values += rhythms_of(words, values) if fact.type in ("quantity", "term", "feature") else []
    values += [] if values else list(adjectives_of(value))
    values += lengths_of(fact, subject, values)
    return Known(
        fact,
        tuple(_stated(values, nearby, counted, tax_rate)),
        subject.strip() or None,
        words,
        content_words(words) | _free(values),
        topic,
        frozenset(topic - _ANY_TOPIC) or topic,
        frozenset(one for one in content_words(value) if one.isalpha()) - _UNITS,
        tuple(_stated(asides, [], counted, tax_rate)),
        tax_rate,
        counted,
        fold(fact.source or "").strip() == "rep",
        " ".join(fold(fact.value).split()).strip(" ."),
        valid,
    )


def _with_hours(value: str) -> str:
    """ "4 h" and "3 h 30" in a fact about no event are lengths of time."""
    return _HOURS.sub(_in_time, value) if " h" in value else value


def _in_time(match: Match) -> str:
    hours, minutes = match.group(1), match.group(2)
    return f"{int(hours) * 60 + int(minutes)} minutes" if minutes else f"{hours} heures"


def _spelled(value: str) -> str:
    """Signs of units in the words of a text beside them: "0,3 °C" counts degrees."""
    value = "; ".join((value, *spelled_units(value))) if len(value) < _MOST_UNITS else value
    for sign, words in _SIGNS:
        value = value.replace(sign, f"{sign} {words}") if sign in value else value
    return value


def _stated(
    values: list[Value], nearby: list[frozenset[str]], counted: frozenset[str], tax_rate: Decimal | None
) -> Iterator[Stated]:
    """The values with what they count: the words right after the first that says the same, else all words."""
    for value in values:
        near = next((words for one, words in zip(values, nearby, strict=False) if one == value), None)
        forms = money_forms(value, tax_rate) if isinstance(value, Money) else ()
        yield Stated(value, near or counted, forms)


def _free(values: list[Value]) -> frozenset[str]:
    """A price of nothing, in the word that `subjects` uses for it."""
    return frozenset({"gratuit"} if any(isinstance(one, Money) and one.low == 0 for one in values) else ())


def is_valid(fact: Fact, now: datetime | None) -> bool:
    """Inside its period. A period that cannot be checked for want of `now` does not hold a fact back."""
    if now is None:
        return True
    begun = fact.valid_from is None or start_of(fact.valid_from) <= now
    return begun and (fact.valid_until is None or now <= end_of(fact.valid_until))


def _rate(rate: str | None, language: Language) -> Decimal | None:
    if plain := _PLAIN_RATE.match(rate or ""):
        return Decimal(plain.group(1).replace(",", "."))
    for value in _measured(fold(rate or ""), language, None):
        if isinstance(value, (Percent, Count)):
            return value.low
    return None


def _measured(folded: str, language: Language, now: datetime | None) -> list[Value]:
    return [one.value for one in _found(folded, language, now)]


def _found(folded: str, language: Language, now: datetime | None) -> Sequence[Measurement]:
    other: Language = "en" if language == "fr" else "fr"
    return find_measures(folded, language, now) or find_measures(folded, other, now)


def _noun(after: str) -> frozenset[str]:
    """The words that follow a number in a fact, up to the next number or mark."""
    stop = _NOUN_END.search(after)
    words = content_words(after[: stop.start() if stop else len(after)])
    return frozenset(one for one in words if one.isalpha())


def validity_day(known: Known) -> Days | None:
    """The end of a fact's validity, as a day that a deadline may name."""
    return Days(((known.last_day, known.last_day),)) if known.last_day else None
