"""Holidays, seasons and quarters of the year: "before Christmas", "cet été", "au premier trimestre"."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from guardrails.claims.parsing.dates import ORDINALS, Found
from guardrails.claims.parsing.values import Days
from guardrails.draft import Language
from guardrails.patterns import Match, compile_pattern

_HOLIDAY = compile_pattern(
    r"\b(noel|christmas eve|christmas(?: day)?|nouvel an|jour de l'an|new year's eve|new year(?:'s)?(?: day)?"
    r"|boxing day|saint-sylvestre|toussaint|paques|easter monday|easter|pentecote|whitsun|ascension|halloween"
    r"|all saints|saint-nicolas|valentine's(?: day)?|saint-valentin|bank holiday monday|thanksgiving(?: day| weekend)?"
    r"|canada day|independence day|the fourth of july|burns night|(?:st|saint) (?:patrick|andrew|george|david)'s day"
    r"|bonfire night|guy fawkes(?: night)?|veterans day|black friday|cyber monday|lundi de paques"
    r"|whit monday|lundi de pentecote|good friday|vendredi saint|mardi gras|pancake day|shrove tuesday|epiphanie"
    r"|twelfth night|chandeleur|saint-jean|juneteenth)\b(?: ((?:19|20)\d\d)\b)?"
)
_WISH = compile_pattern(r"\b(?:happy|merry|joyeux|bonnes?|bon|joyeuses|belles?)(?: [a-z]+){0,2} $")
_SEASON = compile_pattern(
    r"\b(?:au|en|cet|ce|in|this|next|by|before|avant|the|d'ici|l')(?: the| le| l'| cet)? ?(printemps|ete"
    r"|automne|hiver|spring"
    r"|summer|autumn|winter)(?: ((?:19|20)\d\d))?\b"
)
_QUARTER = compile_pattern(
    r"\b(first|second|third|fourth|last|premier|deuxieme|troisieme|quatrieme|dernier|1er|2e|3e|4e|1st|2nd|3rd|4th)"
    r" (trimestre|quarter|semestre|half(?: of))\b(?: (?:of |de |d')?((?:19|20)\d\d))?"
)
_FIXED = {
    "noel": (12, 25), "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24),
    "boxing day": (12, 26), "nouvel an": (1, 1),
    "jour de l'an": (1, 1), "new year": (1, 1), "new year's": (1, 1), "new year day": (1, 1), "new year's day": (1, 1),
    "new year's eve": (12, 31), "saint-sylvestre": (12, 31), "toussaint": (11, 1), "all saints": (11, 1),
    "halloween": (10, 31), "saint-nicolas": (12, 6), "valentine's": (2, 14), "valentine's day": (2, 14),
    "saint-valentin": (2, 14), "canada day": (7, 1),
    "independence day": (7, 4), "the fourth of july": (7, 4), "burns night": (1, 25), "patrick's day": (3, 17),
    "andrew's day": (11, 30), "george's day": (4, 23), "david's day": (3, 1), "bonfire night": (11, 5),
    "guy fawkes": (11, 5), "guy fawkes night": (11, 5), "veterans day": (11, 11), "epiphanie": (1, 6),
    "twelfth night": (1, 5), "chandeleur": (2, 2), "saint-jean": (6, 24), "juneteenth": (6, 19),
}  # fmt: skip
_AFTER_EASTER = {
    "paques": 0, "easter": 0, "pentecote": 49, "whitsun": 49, "ascension": 39, "easter monday": 1,
    "lundi de paques": 1, "whit monday": 50, "lundi de pentecote": 50, "good friday": -2, "vendredi saint": -2,
    "mardi gras": -47, "pancake day": -47, "shrove tuesday": -47,
}  # fmt: skip
_AFTER_THANKSGIVING = {
    "thanksgiving": 0, "thanksgiving day": 0, "thanksgiving weekend": 0, "black friday": 1, "cyber monday": 4,
}  # fmt: skip
_SEASONS = {"printemps": (3, 6), "spring": (3, 6), "ete": (6, 9), "summer": (6, 9), "automne": (9, 12),
            "autumn": (9, 12), "hiver": (12, 3), "winter": (12, 3)}  # fmt: skip


def occasions(folded: str, language: Language, now: datetime | None) -> Iterator[Found]:
    """Holidays, seasons and quarters of the year to come."""
    del language
    if now is None:
        return
    today = now.date()
    for match in _HOLIDAY.finditer(folded):
        if not _WISH.search(folded[max(0, match.start() - 28) : match.start()]) and (
            day := _holiday(match.group(1), match.group(2), today)
        ):
            yield *match.span(), Days(((day, day),))
    for match in _SEASON.finditer(folded):
        first, last = _SEASONS[match.group(1)]
        year = int(match.group(2)) if match.group(2) else today.year + (last < today.month and last != 3)
        start, end = date(year, first, 1), date(year + (last < first), last, 21)
        yield match.start(1), match.end(), Days(((start, end),), yearless=not match.group(2))
    for match in _QUARTER.finditer(folded):
        if not match.group(2).startswith("half") or match.group(3):
            yield *match.span(), _quarter(match, today)


def _holiday(name: str, said: str | None, today: date) -> date | None:
    """The day of a feast in the year that is said, or else the next one."""
    years = (int(said),) if said else (today.year, today.year + 1)
    days = [day for year in years if (day := _feast(name.removeprefix("st ").removeprefix("saint "), year))]
    return next((one for one in days if said or one >= today), None)


def _feast(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _AFTER_EASTER:
        return _easter(year) + timedelta(days=_AFTER_EASTER[name])
    if name in _AFTER_THANKSGIVING:
        return _thanksgiving(year) + timedelta(days=_AFTER_THANKSGIVING[name])
    return None


def _easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November, as in the United States."""
    first = date(year, 11, 1)
    return first + timedelta(days=(calendar.THURSDAY - first.weekday()) % 7 + 21)


def _quarter(match: Match, today: date) -> Days:
    months = 3 if match.group(2) in ("trimestre", "quarter") else 6
    parts = 12 // months
    said = match.group(1)
    number = parts if said in ("last", "dernier") else min(ORDINALS.get(said) or int(said[0]), parts)
    year, last = int(match.group(3) or today.year), number * months
    return Days(((date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])),))
