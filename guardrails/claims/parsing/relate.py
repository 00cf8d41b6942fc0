"""Whether a claimed value and a known one say the same: formats, rounding that is declared, tax, periods."""

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from guardrails.claims.parsing.lengths import durations
from guardrails.claims.parsing.money import ALL, OF_SEVERAL, PERSON
from guardrails.claims.parsing.rounding import ABOUT, ABOUT_COUNT, close
from guardrails.claims.parsing.values import (
    IN_DAYS,
    Count,
    Days,
    Duration,
    Exactness,
    Money,
    Percent,
    Period,
    Ratio,
    Rhythm,
    Stated,
    Value,
    Words,
)

_ABOUT_SHARE = Decimal("0.12")
"""The same for fractions: "environ un tiers" of 30 %."""
_COARSE_PARTS = 10
_COARSE = Decimal("2.5")
"""Points by which "seven out of ten" may stand for a percentage: of 71 %, it says what one says aloud."""
_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}
_YEARLY: dict[Period, int] = {"day": 365, "week": 52}
_FOR_MANY = (None, ALL, "group", "site")
"""What a price may be for that is also the price for everybody."""
_LOTS = ("dozen", "hundred", "thousand", "pallet")
_SAME_INTERVAL = Decimal("0.03")
_LEAP = 2000
_FREE_DAYS = timedelta(days=2)
"""A course may be told with the Saturday after it, or without."""
_LONGEST = timedelta(days=21)
_WEEK = 7
_ROUND = (9, 10, 29, 30)
"""How many days after its first the last of a third of a month, and of a month is."""


def comparable_with(claimed: Value) -> tuple[type[Value], ...]:
    """The kinds of value that measure the same kind of thing as a claimed one."""
    if isinstance(claimed, Words):
        return ()
    if isinstance(claimed, Ratio) and claimed.whole > 1 and claimed.part == claimed.part.to_integral_value():
        return Ratio, Percent  # "9 sur 10" is a proportion, "4,7/5" a mark
    return (Rhythm, Duration) if isinstance(claimed, Rhythm) else (type(claimed),)


def agrees(claimed: Value, exactness: Exactness, stated: Stated) -> bool:
    """Whether a fact's value bears a claimed value out."""
    match claimed, stated.value:
        case Money(), Money():
            return any(same_money(claimed, exactness, one) for one in stated.meant_by(claimed))
        case Percent(), Percent() as known:
            return _ends_agree(claimed, exactness, known) or _written_shorter(claimed, known)
        case Count(), Count() as known:
            return _ends_agree(claimed, exactness, known)
        case Duration(), Duration() as known:
            return durations(claimed, exactness, known)
        case Rhythm(), Rhythm() as known:
            return _intervals(claimed.days, known.days)
        case Rhythm(), Duration() as known:
            return _intervals(claimed.days, known.low * IN_DAYS[known.unit])
        case Ratio(), Ratio() as known:
            return claimed.part * known.whole == known.part * claimed.whole
        case Ratio(), Percent() as known:
            share = claimed.part * 100 / claimed.whole
            spoken = 1 < claimed.part < claimed.whole <= _COARSE_PARTS and exactness in (
                Exactness.EXACT,
                Exactness.ABOUT,
            )
            if spoken and abs(share - known.low) <= _COARSE:
                return True
            return claimed.whole > 1 and close(share, known.low, exactness, _ABOUT_SHARE)
        case Days(), Days() as known:
            return days_agree(claimed, known)
        case _:
            return False


def _written_shorter(claimed: Percent, known: Percent) -> bool:
    """ "99,9 %" of 99,92 %: a decimal cut off, or rounded, where one remains."""
    places = claimed.low.normalize().as_tuple().exponent
    if not isinstance(places, int) or places >= 0 or claimed.high is not None or known.high is not None:
        return False
    unit = Decimal(1).scaleb(places)
    return claimed.low in (known.low.quantize(unit, ROUND_DOWN), known.low.quantize(unit, ROUND_HALF_UP))


def _intervals(claimed: Decimal, known: Decimal) -> bool:
    return abs(claimed - known) <= known * _SAME_INTERVAL


def _ends_agree(claimed: Percent | Count, exactness: Exactness, known: Percent | Count) -> bool:
    if (claimed.high is None) != (known.high is None):
        return False
    about = ABOUT_COUNT if isinstance(claimed, Count) else ABOUT
    high = claimed.high is None or known.high is None or close(claimed.high, known.high, exactness, about)
    return high and close(claimed.low, known.low, exactness, about)


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
    if not claimed.currency or not known.currency or claimed.currency == known.currency:
        return True
    either = claimed.currency, known.currency
    return any(name in either and any(one in codes for one in either) for name, codes in OF_SEVERAL.items())


def same_tax(claimed: Money, known: Money) -> bool:
    """Whether two sums may be on one tax basis."""
    return not claimed.tax or not known.tax or claimed.tax == known.tax


def same_unit(claimed: Money, known: Money) -> bool:
    """Whether two unit prices may be for the same thing; "each" and "a piece" may be for anything."""
    if claimed.per == ALL:
        return known.per in _FOR_MANY
    if claimed.per == PERSON and known.per is None and known.period and claimed.period in (None, known.period):
        return False  # "£640 per passenger" of a coach at £640 a day
    if claimed.per in _LOTS and known.per == "unit":
        return False
    loose = (None, "unit")
    return claimed.per == known.per or claimed.per in loose or known.per in loose


def same_money(claimed: Money, exactness: Exactness, known: Money) -> bool:
    """Whether a sum is the known one as it stands."""
    if not (same_currency(claimed, known) and same_tax(claimed, known)):
        return False
    if claimed.period != known.period and claimed.period and known.period:
        return _as_by_day(claimed, exactness, known)
    if not same_unit(claimed, known) or (claimed.period and not known.period and known.per and not claimed.per):
        return False
    if (claimed.high is None) != (known.high is None):
        return False
    high = claimed.high is None or known.high is None or close(claimed.high, known.high, exactness)
    return high and close(claimed.low, known.low, exactness)


def _as_by_day(claimed: Money, exactness: Exactness, known: Money) -> bool:
    """ "Less than a euro a day" of a price by the month: said roughly, never to the cent."""
    if exactness is Exactness.EXACT or known.period not in _MONTHS or claimed.period not in _YEARLY:
        return False
    return close(claimed.low, known.low * 12 / _MONTHS[known.period] / _YEARLY[claimed.period], exactness)


def days_agree(claimed: Days, known: Days) -> bool:
    """Whether a claimed day or stretch of days holds the known one, or is held by it; hours must be the same."""
    if claimed.at and known.at and not claimed.same_hour(known):
        return False
    return any(
        _stretches(one, other, claimed.yearless or known.yearless) for one in claimed.spans for other in known.spans
    )


def _stretches(claimed: tuple[date, date], known: tuple[date, date], yearless: bool) -> bool:
    if _within(claimed, known):
        return True
    unresolved = yearless and _LEAP in (claimed[0].year, known[0].year)
    return unresolved and _within(_in_leap_year(claimed), _in_leap_year(known))


def _within(first: tuple[date, date], second: tuple[date, date]) -> bool:
    if first[0] != first[1] and second[0] != second[1] and _are_short(first, second):
        return first[0] == second[0] and abs(first[1] - second[1]) <= _FREE_DAYS
    inside = first[0] <= second[0] and second[1] <= first[1]
    return inside or (second[0] <= first[0] and first[1] <= second[1] and second[0] != second[1])


def _are_short(*stretches: tuple[date, date]) -> bool:
    """Whether stretches are told by their ends, and are neither a week nor a part of a month."""
    whole = (_is_week(first, last) or (last - first).days in _ROUND for first, last in stretches)
    return not any(whole) and all(last - first <= _LONGEST for first, last in stretches)


def _is_week(first: date, last: date) -> bool:
    return first.weekday() == calendar.MONDAY and (last - first).days == _WEEK - 1


def _in_leap_year(stretch: tuple[date, date]) -> tuple[date, date]:
    return stretch[0].replace(year=_LEAP), stretch[1].replace(year=_LEAP)


def day_before(days: Days) -> Days:
    """The last day before a day or a month: "avant le 1er janvier" is until 31 December."""
    whole = ((one, other) for one, other in days.spans if one == other or one.day == 1)
    return replace(days, spans=tuple((one - timedelta(days=1), one - timedelta(days=1)) for one, _ in whole))
