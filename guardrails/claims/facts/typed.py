"""What a bare number of a fact means, by the type, the currency and the unit of the fact."""

from dataclasses import replace
from datetime import date

from guardrails.claims.parsing.durations import read_clock
from guardrails.claims.parsing.money import currency_code, read_unit
from guardrails.claims.parsing.values import (
    Count,
    Days,
    Duration,
    Money,
    Percent,
    Value,
)
from guardrails.draft import Fact
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_FOUNDED = compile_pattern(r"\b(?:annee|year|crea\w*|cree\w*|fond\w+|found\w*|establish\w*|since|depuis)\b")
_DATED = ("date", "event", "feature")
_RATES = ("%", "percent", "pourcent", "pour cent", "per cent", "pct")


def typed(fact: Fact, value: Value) -> Value:
    """A bare number means what the fact's type, currency and unit say."""
    unit = fold(fact.unit or "").strip()
    if isinstance(value, Count):
        return _typed_number(fact, value, unit)
    return _completed(fact, value, unit) if isinstance(value, Money) else value


def _typed_number(fact: Fact, value: Count, unit: str) -> Value:
    if fact.type == "statistic" and _FOUNDED.search(fold(fact.subject or "")) and 1400 <= value.low <= 2100:
        year = int(value.low)
        return Days(((date(year, 1, 1), date(year, 12, 31)),))
    if fact.type in _DATED and not unit and 1900 <= value.low <= 2100 and fact.value.strip().isdigit():
        year = int(value.low)
        return Days(((date(year, 1, 1), date(year, 12, 31)),))
    if fact.currency or fact.type == "price":
        return _completed(fact, Money(value.low, value.high), unit)
    if unit in _RATES or (fact.type == "discount" and not unit):
        return Percent(value.low, value.high)
    clock = read_clock(unit) if unit else None
    if clock is None:
        return value
    return Duration(value.low * clock[1], None if value.high is None else value.high * clock[1], clock[0])


def _completed(fact: Fact, value: Money, unit: str) -> Money:
    period, per = read_unit(unit)
    return replace(
        value,
        currency=value.currency or (currency_code(fact.currency) if fact.currency else None),
        tax=value.tax or fact.tax,
        period=value.period or period,
        per=value.per or per,
    )
