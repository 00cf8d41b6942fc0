"""Days in a folded text: written out, in figures, ISO 8601, and relative to now ("fin décembre", "by Friday")."""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from guardrails.claims.values import Days, Measurement
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_MONTH_NAMES = (
    "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr", "mai may",
    "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
    "octobre october oct", "novembre november nov", "decembre december dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_NAMES = ("lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday",
              "samedi saturday", "dimanche sunday")  # fmt: skip
_WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_W = "|".join(_WEEKDAYS)
_YEAR = r"(?:19|20)\d\d"

_ISO = compile_pattern(r"\b(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{2}):(\d{2})(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?)?\b")
_FIGURES = compile_pattern(
    "|".join(rf"\b(\d{{1,2}}){mark}(\d{{1,2}}){mark}(\d{{4}}|\d{{2}})\b" for mark in ("/", r"\.", "-"))
)
_SHORT = compile_pattern(r"\b(?:le|au|du|d'ici|avant|on|by|until|before|till) (?:le )?(\d{1,2})/(\d{1,2})\b")
_DAY_MONTH = compile_pattern(
    rf"\b(?:(?:{_W})\.?,? )?(?:the )?(\d{{1,2}}|premier)(?:er|st|nd|rd|th)?(?: of)? ({_M})\b\.?(?:,? ({_YEAR})\b)?"
)
_MONTH_DAY = compile_pattern(
    rf"\b(?:(?:{_W})\.?,? )?({_M})\b\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? ({_YEAR})\b)?"
)
_DAYS = compile_pattern(
    rf"\b(\d{{1,2}}|premier)(?:er|st|nd|rd|th)? ?(?:au|a|et|ou|to|and|or|-|&|/) ?(?:le "
    rf"|the )?(?:(?:{_W}) )?(\d{{1,2}})(?:er|st|nd|rd|th)?"
    rf"(?: of)? ({_M})\b(?:,? ({_YEAR})\b)?"
)
_PART = compile_pattern(
    rf"\b(?:the )?(fin|debut|mi|courant|end of|end|early|mid|late|beginning of|start of)[ -](?:de "
    rf"|du mois de |of )?({_M})\b(?: ({_YEAR})\b)?"
)
_MONTH = compile_pattern(rf"\b({_M}) ({_YEAR})\b|\b(?:en|in|au mois de|before|avant|until|by|during) ({_M})\b")
_PERIOD_END = compile_pattern(
    r"\b(?:la |the )?(?:fin (?:d'|de l'|de la |du |de )|end of (?:the |this )?)(an|annee|year|mois"
    r"|month|semaine|week|trimestre|quarter)\b"
    r"|\b(year|month|week|quarter)(?:'s)?[ -]end\b"
)
_NEAR = compile_pattern(r"\b(aujourd'hui|ce soir|today|tonight|apres-demain|demain|tomorrow)\b")
_WEEKDAY = compile_pattern(rf"\b(?:ce |cette |this |next )?({_W})(?: prochain| next)?\b")
_QUARTER = compile_pattern(rf"\b[tq]([1-4])[ /-]?({_YEAR})?\b")
_SINCE = compile_pattern(rf"\b(?:en|in|depuis|since|de) ({_YEAR})\b")
_CLOCK = compile_pattern(
    r",? ?(?:a |at |vers |around |de |from )?(?:(\d{1,2}) ?(?:h|:|heures?\b) ?(\d{2})?\b"
    r"|(\d{1,2})(?::(\d{2}))? ?(am|pm)\b|(midi|noon)\b)"
)
_ANY_MONTH = compile_pattern(rf"\b(?:{_M})\b")
_ANY_RELATIVE = compile_pattern(
    rf"\b(?:{_W}|fin|end|aujourd'hui|ce soir|today|tonight|apres-demain|demain|tomorrow|[tq][1-4])\b"
)
_PARTS = {"fin": (21, 31), "end": (21, 31), "end of": (21, 31), "late": (21, 31), "debut": (1, 10), "early": (1, 10),
          "beginning of": (1, 10), "start of": (1, 10), "mi": (10, 20), "mid": (10, 20),
          "courant": (1, 31)}  # fmt: skip
_LEAP = 2000

_Found = tuple[int, int, Days]


def find_dates(folded: str, language: Language, now: datetime | None) -> list[Measurement]:
    """All days of a folded text in order; what depends on now is left out when now is unknown."""
    taken: list[_Found] = []
    for find in _FINDERS:
        taken.extend(find(folded, language, now))
    found: list[Measurement] = []
    end = -1
    for start, stop, days in sorted(taken, key=lambda one: (one[0], -one[1])):
        if start < end:
            continue
        stop -= folded[stop - 1] == "."
        stop, at = _clock(folded, stop, days)
        found.append(Measurement(start, stop, stop, Days(days.spans, days.yearless, at or days.at)))
        end = stop
    return found


def _clock(folded: str, end: int, days: Days) -> tuple[int, time | None]:
    match = _CLOCK.match(folded[end : end + 24])
    if not match or days.at:
        return end, None
    if match.group(6):
        return end + match.end(), time(12)
    hour, minute = int(match.group(1) or match.group(3)), int(match.group(2) or match.group(4) or 0)
    hour = hour % 12 + 12 if match.group(5) == "pm" else hour
    return (end + match.end(), time(hour, minute)) if hour < 24 and minute < 60 else (end, None)


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _stretch(month: int, first: int, last: int, year: str | None, now: datetime | None) -> Days:
    """Part of a month; without a year, that of the nearest such month to come."""
    resolved = int(year) if year else _nearest_year(month, now)
    last = min(last, calendar.monthrange(resolved, month)[1])
    return Days(((date(resolved, month, min(first, last)), date(resolved, month, last)),), yearless=year is None)


def _nearest_year(month: int, now: datetime | None) -> int:
    """The year in which a month without one falls: up to three months ago, else to come."""
    if now is None:
        return _LEAP
    return now.year + 1 if (month - now.month) < -3 else now.year - 1 if month - now.month > 9 else now.year


def _iso(folded: str, language: Language, now: datetime | None) -> Iterator[_Found]:
    del language, now
    for match in _ISO.finditer(folded) if "-" in folded else ():
        day = _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))
        hour, minute = int(match.group(4) or 0), int(match.group(5) or 0)
        if day and hour < 24 and minute < 60:
            yield *match.span(), Days(((day, day),), at=time(hour, minute) if match.group(4) else None)


def _figures(folded: str, language: Language, now: datetime | None) -> Iterator[_Found]:
    for match in _FIGURES.finditer(folded):
        first, second, year = (one for one in match.groups() if one)
        if days := _orders(int(first), int(second), _full_year(year), language, yearless=False):
            yield *match.span(), days
    for match in _SHORT.finditer(folded) if "/" in folded else ():
        first, second = int(match.group(1)), int(match.group(2))
        month = second if second <= 12 else first
        if 1 <= month <= 12 and (days := _orders(first, second, _nearest_year(month, now), language, yearless=True)):
            yield match.span(1)[0], match.end(), days


def _orders(first: int, second: int, year: int, language: Language, *, yearless: bool) -> Days | None:
    """Day-month, and in English month-day as well: "03/04" is ambiguous."""
    readings = [_day(year, second, first)] + ([_day(year, first, second)] if language == "en" else [])
    spans = tuple(dict.fromkeys((one, one) for one in readings if one))
    return Days(spans, yearless) if spans else None


def _written(folded: str, language: Language, now: datetime | None) -> Iterator[_Found]:
    del language
    if not _ANY_MONTH.search(folded):
        return
    for match in _DAYS.finditer(folded):
        first, last = 1 if match.group(1) == "premier" else int(match.group(1)), int(match.group(2))
        month = _MONTHS[match.group(3)]
        if 1 <= first < last <= calendar.monthrange(_LEAP, month)[1]:
            yield *match.span(), _stretch(month, first, last, match.group(4), now)
    for pattern, day_group, month_group in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(folded):
            day = 1 if match.group(day_group) == "premier" else int(match.group(day_group))
            month = _MONTHS[match.group(month_group)]
            if 1 <= day <= calendar.monthrange(_LEAP, month)[1]:
                yield *match.span(), _stretch(month, day, day, match.group(3), now)


def _months(folded: str, language: Language, now: datetime | None) -> Iterator[_Found]:
    del language
    months = _ANY_MONTH.search(folded) is not None
    for match in _PART.finditer(folded) if months else ():
        first, last = _PARTS[match.group(1)]
        yield *match.span(), _stretch(_MONTHS[match.group(2)], first, last, match.group(3), now)
    for match in _MONTH.finditer(folded) if months else ():
        group = 1 if match.group(1) else 3
        yield match.span(group)[0], match.end(), _stretch(_MONTHS[match.group(group)], 1, 31, match.group(2), now)
    for match in _SINCE.finditer(folded) if "19" in folded or "20" in folded else ():
        year = int(match.group(1))
        yield *match.span(1), Days(((date(year, 1, 1), date(year, 12, 31)),))


def _relative(folded: str, language: Language, now: datetime | None) -> Iterator[_Found]:
    del language
    if now is None or not _ANY_RELATIVE.search(folded):
        return
    today = now.date()
    for match in _NEAR.finditer(folded):
        ahead = {"demain": 1, "tomorrow": 1, "apres-demain": 2}.get(match.group(1), 0)
        yield *match.span(), _one(today + timedelta(days=ahead))
    for match in _PERIOD_END.finditer(folded):
        yield *match.span(), _one(_end_of_period(match.group(1) or match.group(2), today))
    for match in _WEEKDAY.finditer(folded):
        ahead = (_WEEKDAYS[match.group(1)] - today.weekday()) % 7
        near, week_after = today + timedelta(days=ahead), today + timedelta(days=ahead + 7)
        yield *match.span(), Days(((near, near), (week_after, week_after)))
    for match in _QUARTER.finditer(folded):
        year, last = int(match.group(2) or today.year), int(match.group(1)) * 3
        yield *match.span(), Days(((date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])),))


def _one(day: date) -> Days:
    return Days(((day, day),))


def _end_of_period(word: str, today: date) -> date:
    if word in ("an", "annee", "year"):
        return date(today.year, 12, 31)
    if word in ("semaine", "week"):
        return today + timedelta(days=6 - today.weekday())
    month = today.month if word in ("mois", "month") else (today.month + 2) // 3 * 3
    return date(today.year, month, calendar.monthrange(today.year, month)[1])


def weekday_of(folded: str, measurement: Measurement) -> int | None:
    """The weekday written with a date, Monday 0, if one is."""
    first = folded[measurement.start : measurement.end].split(" ", 1)[0].strip(".,")
    return _WEEKDAYS.get(first)


_FINDERS: tuple[Callable[[str, Language, datetime | None], Iterator[_Found]], ...] = (
    _iso, _figures, _written, _months, _relative,
)  # fmt: skip
