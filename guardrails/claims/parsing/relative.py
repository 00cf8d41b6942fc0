"""Days that are not written as day, month and year: "la semaine prochaine", "the second Monday in January", "le 20"."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from guardrails.claims.parsing.dates import CARDINALS, MONTHS, ORDINALS, WEEKDAYS, Found, nearest_year
from guardrails.claims.parsing.values import Days
from guardrails.draft import Language
from guardrails.patterns import Match, compile_pattern

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_W = "|".join(WEEKDAYS)
_DAY_WORDS = {**ORDINALS, **CARDINALS}
_ANY_DAY = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_THIS_MONTH = r"(?:of|in)? ?(?:this month|the month)|du mois|de ce mois(?:-ci)?|courant"
_NEXT_MONTH = r"(?:of|in)? ?next month|du mois prochain|prochain"

_IN_WORDS = compile_pattern(
    rf"\b(?:(?:le|the|au|du|(?:{_W}),?) )+(?:the )?({_ANY_DAY})(?: of)? ({_M})\b"
    rf"|\b({_M}) (?:the )?({_ORDINAL})\b"
)
_ALONE = compile_pattern(
    rf"\b(?:(?:le|the|au|du|ce) )?(?:({_W}),? )?(?:le |the )?(\d{{1,2}})(?:er|st|nd|rd|th|eme)?"
    rf"(?: ({_THIS_MONTH})| ({_NEXT_MONTH}))?(?:[.,:](?:[ \n]|$)|[;!?)\n]|$| (?:a|at|pour|for|si|if|et|and|ou"
    rf"|or|mais|but|vers|en|in"
    r"|apres|afin|so|to|with|avec|inclus|au plus tard|at the latest|midi|dans|chez|ca|cela|de|je|il|nous|we|i)\b)"
)
_ALONE_WORDS = compile_pattern(
    rf"\bthe ({_ORDINAL})(?: ({_THIS_MONTH})| ({_NEXT_MONTH}))?(?:[.,;:!?)\n]|$| (?:if|at|and)\b)"
)
_NTH = compile_pattern(
    rf"\b(?:le |the )?({_ORDINAL}|1er|1ere|2e|2eme|3e|3eme|4e|dernier|last) ({_W}|jour|day|week-end|weekend)"
    rf" (?:in |of |de |d'|du mois de )(?:(?:the )?({_M})\b|(next month|mois prochain)|(?:the month|this month"
    rf"|mois|ce mois))"
)
_PERIOD = compile_pattern(
    r"\b(?:la |le |the )?(?:(fin|debut|mi|end of|end|early|mid|late|beginning of|start of|courant)[ -](?:de "
    r"|du |of )?)?(?:la "
    r"|le |the )?"
    r"(?:(semaine|week|mois|month|annee|an|year|week-end|weekend|trimestre|quarter)(?:-end)? "
    r"(prochaine?|suivante?|qui vient|derniere?|passee?)"
    r"|(next|coming|following|this|last|past|ce|cette|l') ?(semaine|week|mois|month|annee|an|year|week-end|weekend"
    r"|trimestre|quarter)(?:-ci)?(?: (prochaine?))?)\b"
)
_IS_OUT = compile_pattern(
    r"\b(?:before|by the time) ((?:the|this) (week|month|year|quarter) (?:is out|is over|ends|runs out|closes))\b"
    r"|\bavant que ((?:la |le |l')(semaine|mois|annee|trimestre) (?:ne )?(?:se termine|s'acheve|finisse|soit finie?))\b"
)
_WEEKDAY_OF = compile_pattern(
    rf"\b({_W}) (?:de la semaine (prochaine)|(?:of )?(next) week|(week)\b|en (huit|quinze)\b|de (cette) semaine"
    r"|(?:of )?(this) week)"
)
_WEEKDAY_AHEAD = compile_pattern(
    rf"\b({_W}) (?:dans|d'ici|in) (huit|8|quinze|15|a|one|two) (?:jours?|weeks?|fortnight)\b|\b({_W}) (fortnight)\b"
    rf"|\b(a|one|two)? ?(week|weeks|fortnight) (?:on |from |this )?({_W})\b"
)
_OFTEN = compile_pattern(r"\b(?:days?|times?|hours?|visits?|once|twice|nights?|[€£$]\S+|pounds?|euros?|dollars?) $")
_FROM_NOW = compile_pattern(
    r"\b((?:a|one) week|two weeks|a fortnight) (?:from |to |after )?(today|tomorrow|now|this very day)\b"
)
_IN_EIGHT = compile_pattern(
    r"\b(?:d'aujourd'hui|d'ici|aujourd'hui|(?:de )?(demain)) en (huit|quinze)\b"
    r"|\b(?:today|(tomorrow)) (week|fortnight)\b"
)
_EIGHT, _FORTNIGHT = ("huit", "week"), ("quinze", "15", "two", "two weeks", "a fortnight")
_ROUGHLY = 3
"""How many days beside a week, or two, a weekday may be that is told by them."""
_AHEAD = 12


def in_words(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "Le quinze mars", "March the fifth"."""
    del language
    for match in _IN_WORDS.finditer(folded) if now else ():
        assert now is not None
        name, word = (match.group(2), match.group(1)) if match.group(2) else (match.group(3), match.group(4))
        month, day = MONTHS[name], _DAY_WORDS[word]
        year = nearest_year(month, now)
        if day <= calendar.monthrange(year, month)[1]:
            one = date(year, month, day)
            yield *match.span(), Days(((one, one),), yearless=True)


def counted(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "A week from today", "two weeks tomorrow", "d'aujourd'hui en huit"."""
    del language
    if now is None:
        return
    today = now.date()
    for match in _FROM_NOW.finditer(folded):
        weeks = 2 if match.group(1) in ("two weeks", "a fortnight") else 1
        ahead = 1 if match.group(2) == "tomorrow" else 0
        yield *match.span(), _one(today + timedelta(days=7 * weeks + ahead))
    for match in _IN_EIGHT.finditer(folded):
        word = match.group(2) or match.group(4)
        ahead = bool(match.group(1) or match.group(3)) + (7 if word in _EIGHT else 14)
        yield *match.span(), _one(today + timedelta(days=ahead))


def alone(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """A day of a month that is not named: "jeudi 19", "the twentieth", "le 20 du mois prochain"."""
    del language
    if now is None:
        return
    for match in _ALONE.finditer(folded):
        end = match.end(4) if match.group(4) else match.end(3) if match.group(3) else match.end(2)
        said = match.group()
        ordinal = folded[match.end(2) : match.end(2) + 2] in ("st", "nd", "rd", "th", "er")
        if not match.group(1) and not said.startswith(("le ", "the ", "au ", "du ")):
            continue
        if not match.group(1) and said.startswith("the ") and not ordinal:
            continue
        end += 2 if ordinal and end == match.end(2) else 0
        if days := _day_alone(int(match.group(2)), match.group(1), match.group(3), match.group(4), now.date()):
            yield match.start(), end, days
    for match in _ALONE_WORDS.finditer(folded):
        end = match.end(3) if match.group(3) else match.end(2) if match.group(2) else match.end(1)
        if days := _day_alone(ORDINALS[match.group(1)], None, match.group(2), match.group(3), now.date()):
            yield match.start(), end, days


def _day_alone(day: int, weekday: str | None, this: str | None, following: str | None, today: date) -> Days | None:
    """That day of this month, of the next, or of whichever month has it on the weekday that is named."""
    months = [_month_after(today, ahead) for ahead in range(_AHEAD)]
    if this or following:
        months = [months[0] if this else months[1]]
    days = [date(year, month, day) for year, month in months if 1 <= day <= calendar.monthrange(year, month)[1]]
    if weekday:
        days = [one for one in days if one.weekday() == WEEKDAYS[weekday]]
    elif not (this or following):
        days = [one for one in days[:2] if one >= today or one.month == today.month]
    return Days(tuple((one, one) for one in days), yearless=True) if days else None


def _month_after(today: date, ahead: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + ahead
    return months // 12, months % 12 + 1


def nth(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "The second Monday in January", "le dernier jour du mois"."""
    del language
    for match in _NTH.finditer(folded) if now else ():
        assert now is not None
        today = now.date()
        if match.group(3):
            month = MONTHS[match.group(3)]
            year = nearest_year(month, now)
        else:
            year, month = _month_after(today, 1 if match.group(4) else 0)
        if day := _nth_of(match.group(1), match.group(2), year, month):
            yield *match.span(), Days(((day, day),), yearless=True)


def _nth_of(ordinal: str, name: str, year: int, month: int) -> date | None:
    length = calendar.monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    if name in WEEKDAYS:
        days = [one for one in days if one.weekday() == WEEKDAYS[name]]
    elif name.startswith("week"):
        days = [one for one in days if one.weekday() == calendar.SATURDAY]
    number = -1 if ordinal in ("dernier", "last") else ORDINALS.get(ordinal) or int(ordinal[0])
    return days[-1] if number < 0 else days[number - 1] if number <= len(days) else None


def periods(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """ "La semaine prochaine", "next month", "ce mois-ci", "fin du mois prochain", "mardi de la semaine prochaine"."""
    del language
    if now is None:
        return
    for match in _WEEKDAY_OF.finditer(folded):
        yield *match.span(), _one(_weekday_in(match, now.date()))
    for match in _WEEKDAY_AHEAD.finditer(folded):
        if not _OFTEN.search(folded[max(0, match.start() - 24) : match.start()]) and (
            days := _weeks_ahead(match, now.date())
        ):
            yield *match.span(), days
    for match in _IS_OUT.finditer(folded):
        said = 1 if match.group(1) else 3
        if (first_last := _period(match.group(said + 1), "this", now.date())) is not None:
            yield *match.span(said), Days((_part(first_last, "end"),))
    for match in _PERIOD.finditer(folded):
        name = match.group(2) or match.group(5)
        turn = match.group(3) or match.group(6) or match.group(4)
        if (first_last := _period(name, turn, now.date())) is not None:
            yield *match.span(), Days((_part(first_last, match.group(1)),))


def _weeks_ahead(match: Match, today: date) -> Days | None:
    """ "Mercredi dans quinze jours", "a week on Tuesday": counted from that weekday, or roughly from today."""
    name = match.group(1) or match.group(3) or match.group(7)
    said = match.group(2) or match.group(4) or f"{match.group(5)} {match.group(6)}"
    if match.group(6) and not match.group(5):
        return None  # "the second week from Monday"
    long = said in _FORTNIGHT or "fortnight" in match.group()
    ahead = (WEEKDAYS[name] - today.weekday()) % 7
    middle = 14 if long else 7
    days = [one for one in range(ahead, 29, 7) if one == ahead + middle or abs(one - middle) <= _ROUGHLY]
    return Days(tuple((today + timedelta(days=one), today + timedelta(days=one)) for one in days))


def _weekday_in(match: Match, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=WEEKDAYS[match.group(1)])
    if match.group(2) or match.group(3):
        return day + timedelta(days=7)
    if match.group(4) or match.group(5):
        near = day if day >= today else day + timedelta(days=7)
        return near + timedelta(days=14 if match.group(5) == "quinze" else 7)
    return day


def _period(name: str, turn: str, today: date) -> tuple[date, date] | None:
    ahead = -1 if turn.startswith(("derni", "pass", "last", "past")) else 0 if turn in _PRESENT else 1
    if name in ("semaine", "week"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * ahead)
        return monday, monday + timedelta(days=6)
    if name.startswith("week"):
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7 * ahead)
        return saturday, saturday + timedelta(days=1)
    if name in ("mois", "month"):
        year, month = _month_after(today, ahead)
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if name in ("trimestre", "quarter"):
        year, month = _month_after(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * ahead)
        return date(year, month, 1), date(year, month + 2, calendar.monthrange(year, month + 2)[1])
    return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)


_PRESENT = ("this", "ce", "cette", "l'")


def _part(stretch: tuple[date, date], part: str | None) -> tuple[date, date]:
    """The end, the beginning or the middle of a stretch of days."""
    if part is None or part == "courant":
        return stretch
    first, last = stretch
    third = (last - first) // 3
    if part.startswith(("fin", "end", "late")):
        return last - third, last
    return (first + third, last - third) if part.startswith("mi") else (first, first + third)


def _one(day: date) -> Days:
    return Days(((day, day),))
