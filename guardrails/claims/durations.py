"""Lengths of time: "10 jours ouvrés", "5-year", "48 h", "un an et demi"."""

from decimal import Decimal

from guardrails.claims.numbers import Number
from guardrails.claims.values import Clock, Duration, Measurement
from guardrails.patterns import compile_pattern

_UNITS: dict[str, Clock] = {
    "minute": "minute", "min": "minute", "mn": "minute", "heure": "hour", "hour": "hour", "hr": "hour", "h": "hour",
    "jour": "day", "day": "day", "j": "day", "semaine": "week", "week": "week", "mois": "month", "month": "month",
    "an": "year", "annee": "year", "year": "year", "yr": "year",
}  # fmt: skip
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_AFTER = compile_pattern(
    rf"[ -]?(business|working|calendar|full)?[ -]?({_NAMES})s?\b'?(?: (ouvres?|ouvrables?"
    rf"|calendaires?|francs?))?( et demie?\b)?"
)
_FIRST = frozenset(name[0] for name in (*_UNITS, "business", "working", "calendar", "full"))
_HOURS = compile_pattern(
    r"\b(?:sous|en|dans les|within|in|pendant|durant|moins de|plus que|reste|left|delai de|under) *(?:les *)?$"
)
_BUSINESS = {"business", "working", "ouvre", "ouvres", "ouvrable", "ouvrables"}


def duration_at(folded: str, number: Number) -> Measurement | None:
    """The duration that a number belongs to. "14 h" alone is a time of day and none."""
    if folded[number.end : number.end + 2].lstrip(" -")[:1] not in _FIRST:
        return None
    match = _AFTER.match(folded[number.end : number.end + 36])
    if not match:
        return None
    unit = _UNITS[match.group(2)]
    if match.group(2) in ("h", "j") and unit == "hour" and number.low < 24 and not _within(folded, number):
        return None
    if {match.group(1), match.group(3)} & _BUSINESS and unit == "day":
        unit = "business_day"
    low = number.low + Decimal("0.5") if match.group(4) else number.low
    end = number.end + match.end()
    return Measurement(number.start, end, end, Duration(low, number.high, unit), number.exactness)


def _within(folded: str, number: Number) -> bool:
    return _HOURS.search(folded[max(0, number.start - 16) : number.start]) is not None


def read_clock(unit: str) -> Clock | None:
    """The unit of a duration as a fact holds it, folded."""
    match = _AFTER.match(" " + unit)
    if not match:
        return None
    business = {match.group(1), match.group(3)} & _BUSINESS
    return "business_day" if business else _UNITS[match.group(2)]
