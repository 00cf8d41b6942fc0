"""Facts as the comparison needs them: their values read by the same parsers as the draft's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from guardrails.claims.durations import read_clock
from guardrails.claims.measures import find_measures
from guardrails.claims.money import currency_code, read_unit
from guardrails.claims.subjects import Subjects, content_words
from guardrails.claims.values import Count, Days, Duration, Money, Percent, Value
from guardrails.draft import Fact, Language, end_of, start_of
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

LABELS = ("certification", "reference")
"""Types whose facts say a name, not a number."""
_MAX_VALUE = 2_000
_FOUNDED = compile_pattern(r"\b(?:annee|year|crea\w*|cree\w*|fond\w+|found\w*|establish\w*|since|depuis)\b")
_RATES = ("%", "percent", "pourcent", "pour cent", "per cent", "pct")


@dataclass(frozen=True, slots=True)
class Known:
    """A fact and what it says.

    Attributes:
        fact: the fact as given.
        values: what its value means.
        subject: number of its subject among `Subjects`; none when it has no subject.
        words: its subject and value, folded.
        content: the words of both that carry meaning.
        topic: those of its subject.
        tax_rate: its rate of value-added tax, in hundredths.
        valid: whether it holds at the time of judging.
    """

    fact: Fact
    values: tuple[Value, ...]
    subject: int | None
    words: str
    content: frozenset[str]
    topic: frozenset[str]
    tax_rate: Decimal | None
    valid: bool

    @property
    def nouns(self) -> frozenset[str]:
        """What its number counts, as far as value, unit or, for a statistic, subject say."""
        return self.counted or (self.topic if self.fact.type == "statistic" else frozenset())

    @property
    def counted(self) -> frozenset[str]:
        """The nouns of value and unit: what "25 users" counts."""
        words = content_words(fold(f"{self.fact.value} {self.fact.unit or ''}"))
        return frozenset(one for one in words if one.isalpha())

    @property
    def from_rep(self) -> bool:
        """Whether the rep said so in the brief, and nobody else."""
        return fold(self.fact.source or "").strip() == "rep"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds."""
        until = self.fact.valid_until
        return until.date() if isinstance(until, datetime) else until


def read_facts(facts: Sequence[Fact], language: Language, now: datetime | None, subjects: Subjects) -> list[Known]:
    """Read every fact; a validity period counts only where `now` is known."""
    return [_read(fact, language, now, subjects) for fact in facts]


def _read(fact: Fact, language: Language, now: datetime | None, subjects: Subjects) -> Known:
    value = fold(fact.value)[:_MAX_VALUE]
    words = f"{fold(fact.subject or '')} {value}"
    values = () if fact.type in LABELS else _values(fact, value, language, now)
    return Known(
        fact,
        values,
        subjects.number_of(fact.subject),
        words,
        content_words(words) | _free(values),
        content_words(fold(fact.subject or "")),
        _rate(fact.tax_rate, language),
        _valid(fact, now),
    )


def _free(values: tuple[Value, ...]) -> frozenset[str]:
    """A price of nothing, in the word that `subjects` uses for it."""
    return frozenset({"gratuit"} if any(isinstance(one, Money) and one.low == 0 for one in values) else ())


def _valid(fact: Fact, now: datetime | None) -> bool:
    """Inside its period. A period that cannot be checked for want of `now` does not hold a fact back."""
    if now is None:
        return True
    begun = fact.valid_from is None or start_of(fact.valid_from) <= now
    return begun and (fact.valid_until is None or now <= end_of(fact.valid_until))


def _rate(rate: str | None, language: Language) -> Decimal | None:
    for value in _measured(fold(rate or ""), language, None):
        if isinstance(value, (Percent, Count)):
            return value.low
    return None


def _measured(folded: str, language: Language, now: datetime | None) -> list[Value]:
    other: Language = "en" if language == "fr" else "fr"
    found = find_measures(folded, language, now) or find_measures(folded, other, now)
    return [one.value for one in found]


def _values(fact: Fact, folded: str, language: Language, now: datetime | None) -> tuple[Value, ...]:
    return tuple(_typed(fact, value) for value in _measured(folded, language, now))


def _typed(fact: Fact, value: Value) -> Value:
    """A bare number means what the fact's type, currency and unit say."""
    unit = fold(fact.unit or "").strip()
    if isinstance(value, Count):
        return _typed_number(fact, value, unit)
    return _completed(fact, value, unit) if isinstance(value, Money) else value


def _typed_number(fact: Fact, value: Count, unit: str) -> Value:
    if fact.type == "statistic" and _FOUNDED.search(fold(fact.subject or "")) and 1800 <= value.low <= 2100:
        year = int(value.low)
        return Days(((date(year, 1, 1), date(year, 12, 31)),))
    if fact.currency or fact.type == "price":
        return _completed(fact, Money(value.low, value.high), unit)
    if unit in _RATES or (fact.type == "discount" and not unit):
        return Percent(value.low, value.high)
    clock = read_clock(unit) if unit else None
    return Duration(value.low, value.high, clock) if clock else value


def _completed(fact: Fact, value: Money, unit: str) -> Money:
    period, per = read_unit(unit)
    return replace(
        value,
        currency=value.currency or (currency_code(fact.currency) if fact.currency else None),
        tax=value.tax or fact.tax,
        period=value.period or period,
        per=value.per or per,
    )


def validity_day(known: Known) -> Days | None:
    """The end of a fact's validity, as a day that a deadline may name."""
    return Days(((known.last_day, known.last_day),)) if known.last_day else None
