"""Urgency and scarcity that the facts bear out: the stock is 3, the offer does end on that day."""

from collections.abc import Iterable
from datetime import date, datetime

from guardrails.draft import Context, Fact, FactType, end_of, start_of
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_NUMBER = compile_pattern(r"\d+(?:[., ]\d{3})*(?:[.,]\d+)?")
_ISO = compile_pattern(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = compile_pattern(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january jan janv", "fevrier february feb fevr", "mars march mar", "avril april apr avr", "mai may",
            "juin june jun", "juillet july jul juil", "aout august aug", "septembre september sep sept",
            "octobre october oct", "novembre november nov", "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = compile_pattern(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?(?: +of)? +({_NAMES})\b(?:,? +(\d{{4}}))?")
_MONTH_DAY = compile_pattern(rf"\b({_NAMES}) +(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? +(\d{{4}}))?")
_WORDS = {
    name: str(number)
    for number, names in enumerate(
        ("un une one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "huit eight",
         "neuf nine", "dix ten", "onze eleven", "douze twelve"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_SPELLED = compile_pattern(rf"\b(?:{'|'.join(_WORDS)})\b")


def borne_out(sentence: str, types: tuple[FactType, ...], context: Context) -> bool:
    """Whether valid facts of these types state every date of the sentence, or else every number of it.

    Args:
        sentence: one folded sentence.
        types: the types of fact that a rule accepts as support.
        context: holds the facts and the time of judgement.
    """
    facts = [fact for fact in context.facts if fact.type in types and _valid(fact, context)]
    if not facts:
        return False
    dates = _dates(sentence)
    if dates:
        return all(any(_same_day(one, day) for day in _fact_dates(facts)) for one in dates)
    numbers = _numbers(sentence)
    return bool(numbers) and numbers <= {number for fact in facts for number in _numbers(fold(fact.value))}


def has_figure(sentence: str) -> bool:
    """Whether a folded sentence states a date or a number, which a fact could bear out."""
    return bool(_dates(sentence) or _numbers(sentence))


def _valid(fact: Fact, context: Context) -> bool:
    now = context.now
    if now is None:
        return True
    begun = fact.valid_from is None or start_of(fact.valid_from) <= now
    return begun and (fact.valid_until is None or now <= end_of(fact.valid_until))


def _numbers(text: str) -> set[str]:
    digits = {found.group().replace(" ", "").replace(",", ".").rstrip(".") for found in _NUMBER.finditer(text)}
    return digits | {
        _WORDS[found.group()] for found in _SPELLED.finditer(text) if found.group() not in ("un", "une", "one")
    }


def _dates(text: str) -> list[tuple[int | None, int, int]]:
    found = [(int(y), int(m), int(d)) for y, m, d in (one.groups() for one in _ISO.finditer(text))]
    days = [(y, _MONTHS[m], int(d)) for d, m, y in (one.groups() for one in _DAY_MONTH.finditer(text))]
    days += [(y, _MONTHS[m], int(d)) for m, d, y in (one.groups() for one in _MONTH_DAY.finditer(text))]
    days += [(y, int(m), int(d)) for d, m, y in (one.groups() for one in _SLASHED.finditer(text)) if int(m) <= 12]
    return [*found, *((_year(y), m, d) for y, m, d in days)]


def _year(digits: str | None) -> int | None:
    return int(digits if len(digits) == 4 else f"20{digits}") if digits else None


def _fact_dates(facts: Iterable[Fact]) -> list[tuple[int | None, int, int]]:
    stated = [day for fact in facts for day in _dates(fold(fact.value))]
    ends = [fact.valid_until for fact in facts if fact.valid_until is not None]
    return [*stated, *(_day_of(end) for end in ends)]


def _day_of(moment: date | datetime) -> tuple[int | None, int, int]:
    return moment.year, moment.month, moment.day


def _same_day(said: tuple[int | None, int, int], stated: tuple[int | None, int, int]) -> bool:
    return said[1:] == stated[1:] and (said[0] is None or stated[0] is None or said[0] == stated[0])
