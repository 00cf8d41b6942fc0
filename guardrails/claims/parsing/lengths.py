"""Whether two lengths of time say the same, in whatever units: "30 jours" and "un mois"."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from guardrails.claims.parsing.rounding import ABOUT_TIME, CENT, close
from guardrails.claims.parsing.values import (
    IN_DAYS,
    Clock,
    Duration,
    Exactness,
    Value,
)

_EQUAL: dict[tuple[Clock, Clock], tuple[str, str]] = {
    ("hour", "minute"): ("60", "60"), ("day", "hour"): ("24", "24"), ("week", "hour"): ("168", "168"),
    ("day", "minute"): ("1440", "1440"), ("week", "day"): ("7", "7"), ("month", "day"): ("30", "31"),
    ("month", "week"): ("4", "4.4"), ("year", "month"): ("12", "12"), ("year", "day"): ("365", "366"),
    ("year", "week"): ("52", "52.2"), ("week", "business_day"): ("5", "5"), ("month", "business_day"): ("20", "22"),
    ("business_day", "day"): ("1", "1.5"), ("business_day", "hour"): ("24", "36"),
}  # fmt: skip
"""A month is four weeks in everyday speech, and 4.35 in the calendar."""
_ONE_WAY = (("business_day", "day"), ("business_day", "hour"))
"""Working days promise less than days: "2 working days" is not false where a fact says 48 hours, the reverse is."""
_IDIOMS = {Decimal(8): Decimal(1), Decimal(15): Decimal(2)}
"""French counts both ends: "huit jours" is a week, "quinze jours" two."""


def durations(claimed: Duration, exactness: Exactness, known: Duration) -> bool:
    if claimed.high is None and known.high is not None:
        # Of "8 to 10 weeks" only the longer end may be promised alone.
        inside = exactness is Exactness.ABOUT and _spans_agree(claimed, claimed.low, Exactness.AT_LEAST, known)
        return _spans_agree(claimed, claimed.low, exactness, replace(known, low=known.high, high=None)) or (
            inside and _spans_agree(claimed, claimed.low, Exactness.AT_MOST, replace(known, low=known.high))
        )
    if claimed.high is not None and known.high is None:
        return False
    ends = [(claimed.low, known.low)] + ([(claimed.high, known.high)] if claimed.high and known.high else [])
    return all(_spans_agree(claimed, one, exactness, replace(known, low=other)) for one, other in ends)


def _spans_agree(claimed: Duration, length: Decimal, exactness: Exactness, known: Duration) -> bool:
    """Whether a length in the claim's unit is the fact's (`low`), in the fact's own unit."""
    if claimed.unit == known.unit:
        return close(length, known.low, exactness, ABOUT_TIME)
    said_so = exactness in (Exactness.EXACT, Exactness.ABOUT)
    if said_so and claimed.unit == "day" and known.unit == "week" and length in _IDIOMS:
        return _IDIOMS[length] == known.low
    if said_so and claimed.unit == "week" and known.unit == "day" and known.low in _IDIOMS:
        return _IDIOMS[known.low] == length
    least, most = _equivalents(claimed.unit, known.unit)
    if most == 0:
        return False
    least, most = length * least, length * most
    slack = known.low * ABOUT_TIME if exactness is Exactness.ABOUT else CENT
    above = exactness is Exactness.AT_MOST or least <= known.low + slack
    below = exactness is Exactness.AT_LEAST or known.low - slack <= most
    return above and below if exactness is not Exactness.AT_MOST else known.low <= most + slack


def _equivalents(unit: Clock, other: Clock) -> tuple[Decimal, Decimal]:
    """How many of another unit one of a unit is, at least and at most; zero where the two do not compare."""
    if (unit, other) in _EQUAL:
        least, most = _EQUAL[unit, other]
        return Decimal(least), Decimal(most)
    if (other, unit) in _EQUAL and (other, unit) not in _ONE_WAY:
        least, most = _EQUAL[other, unit]
        return 1 / Decimal(most), 1 / Decimal(least)
    return Decimal(0), Decimal(0)


def length_of(value: Value) -> timedelta | None:
    """A length of time as calendar days, rounded down; none where the value is no single length."""
    if not isinstance(value, Duration):
        return None
    return timedelta(days=int(value.low * IN_DAYS[value.unit]))
