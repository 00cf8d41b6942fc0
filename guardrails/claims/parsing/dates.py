"""Days in a folded text: written out, in figures, ISO 8601, and relative to now ("fin décembre", "by Friday")."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from guardrails.claims.parsing.values import Days, Measurement
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_MONTH_NAMES = (
    "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr", "mai may",
    "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
    "octobre october oct", "novembre november nov", "decembre december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_NAMES = ("lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday",
              "samedi saturday", "dimanche sunday")  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first premier", "second deuxieme", "third troisieme", "fourth quatrieme", "fifth cinquieme", "sixth",
         "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
         "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
         "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
         "twenty-ninth", "thirtieth", "thirty-first"), 1)
    for word in words.split()
}  # fmt: skip
CARDINALS = {
    word: number
    for number, word in enumerate(
        ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt", "vingt et un", "vingt-deux",
         "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six", "vingt-sept", "vingt-huit", "vingt-neuf", "trente",
         "trente et un"), 2)
}  # fmt: skip
_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_W = "|".join(WEEKDAYS)
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
    rf"\b(?:(?:{_W}) )?(\d{{1,2}}|premier)(?:er|st|nd|rd|th)? ?(?:au|a|et|ou|to|and|or|-|&|/) ?(?:le "
    rf"|the )?(?:(?:{_W}) )?(\d{{1,2}})(?:er|st|nd|rd|th)?"
    rf"(?: of)? ({_M})\b(?:,? ({_YEAR})\b)?"
)
_PART = compile_pattern(
    rf"\b(?:the |la |le )?(fin|debut|mi|courant|end of|end|early|mid|late|beginning of|start of)[ -](?:de |d'"
    rf"|du mois de |du mois d'|of )?({_M})\b(?: ({_YEAR})\b)?"
)
_MONTH = compile_pattern(
    rf"\b({_M}) ({_YEAR})\b|\b(?:en|in|(?:au|le) mois d[e']|before|avant|until|by|during|all of"
    rf"|from|as of|des|a (?:partir|compter) d[e']|all|throughout|through|the month of) ?({_M})\b"
)
_PERIOD_END = compile_pattern(
    r"\b(?:la |the )?(?:fin (?:d'|de l'|de la |du |de )|end of (?:the |this )?)(an|annee|year|mois"
    r"|month|semaine|week|trimestre|quarter)\b"
    r"|\b(year|month|week|quarter)(?:'s)?[ -]end\b"
)
_NEAR = compile_pattern(
    r"\b(aujourd'hui|ce soir|cet(?:te)? apres-midi(?: meme)?|this (?:very )?(?:afternoon|evening)|today"
    r"|tonight|apres-demain|demain|tomorrow)\b"
)
_WEEKDAY = compile_pattern(rf"\b(?:ce |cette |this |next )?({_W})(?: prochain| next)?\b")
_FEAST = compile_pattern(r"\b(?:good|black|easter|whit|cyber|boxing) $")
_AFTER_ANOTHER = compile_pattern(rf"\b(?:{_W}) (?:et|and|&) $")
_WITH_NUMBER = compile_pattern(rf"\b({_W})\b\.?,?(?: (?:the )?(\d))?")
_NAMED_AFTER = compile_pattern(
    r" ?(?:,? ?\(|, (?:which (?:is|are|falls? on) |qui (?:est|sont|tombent?) |soit |that is )?)"
    r"(?:on )?(?:an? |une? |le |the )?"
    rf"({_W})(?:(?:,? (?:and|et|to|au|&)|,) (?:an? |une? |le |the )?({_W}))?(?:[,.;:)!?\n]|$)"
)
""" "23 and 24 September, a Tuesday and Wednesday": the weekdays said after the days."""
_NET = compile_pattern(r"\b(?:jours?|days) $")
_QUARTER = compile_pattern(rf"\b[tq]([1-4])[ /-]?({_YEAR})?\b")
_SINCE = compile_pattern(
    rf"\b(?:en|in|depuis|since|de) ({_YEAR})\b"
    r"|\b(?:depuis|since|remonte(?:nt)? a|go(?:es)? back to|date(?:s|nt)? (?:back to|from|de)|fondee?s? en"
    r"|founded in) (1[4-8]\d\d)\b"
)
_ANY_MONTH = compile_pattern(rf"\b(?:{_M})\b")
_ANY_RELATIVE = compile_pattern(
    rf"\b(?:{_W}|fin|end|aujourd'hui|ce soir|apres-midi|afternoon|evening|today|tonight|apres-demain|demain"
    rf"|tomorrow|[tq][1-4])\b"
)
_PARTS = {"fin": (21, 31), "end": (21, 31), "end of": (21, 31), "late": (21, 31), "debut": (1, 10), "early": (1, 10),
          "beginning of": (1, 10), "start of": (1, 10), "mi": (10, 20), "mid": (10, 20),
          "courant": (1, 31)}  # fmt: skip
_ARTICLES = ("", "le ", "the ", "au ")
_LEAP = 2000

Found = tuple[int, int, Days]
"""First offset, offset after the last character, and what they say."""


def nearest_year(month: int, now: datetime) -> int:
    """The year in which a month without one falls: up to three months ago, else to come."""
    return now.year + 1 if (month - now.month) < -3 else now.year - 1 if month - now.month > 9 else now.year


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
    return nearest_year(month, now) if now else _LEAP


def iso(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    del language, now
    for match in _ISO.finditer(folded) if "-" in folded else ():
        day = _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))
        hour, minute = int(match.group(4) or 0), int(match.group(5) or 0)
        if day and hour < 24 and minute < 60:
            yield *match.span(), Days(((day, day),), at=time(hour, minute) if match.group(4) else None)


def figures(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
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


def written(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    del language
    if not _ANY_MONTH.search(folded):
        return
    for match in _DAYS.finditer(folded):
        first, last = 1 if match.group(1) == "premier" else int(match.group(1)), int(match.group(2))
        month = MONTHS[match.group(3)]
        if 1 <= first < last <= calendar.monthrange(_LEAP, month)[1]:
            yield *match.span(), _stretch(month, first, last, match.group(4), now)
    for pattern, day_group, month_group in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(folded):
            day = 1 if match.group(day_group) == "premier" else int(match.group(day_group))
            month = MONTHS[match.group(month_group)]
            if 1 <= day <= calendar.monthrange(_LEAP, month)[1]:
                yield *match.span(), _stretch(month, day, day, match.group(3), now)


def months(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    months = _ANY_MONTH.search(folded) is not None
    for match in _PART.finditer(folded) if months else ():
        first, last = _PARTS[match.group(1)]
        yield *match.span(), _stretch(MONTHS[match.group(2)], first, last, match.group(3), now)
    for match in _MONTH.finditer(folded) if months else ():
        group = 1 if match.group(1) else 3
        if match.group(3) == "sept" and language == "fr" and folded[match.end() : match.end() + 1] != ".":
            continue  # "en sept jours"
        yield match.span(group)[0], match.end(), _stretch(MONTHS[match.group(group)], 1, 31, match.group(2), now)
    for match in _SINCE.finditer(folded) if "1" in folded or "20" in folded else ():
        group = 1 if match.group(1) else 2
        year = int(match.group(group))
        yield *match.span(group), Days(((date(year, 1, 1), date(year, 12, 31)),))


def relative(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    del language
    if now is None or not _ANY_RELATIVE.search(folded):
        return
    today = now.date()
    for match in _NEAR.finditer(folded):
        ahead = {"demain": 1, "tomorrow": 1, "apres-demain": 2}.get(match.group(1), 0)
        yield *match.span(), _one(today + timedelta(days=ahead))
    for match in _PERIOD_END.finditer(folded):
        if _NET.search(folded[max(0, match.start() - 8) : match.start()]):
            continue  # "45 jours fin de mois"
        yield *match.span(), _one(_end_of_period(match.group(1) or match.group(2), today))
    for match in _WEEKDAY.finditer(folded):
        if _FEAST.search(folded[max(0, match.start() - 8) : match.start()]):
            continue  # "Good Friday"
        ahead = (WEEKDAYS[match.group(1)] - today.weekday()) % 7
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


def find_dates(folded: str, language: Language, now: datetime | None) -> list[Measurement]:
    """All days of a folded text in order; what depends on now is left out when now is unknown."""
    from guardrails.claims.parsing.days import all_days  # its finders need the names above

    return all_days(folded, language, now)


def weekdays_of(folded: str, measurement: Measurement) -> Iterator[tuple[int, date, int]]:
    """The weekdays, Monday 0, that are written with a day or with the ends of a stretch: each with its date and end."""
    if not isinstance(measurement.value, Days) or measurement.value.several:
        return
    written = folded[measurement.start : measurement.end]
    if _AFTER_ANOTHER.search(folded[max(0, measurement.start - 16) : measurement.start]):
        return  # "les jeudi et vendredi 20 et 21 mai"
    (first, last), *_ = measurement.value.spans
    for match in _WITH_NUMBER.finditer(written):
        opens = written[: match.start()] in _ARTICLES
        if opens and (first == last or match.group(2)):
            yield WEEKDAYS[match.group(1)], first, measurement.head
        elif not opens and match.group(2) and first != last:
            yield WEEKDAYS[match.group(1)], last, measurement.head
    after = _NAMED_AFTER.match(folded[measurement.end : measurement.end + 64])
    if after and (first != last or not after.group(2)):
        yield WEEKDAYS[after.group(1)], first, measurement.end + after.end(1)
        if after.group(2):
            yield WEEKDAYS[after.group(2)], last, measurement.end + after.end(2)
