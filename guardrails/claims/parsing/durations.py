"""Lengths of time: "10 jours ouvrés", "5-year", "48 h", "un an et demi", "half an hour", "within a week"."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.parsing.dates import ORDINALS
from guardrails.claims.parsing.numbers import Number, meant
from guardrails.claims.parsing.values import Clock, Duration, Exactness, Measurement
from guardrails.patterns import Match, compile_pattern

_UNITS: dict[str, tuple[Clock, int]] = {
    "minute": ("minute", 1), "min": ("minute", 1), "mn": ("minute", 1), "heure": ("hour", 1), "hour": ("hour", 1),
    "hr": ("hour", 1), "h": ("hour", 1), "jour": ("day", 1), "day": ("day", 1), "j": ("day", 1), "journee": ("day", 1),
    "night": ("day", 1), "nuit": ("day", 1),
    "semaine": ("week", 1), "week": ("week", 1), "fortnight": ("week", 2), "mois": ("month", 1), "month": ("month", 1),
    "trimestre": ("month", 3), "semestre": ("month", 6), "semester": ("month", 6), "an": ("year", 1),
    "annee": ("year", 1), "year": ("year", 1), "yr": ("year", 1), "decennie": ("year", 10), "decade": ("year", 10),
    "siecle": ("year", 100), "century": ("year", 100), "centurie": ("year", 100),
}  # fmt: skip
"""What each word lasts. A fortnight is two weeks, a decade ten years."""
UNIT_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORKED = "business|working|work|calendar|full|whole|good|petite?s?|grande?s?|bon|bonnes?|longue?s?"
_AFTER = compile_pattern(
    rf"[ -]?({_WORKED})?[ -]?({UNIT_NAMES})s?\b'?(?: (ouvrees?|ouvres?|ouvrables?|de travail"
    rf"|calendaires?|francs?))?( et demie?\b| and a half\b| et quart\b| and a quarter\b)?"
)
_FIRST = frozenset(name[0] for name in (*_UNITS, "business", "working", "calendar", "full", "good", "petit", "long"))
_HOURS = compile_pattern(
    r"\b(?:sous|en|dans les|within|in|pendant|durant|moins de|plus que|reste|left|delai de|under|inside) *(?:les *)?$"
)
_BUSINESS = ("business", "work", "ouvr", "de travail")
"""How the words for days that are worked begin."""
_WORKING_DAYS = 5
_ROUGHLY = ("good", "bon", "petit")
"""A good week is a little more than one."""
_PART = compile_pattern(
    rf"\b(?:(?:an? |une? )?(half|demi)(?:[ -]an?)?|(?:(?:a |un )(quarter|quart)|(?:les )?(three quarters"
    rf"|trois quarts))"
    rf"(?: of an?| d'une?| de| d'))[ -]?({UNIT_NAMES})s?\b"
)
_LONG = "fortnight|decade|century|decennie|siecle"
_ARTICLE = compile_pattern(
    rf"\b(?:(?:in|within|under|inside|of|takes?|take|lasts?|last|about|around|roughly|approximately|after|than"
    rf"|over|least"
    rf"|only|just|is|be|for|nearly|almost|up to|us|you|runs|needs?|requires?|allow|another|carry|with|a good"
    rf"|say|plan|have|got) "
    rf"an?|\bone|\ban?)(?: ({_WORKED}))?[ -]({UNIT_NAMES})\b(?:'s)?( and a (?:half|quarter)\b)?"
)
_WITHIN = compile_pattern(
    r"\b(?:within|inside|dans|sous) (?:the |la |l')(heure|journee|semaine|hour|day|week)( ouvree?)?\b"
)
_SAME_DAY = compile_pattern(
    r"\b(?:the )?(?:very )?same[- ]day\b|\b(?:le )?jour meme\b|\bdans la journee meme\b"
    r"|\b(?:the )?(?:very )?day (?:you|your order|we get your order)(?: (?:order|sign|confirm|pay|call|arrives?))?\b"
    r"|\b(?:le )?jour (?:de|meme de) (?:la|votre|ta) (?:commande|signature|confirmation)\b"
)
_NEXT_DAY = compile_pattern(
    r"\b(?:the )?(?:very )?(?:next|following)[- ](?:(?:working|business)[- ])?day\b|\b(?:des )?(?:le )?lendemain(?:"
    r" (?:ouvre|matin|meme))?\b"
    r"|\bdu jour au lendemain\b|\bovernight\b|\bj ?\+ ?1\b|\b(?:le )?jour (?:(?:ouvre|ouvrable) )?suivant\b"
)
_DAY_AFTER = compile_pattern(r"\b((?:the )?(?:very )?day after) (?:the|your|our|my|you|we|i|it|they)\b")
_EVE = compile_pattern(
    r"\b(?:jusqu'a|until|up to|till) ((?:la|the) (?:veille|day before|night before|evening before))\b"
)
_ANNIVERSARY = compile_pattern(rf"\b({'|'.join(ORDINALS)}) (?:anniversaire|anniversary|birthday)\b")
_EIGHT = compile_pattern(r"\bsous (huitaine|quinzaine)\b")


def duration_at(folded: str, number: Number) -> Measurement | None:
    """The duration that a number belongs to. "14 h" alone is a time of day and none."""
    if folded[number.end : number.end + 2].lstrip(" -")[:1] not in _FIRST:
        return None
    match = _AFTER.match(folded[number.end : number.end + 40])
    if not match:
        return None
    unit, length = _UNITS[match.group(2)]
    if match.group(2) in ("h", "j") and unit == "hour" and number.low < 24 and not _within(folded, number):
        return None
    low = number.low + (_more(match.group(4)) if match.group(4) else 0)
    end = number.end + match.end()
    worked = _are_worked(match.group(1), match.group(3))
    value = _lasting(low * length, None if number.high is None else number.high * length, unit, worked=worked)
    roughly = number.exactness is Exactness.EXACT and (match.group(1) or "").startswith(_ROUGHLY)
    return Measurement(number.start, end, end, value, Exactness.ABOUT if roughly else number.exactness)


def _are_worked(*words: str | None) -> bool:
    return any(word.startswith(_BUSINESS) for word in words if word)


def _lasting(low: Decimal, high: Decimal | None, unit: Clock, *, worked: bool) -> Duration:
    """A length of time; a working week has five working days."""
    if worked and unit == "week":
        return Duration(low * _WORKING_DAYS, None if high is None else high * _WORKING_DAYS, "business_day")
    return Duration(low, high, "business_day" if worked and unit == "day" else unit)


def _within(folded: str, number: Number) -> bool:
    return _HOURS.search(folded[max(0, number.start - 16) : number.start]) is not None


def find_spoken(folded: str) -> list[Measurement]:
    """Lengths of time without a number: "half an hour", "un quart de siècle", "a year and a half", "within a week"."""
    found = [*_parts(folded), *_articles(folded)]
    for match in _WITHIN.finditer(folded):
        if folded[match.end() :].startswith((" du ", " of ")):
            continue  # "dans la semaine du 14 mai"
        found.append(Measurement(match.start(1), match.end(), match.end(), _one(match.group(1), match.group(2))))
    found += [_speed(match, Decimal(0), "day") for match in _SAME_DAY.finditer(folded)]
    found += [_speed(match, Decimal(1), "business_day") for match in _NEXT_DAY.finditer(folded)]
    found += [_speed(match, Decimal(1), "day", 1) for match in _DAY_AFTER.finditer(folded)]
    for match in _EVE.finditer(folded):
        found.append(Measurement(match.start(1), match.end(), match.end(), _one("day")))
    for match in _ANNIVERSARY.finditer(folded):
        years = Decimal(ORDINALS[match.group(1)])
        found.append(Measurement(match.start(1), match.end(), match.end(), Duration(years, None, "year")))
    for match in _EIGHT.finditer(folded):
        weeks = Decimal(1 if match.group(1) == "huitaine" else 2)
        found.append(Measurement(match.start(1), match.end(), match.end(), Duration(weeks, None, "week")))
    return sorted((_as_meant(folded, one) for one in found), key=lambda one: one.start)


def _one(name: str, worked: str | None = None) -> Duration:
    unit, length = _UNITS[name]
    return _lasting(Decimal(length), None, unit, worked=bool(worked))


def _more(words: str) -> Decimal:
    return Decimal("0.25") if words.endswith(("quart", "quarter")) else Decimal("0.5")


def _speed(match: Match, length: Decimal, unit: Clock, group: int = 0) -> Measurement:
    start, end = match.span(group)
    return Measurement(start, end, end, Duration(length, None, unit), speed=True)


def _parts(folded: str) -> Iterator[Measurement]:
    for match in _PART.finditer(folded):
        if folded[max(0, match.start() - 4) : match.start()] == "and " and match.group().startswith("a "):
            continue  # "two and a half months"
        if match.group(1) == "half" and match.group(4) == "an":
            continue  # "half an inch"
        share = Decimal("0.5") if match.group(1) else Decimal("0.25") if match.group(2) else Decimal("0.75")
        unit, length = _UNITS[match.group(4)]
        meant_so = Exactness.ABOUT if unit == "day" else Exactness.EXACT
        yield Measurement(*match.span(), match.end(), _finer(share * length, unit), meant_so)


def _finer(amount: Decimal, unit: Clock) -> Duration:
    """Half an hour is thirty minutes, half a year six months, half a day four hours of work."""
    finer: dict[Clock, tuple[Clock, int]] = {"hour": ("minute", 60), "day": ("hour", 8), "year": ("month", 12)}
    if amount < 1 and unit in finer:
        return Duration(amount * finer[unit][1], None, finer[unit][0])
    return Duration(amount, None, unit)


def _articles(folded: str) -> Iterator[Measurement]:
    for match in _ARTICLE.finditer(folded):
        start = match.start() + _before_article(match)
        bare = start == match.start()
        half = bool(match.group(3))
        if bare and not half and match.group(2) not in _LONG.split("|"):
            continue
        unit, length = _UNITS[match.group(2)]
        amount = length * (1 + (_more(match.group(3)) if half else Decimal(0)))
        value = _lasting(amount, None, unit, worked=_are_worked(match.group(1)))
        yield Measurement(start, match.end(), match.end(), value)


def _before_article(match: Match) -> int:
    """How many characters of "within a week" stand before the article."""
    words = match.group().split(" ")
    at = 0
    for word in words:
        if word.split("-")[0] in ("a", "an", "one"):
            return at
        at += len(word) + 1
    return 0


def _as_meant(folded: str, one: Measurement) -> Measurement:
    said = meant(folded, Number(one.start, one.end, Decimal(0))).exactness
    return one if said is Exactness.EXACT else replace(one, exactness=said)


def read_clock(unit: str) -> tuple[Clock, int] | None:
    """The unit of a duration as a fact holds it, folded, and how many of the clock's it has."""
    match = _AFTER.match(" " + unit)
    if not match:
        return None
    clock, length = _UNITS[match.group(2)]
    business = _are_worked(match.group(1), match.group(3)) and clock == "day"
    return ("business_day" if business else clock), length
