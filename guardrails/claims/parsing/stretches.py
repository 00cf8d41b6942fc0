"""Stretches of a month, and days counted in weeks: "la seconde moitié d'août", "four weeks tomorrow"."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from guardrails.claims.parsing.dates import MONTHS, ORDINALS, WEEKDAYS, Found, nearest_year
from guardrails.claims.parsing.values import Days
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDER = {
    **{word: number for word, number in ORDINALS.items() if number <= 4},
    "premiere": 1, "premiers": 1, "seconde": 2, "last": -1, "derniere": -1, "derniers": -1, "latter": 2,
}  # fmt: skip
_PARTS = {
    "half": 2, "moitie": 2, "quinzaine": 2, "fortnight": 2, "tiers": 3, "third": 3, "week": 0, "semaine": 0, "days": 5,
    "jours": 5,
}  # fmt: skip
"""In how many parts each word cuts a month; none for weeks."""
_OF_MONTH = compile_pattern(
    rf"\b(?:the |la |le |les )?({'|'.join(_ORDER)}) ({'|'.join(_PARTS)}) (?:of |de |d'|in )({_M})\b"
    r"(?: ((?:19|20)\d\d))?"
)
_MIDDLE = compile_pattern(
    rf"\b(?:the |le )?(?:middle|milieu|mi) (?:of |de |d'|du mois de |du mois d')({_M})\b(?: ((?:19|20)\d\d))?"
)
_THIS_MONTH = compile_pattern(
    r"\b(?:the |le )?(debut|milieu|start|beginning|middle) (?:du mois|of (?:the|this) month)(?:[ ,;:!?]|$)"
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a one une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit"), 1)
    for word in words.split()
}  # fmt: skip
_WEEKS_ON = compile_pattern(
    rf"\b(?:({'|'.join(_NUMBERS)}|\d) weeks?|a (fortnight)) (?:from |to |after )?(today|tomorrow|now)\b"
    r"|\b(today|tomorrow|this day) (?:next )?week\b"
    rf"|\bdans ({'|'.join(_NUMBERS)}|\d) semaines?,? jour pour jour\b"
)
_DAY_OF_WEEK = compile_pattern(
    rf"\b({'|'.join(WEEKDAYS)}) (?:the |le )?(\d{{1,2}})(?:er|st|nd|rd|th)?\b"
    r"(?:$|[^0-9a-z:%€/,.]|[,.] |[,.]$)"
)
_TIME = compile_pattern(r" ?(?:h\b|h\d|heures?|am\b|pm\b|%|€|euros?)")
_AHEAD = 13
_MEANT = 2


def stretches(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "The third week of August", "le milieu de février", "le début du mois"."""
    del language
    if now is None:
        return
    for match in _OF_MONTH.finditer(folded):
        month = MONTHS[match.group(3)]
        year = int(match.group(4)) if match.group(4) else nearest_year(month, now)
        yield *match.span(), _days(_part(_ORDER[match.group(1)], match.group(2), year, month), match.group(4))
    for match in _MIDDLE.finditer(folded):
        month = MONTHS[match.group(1)]
        year = int(match.group(2)) if match.group(2) else nearest_year(month, now)
        yield *match.span(), _days((date(year, month, 10), date(year, month, 20)), match.group(2))
    for match in _THIS_MONTH.finditer(folded):
        first, last = (10, 20) if match.group(1) in ("milieu", "middle") else (1, 10)
        yield *match.span(), Days(((now.date().replace(day=first), now.date().replace(day=last)),))


def _days(stretch: tuple[date, date], year: str | None) -> Days:
    return Days((stretch,), yearless=year is None)


def _part(order: int, name: str, year: int, month: int) -> tuple[date, date]:
    length = calendar.monthrange(year, month)[1]
    parts = _PARTS[name]
    if parts == 0:
        first = length - 6 if order < 0 else 7 * order - 6
        # The week that begins in a week of the month may end in the next one.
        return date(year, month, first), date(year, month, min(first + 8, length))
    size = length / parts
    order = parts if order < 0 else min(order, parts)
    return date(year, month, int(size * (order - 1)) + 1), date(year, month, int(size * order))


def weeks_on(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "Four weeks tomorrow", "tomorrow week", "dans quatre semaines jour pour jour"."""
    del language
    for match in _WEEKS_ON.finditer(folded) if now else ():
        assert now is not None
        number, fortnight, start, alone, french = match.groups()
        weeks = 2 if fortnight else 1 if alone else _NUMBERS.get(number or french) or int(number or french)
        day = now.date() + timedelta(days=7 * weeks + ("tomorrow" in (start, alone)))
        yield *match.span(), Days(((day, day),))


def days_of_week(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "Samedi 14", whose month stands elsewhere: the nearest months in which that day is a Saturday."""
    del language
    for match in _DAY_OF_WEEK.finditer(folded) if now else ():
        assert now is not None
        end = match.end(2) + (2 if folded[match.end(2) : match.end(2) + 2] in ("th", "st", "nd", "rd", "er") else 0)
        if _TIME.match(folded[end : end + 8]):
            continue
        days = list(_falling(now.date(), int(match.group(2)), WEEKDAYS[match.group(1)]))
        if days:
            yield match.start(), end, Days(tuple((one, one) for one in days[:_MEANT]))


def _falling(today: date, day: int, weekday: int) -> Iterator[date]:
    for ahead in range(_AHEAD):
        year, month = divmod(today.month - 1 + ahead, 12)
        year, month = today.year + year, month + 1
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if found.weekday() == weekday and (found >= today or ahead):
                yield found
