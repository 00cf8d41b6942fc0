"""Whether a claimed value and a known one say the same: formats, rounding that is declared, tax, periods."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

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
    Stated,
    Value,
    Words,
)

_ABOUT = Decimal("0.05")
"""How far "environ" may be from the fact: house policy."""
_CENT = Decimal("0.0051")
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}
_HOURS: dict[Clock, Decimal] = {"hour": Decimal(1), "day": Decimal(24), "week": Decimal(168), "minute": Decimal(1) / 60}
_LEAP = 2000


def comparable_with(claimed: Value) -> tuple[type[Value], ...]:
    """The kinds of value that measure the same kind of thing as a claimed one."""
    if isinstance(claimed, Words):
        return ()
    if isinstance(claimed, Ratio) and claimed.whole > 1 and claimed.part == claimed.part.to_integral_value():
        return Ratio, Percent  # "9 sur 10" is a proportion, "4,7/5" a mark
    return (type(claimed),)


def agrees(claimed: Value, exactness: Exactness, stated: Stated) -> bool:
    """Whether a fact's value bears a claimed value out."""
    match claimed, stated.value:
        case Money(), Money():
            return any(same_money(claimed, exactness, one) for one in stated.meant_by(claimed))
        case Percent(), Percent() as known:
            return _ends_agree(claimed, exactness, known)
        case Count(), Count() as known:
            return _ends_agree(claimed, exactness, known)
        case Duration(), Duration() as known:
            return _durations(claimed, exactness, known)
        case Ratio(), Ratio() as known:
            return claimed.part * known.whole == known.part * claimed.whole
        case Ratio(), Percent() as known:
            return claimed.whole > 1 and claimed.part * 100 == known.low * claimed.whole
        case Days(), Days() as known:
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


def factor_between(known: Period | None, claimed: Period | None) -> Decimal | None:
    """What turns a sum for one period into that for a claimed one: 1 where either is open, none where nothing does."""
    if known == claimed or known is None or claimed is None:
        return Decimal(1)
    return Decimal(_MONTHS[claimed]) / _MONTHS[known] if known in _MONTHS and claimed in _MONTHS else None


def _scaled(money: Money, factor: Decimal, **changes: object) -> Money:
    high = None if money.high is None else money.high * factor
    return replace(money, low=money.low * factor, high=high, **changes)  # pyright: ignore[reportArgumentType]


def same_currency(claimed: Money, known: Money) -> bool:
    """Whether two sums may be of one currency."""
    return not claimed.currency or not known.currency or claimed.currency == known.currency


def same_tax(claimed: Money, known: Money) -> bool:
    """Whether two sums may be on one tax basis."""
    return not claimed.tax or not known.tax or claimed.tax == known.tax


def same_money(claimed: Money, exactness: Exactness, known: Money) -> bool:
    """Whether a sum is the known one as it stands."""
    if not (same_currency(claimed, known) and same_tax(claimed, known)):
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
