"""All days of a text, however they are written, none overlapping, with their hour."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from guardrails.claims.parsing import dates, occasions, relative, stretches
from guardrails.claims.parsing.clock import clock_at
from guardrails.claims.parsing.dates import WEEKDAYS, Found
from guardrails.claims.parsing.values import Days, Measurement
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_SAID_YEAR = compile_pattern(
    r",? (?:(?:of )?(next year)|(?:de )?(l'an(?:nee)? prochaine?)|(?:of )?this year|de cette annee"
    r"|((?:of )?last year|(?:de )?l'an(?:nee)? (?:derniere?|passee?)))\b"
)
_TO = ("to", "au", "a", "-", "–", "until", "till", "through", "jusqu'au")
_EVE = compile_pattern(
    r"\b(?:(?:la |le |l')?(avant-veille|veille|surlendemain|lendemain) (?:du |de la |de l'|de |d')(?:le )?"
    r"|(?:the )?(?:very )?(day before|day after|night before|evening before|two days before|two days after) (?:the )?)$"
)
_BESIDE = {
    "avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2, "day before": -1, "night before": -1,
    "evening before": -1, "day after": 1, "two days before": -2, "two days after": 2,
}  # fmt: skip
_ALONE = compile_pattern(r"(?:the|le|au|du) (\d{1,2})(?:er|st|nd|rd|th)?")
_WEEKDAY_ALONE = compile_pattern(
    rf"(?:le |the |au )?(?:{'|'.join(WEEKDAYS)}) (?:the |le )?(\d{{1,2}})(?:er|st|nd|rd|th)?"
)
_NEAR = 120
_LONGEST = timedelta(days=60)


def all_days(folded: str, language: Language, now: datetime | None) -> list[Measurement]:
    """All days of a folded text in order; what depends on now is left out when now is unknown."""
    taken = [(*one, False) for find in _FINDERS for one in find(folded, language, now)]
    taken += [(*one, True) for find in _VAGUE for one in find(folded, language, now)]
    found: list[Measurement] = []
    end = -1
    for start, stop, days, vague in sorted(taken, key=lambda one: (one[0], -one[1])):
        if start < end:
            continue
        stop -= folded[stop - 1] == "."
        stop, days = _in_year(folded, stop, days, now)
        head = stop
        stop, at, twelve = (None if days.at else clock_at(folded, stop)) or (stop, days.at, False)
        found.append(Measurement(start, stop, head, replace(days, at=at, twelve=twelve), vague=vague))
        end = stop
    return list(_joined(folded, list(_counted_on(folded, [_beside(folded, one) for one in found]))))


def _beside(folded: str, one: Measurement) -> Measurement:
    """ "L'avant-veille de Noël", "the day after 3 May": the day that another one tells."""
    match = _EVE.search(folded[max(0, one.start - 28) : one.start])
    if not match or not isinstance(one.value, Days) or any(first != last for first, last in one.value.spans):
        return one
    word = match.group(1) or match.group(2)
    days = timedelta(days=_BESIDE[word])
    spans = tuple((first + days, last + days) for first, last in one.value.spans)
    return replace(one, start=one.start - len(match.group()), value=replace(one.value, spans=spans))


def _counted_on(folded: str, found: list[Measurement]) -> Iterator[Measurement]:
    """The days; a bare weekday or number may follow one named before: "montage le 21 août, démontage lundi"."""
    last: Measurement | None = None
    for one in found:
        assert isinstance(one.value, Days)
        written = folded[one.start : one.end]
        weekday = WEEKDAYS.get(written)
        alone, numbered = _ALONE.fullmatch(written), _WEEKDAY_ALONE.fullmatch(written)
        before = last.value if last and one.start - last.end < _NEAR and isinstance(last.value, Days) else None
        (first, latest) = before.spans[0] if before else (None, None)
        if numbered and latest and first == latest:
            day = _next(latest, int(numbered.group(1)))
            one = replace(one, value=replace(one.value, spans=((day, day),)))
        elif alone and latest:
            day = _next(latest, int(alone.group(1)))
            one = replace(one, value=replace(one.value, spans=(*one.value.spans, (day, day))))
        elif weekday is None:
            last = None if one.value.several else one
        elif latest:
            day = latest + timedelta(days=(weekday - latest.weekday() - 1) % 7 + 1)
            one = replace(one, value=replace(one.value, spans=(*one.value.spans, (day, day))))
        yield one


def _next(last: date, number: int) -> date:
    """The day of that number in the month of another day, or in the next one that has it."""
    days = (last + timedelta(days=ahead) for ahead in range(_LONGEST.days + 2))
    return next((one for one in days if one.day == number), last)


def _joined(folded: str, found: list[Measurement]) -> Iterator[Measurement]:
    """The days, with the two ends of a stretch put together: "2026-07-10 to 2026-07-12", "du 3 mai au 8 juin"."""
    last: Measurement | None = None
    for one in found:
        if last is not None and (whole := _stretch(folded, last, one)):
            last = whole
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _stretch(folded: str, first: Measurement, second: Measurement) -> Measurement | None:
    gap = folded[first.end : second.start].strip()
    if gap not in _TO or not isinstance(first.value, Days) or not isinstance(second.value, Days):
        return None
    begin, end = first.value.spans[0], second.value.spans[0]
    both = not (first.value.several or second.value.several or first.value.at or second.value.at)
    if not both or not timedelta(0) < end[1] - begin[0] < _LONGEST:
        return None
    days = Days(((begin[0], end[1]),), first.value.yearless and second.value.yearless)
    return Measurement(first.start, second.end, second.end, days, vague=first.vague or second.vague)


def _in_year(folded: str, end: int, days: Days, now: datetime | None) -> tuple[int, Days]:
    """ "19 June next year": the year that follows a day without one."""
    match = _SAID_YEAR.match(folded[end : end + 28]) if days.yearless and now else None
    if not match or now is None:
        return end, days
    year = now.year + bool(match.group(1) or match.group(2)) - bool(match.group(3))
    spans = tuple((_moved(first, year), _moved(last, year)) for first, last in days.spans)
    return end + match.end(), Days(spans, at=days.at)


def _moved(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


_FINDERS: tuple[Callable[[str, Language, datetime | None], Iterator[Found]], ...] = (
    dates.iso, dates.figures, dates.written, dates.months, dates.relative, relative.in_words, relative.alone,
    relative.nth, relative.counted, stretches.stretches, stretches.weeks_on, stretches.days_of_week,
)  # fmt: skip
_VAGUE = (relative.periods, occasions.occasions)
"""What names no day: a week, a season, a feast. Said in passing more often than promised."""
