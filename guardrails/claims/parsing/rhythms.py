"""How often something happens: "tous les 24 mois", "every other Tuesday", "une fois par an", "twice a year"."""

from decimal import Decimal

from guardrails.claims.parsing.durations import UNIT_NAMES, read_clock
from guardrails.claims.parsing.numbers import ANY_WORD, find_numbers
from guardrails.claims.parsing.values import IN_DAYS, Measurement, Rhythm
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_WEEKDAY = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_N = rf"\d{{1,3}}|(?:{ANY_WORD})(?:[ -](?:et[ -])?(?:{ANY_WORD}))*|other|autre|second|deuxieme"
_EVERY = compile_pattern(
    rf"\b(?:tous les|toutes les|every|once every|chaque|each)(?: ({_N}))? ({UNIT_NAMES}|quarter|{_WEEKDAY})s?\b"
)
_TIMES = compile_pattern(
    rf"\b(?:(once|twice)|({_N}) (?:fois|times))(?: (?:par|a|an|per|each|every|in|tous les|toutes les|en|l'|chaque))"
    rf"(?: ({_N}))?[ ']?({UNIT_NAMES}|quarter)s?\b(?:,? (?:on )?(?:a|le|un) (?:{_WEEKDAY})s?\b)?"
)
_ONE_IN_TWO = compile_pattern(rf"\bun(?:e)? ({UNIT_NAMES}|{_WEEKDAY}) sur deux\b")
_BOTH_ENDS = compile_pattern(
    r"\b(?:matin et soir|midi et soir|morning and (?:evening|night)|twice daily|night and morning|biquotidien\w*)\b"
)
_CUES = compile_pattern(
    r"\b(?:soir|evening|night|daily|morning|biquo\w*|tous les|toutes les|every|each|chaque|fois|times|once|twice"
    r"|sur deux)\b"
)
_OTHER = ("other", "second", "autre", "deuxieme")


def find_rhythms(folded: str, language: Language) -> list[Measurement]:
    """How often, as the days from one time to the next."""
    if not _CUES.search(folded):
        return []
    found: list[Measurement] = []
    for match in _TIMES.finditer(folded):
        times = Decimal({"once": 1, "twice": 2}.get(match.group(1) or "", 0)) or _number(match.group(2), language)
        many = _number(match.group(3), language) if match.group(3) else Decimal(1)
        if times and many:
            found.append(_rhythm(match.span(), _lasting(match.group(4)) * many / times))
    for match in _EVERY.finditer(folded):
        word = match.group(1)
        many = Decimal(2) if word in _OTHER else _number(word, language) if word else Decimal(1)
        if many:
            found.append(_rhythm(match.span(), _lasting(match.group(2)) * many))
    for match in _ONE_IN_TWO.finditer(folded):
        found.append(_rhythm(match.span(), _lasting(match.group(1)) * 2))
    found += [_rhythm(match.span(), Decimal("0.5")) for match in _BOTH_ENDS.finditer(folded)]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _rhythm(span: tuple[int, int], days: Decimal) -> Measurement:
    return Measurement(*span, span[1], Rhythm(days))


def _lasting(name: str) -> Decimal:
    clock = read_clock("trimestre" if name == "quarter" else name)
    return IN_DAYS[clock[0]] * clock[1] if clock else Decimal(7)


def _number(words: str, language: Language) -> Decimal | None:
    numbers = find_numbers(words, language)
    whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(words))
    return numbers[0].low if whole and numbers[0].low > 0 else None
