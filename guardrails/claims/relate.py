"""Whether a claimed value and a known one say the same: formats, rounding that is declared, tax, periods."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from guardrails.claims.values import (
    Clock,
    Count,
    Days,
    Duration,
    Exactness,
    Money,
    Percent,
    Period,
    Ratio,
    Value,
    Words,
)

_ABOUT = Decimal("0.05")
"""How far "environ" may be from the fact: house policy."""
_CENT = Decimal("0.0051")
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}
_HOURS: dict[Clock, Decimal] = {"hour": Decimal(1), "day": Decimal(24), "week": Decimal(168), "minute": Decimal(1) / 60}
_LEAP = 2000


def comparable(claimed: Value, known: Value) -> bool:
    """Whether two values measure the same kind of thing."""
    if isinstance(claimed, Ratio) and isinstance(known, Percent):
        return claimed.whole > 1 and claimed.part == claimed.part.to_integral_value()  # "4,7/5" is a mark
    if isinstance(claimed, Duration) and isinstance(known, Duration):
        return (
            (claimed.unit in _HOURS) == (known.unit in _HOURS) or "business_day" in (claimed.unit, known.unit) or True
        )
    return type(claimed) is type(known) and not isinstance(claimed, Words)


def agrees(claimed: Value, exactness: Exactness, known: Value, tax_rate: Decimal | None = None) -> bool:
    """Whether a fact's value bears a claimed value out."""
    match claimed, known:
        case Money(), Money():
            return any(same_money(claimed, exactness, one) for one in forms_for(claimed, known, tax_rate))
        case Percent(), Percent():
            return _ends_agree(claimed, exactness, known)
        case Count(), Count():
            return _ends_agree(claimed, exactness, known)
        case Duration(), Duration():
            return _durations(claimed, exactness, known)
        case Ratio(), Ratio():
            return claimed.part * known.whole == known.part * claimed.whole
        case Ratio(), Percent():
            return claimed.whole > 1 and claimed.part * 100 == known.low * claimed.whole
        case Days(), Days():
            return days_agree(claimed, known)
        case _:
            return False


def close(claimed: Decimal, known: Decimal, exactness: Exactness) -> bool:
    """Whether a number is the known one, given how it is meant."""
    if exactness is Exactness.ABOUT:
        return abs(claimed - known) <= abs(known) * _ABOUT
    if exactness is Exactness.AT_LEAST:
        return claimed <= known
    if exactness is Exactness.AT_MOST:
        return known <= claimed
    return abs(claimed - known) < _CENT


def _ends_agree(claimed: Percent | Count, exactness: Exactness, known: Percent | Count) -> bool:
    if (claimed.high is None) != (known.high is None):
        return False
    high = claimed.high is None or known.high is None or close(claimed.high, known.high, exactness)
    return high and close(claimed.low, known.low, exactness)


@lru_cache(maxsize=4096)
def money_forms(known: Money, tax_rate: Decimal | None) -> tuple[Money, ...]:
    """A known sum as given, with and without tax, and for other periods."""
    return tuple(_money_forms(known, tax_rate))


def _money_forms(known: Money, tax_rate: Decimal | None) -> Iterator[Money]:
    bases = [known]
    if tax_rate is not None and known.tax:
        factor = 1 + tax_rate / 100
        other = "incl" if known.tax == "excl" else "excl"
        bases.append(_scaled(known, factor if known.tax == "excl" else 1 / factor, tax=other))
    for base in bases:
        yield base
        if base.period in _MONTHS:
            for period, months in _MONTHS.items():
                if period != base.period:
                    yield replace(_scaled(base, Decimal(months) / _MONTHS[base.period]), period=period)


def forms_for(claimed: Money, known: Money, tax_rate: Decimal | None) -> Iterator[Money]:
    """The forms of a known sum that a claim may mean: another period only where it names one."""
    return (one for one in money_forms(known, tax_rate) if claimed.period is not None or one.period == known.period)


def _scaled(money: Money, factor: Decimal, **changes: object) -> Money:
    high = None if money.high is None else money.high * factor
    return replace(money, low=money.low * factor, high=high, **changes)  # pyright: ignore[reportArgumentType]


def same_money(claimed: Money, exactness: Exactness, known: Money) -> bool:
    """Whether a sum is the known one as it stands."""
    if claimed.currency and known.currency and claimed.currency != known.currency:
        return False
    if claimed.tax and known.tax and claimed.tax != known.tax:
        return False
    if claimed.period != known.period and claimed.period and known.period:
        return False
    if (claimed.high is None) != (known.high is None):
        return False
    high = claimed.high is None or known.high is None or close(claimed.high, known.high, exactness)
    return high and close(claimed.low, known.low, exactness)


def _durations(claimed: Duration, exactness: Exactness, known: Duration) -> bool:
    if (claimed.high is None) != (known.high is None):
        return False
    ends = [(claimed.low, known.low)] + ([(claimed.high, known.high)] if claimed.high and known.high else [])
    return all(_spans_agree(one, claimed.unit, exactness, other, known.unit) for one, other in ends)


def _spans_agree(claimed: Decimal, unit: Clock, exactness: Exactness, known: Decimal, known_unit: Clock) -> bool:
    if unit == known_unit or (unit == "business_day" and known_unit == "day"):
        return close(claimed, known, exactness)  # working days promise less than days: such a claim is not false
    if unit in _HOURS and known_unit in _HOURS:
        return close(claimed * _HOURS[unit], known * _HOURS[known_unit], exactness)
    if {unit, known_unit} == {"month", "year"}:
        months = {"month": Decimal(1), "year": Decimal(12)}
        return close(claimed * months[unit], known * months[known_unit], exactness)
    if unit == "day" and known_unit in ("month", "year"):
        return claimed in ({Decimal(30) * known} if known_unit == "month" else {Decimal(365) * known})
    return (
        known_unit == "day" and unit in ("month", "year") and _spans_agree(known, known_unit, exactness, claimed, unit)
    )


def days_agree(claimed: Days, known: Days) -> bool:
    """Whether a claimed day or stretch of days holds the known one, or is held by it."""
    return any(
        _stretches(one, other, claimed.yearless or known.yearless) for one in claimed.spans for other in known.spans
    )


def _stretches(claimed: tuple[date, date], known: tuple[date, date], yearless: bool) -> bool:
    if _within(claimed, known):
        return True
    unresolved = yearless and _LEAP in (claimed[0].year, known[0].year)
    return unresolved and _within(_in_leap_year(claimed), _in_leap_year(known))


def _within(first: tuple[date, date], second: tuple[date, date]) -> bool:
    inside = first[0] <= second[0] and second[1] <= first[1]
    return inside or (second[0] <= first[0] and first[1] <= second[1] and second[0] != second[1])


def _in_leap_year(stretch: tuple[date, date]) -> tuple[date, date]:
    return stretch[0].replace(year=_LEAP), stretch[1].replace(year=_LEAP)


def day_before(days: Days) -> Days:
    """The same days one earlier: "avant le 1er janvier" is until 31 December."""
    return replace(days, spans=tuple((one - timedelta(days=1), other - timedelta(days=1)) for one, other in days.spans))
