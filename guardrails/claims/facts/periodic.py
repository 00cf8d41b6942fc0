"""What facts say of time beside their own value: "visits a year: 8", "annual", "days estimated: 3"."""

from collections.abc import Iterator
from decimal import Decimal

from guardrails.claims.parsing.durations import read_clock
from guardrails.claims.parsing.values import IN_DAYS, Clock, Count, Duration, Rhythm, Value
from guardrails.draft import Fact
from guardrails.patterns import compile_pattern

_PER = compile_pattern(r"\b(?:par|per|a|each|every|chaque) (an|annee|year|mois|month|semaine|week)\b")
_OFTENS: tuple[tuple[Clock, Decimal, str], ...] = (
    ("year", Decimal(1), "annu"), ("year", Decimal(1), "year"), ("year", Decimal("0.5"), "semest"),
    ("year", Decimal("0.25"), "trimest"), ("year", Decimal("0.25"), "quarter"), ("month", Decimal(1), "mens"),
    ("month", Decimal(1), "month"), ("week", Decimal(1), "hebdo"), ("week", Decimal(1), "week"),
    ("day", Decimal(1), "quotid"), ("day", Decimal(1), "dail"),
)  # fmt: skip
_OFTEN = compile_pattern(
    r"\b(?:annuel\w*|annual\w*|yearly|semestriel\w*|trimestriel\w*|quarterly|mensuel\w*|monthly|hebdomadaires?|weekly"
    r"|quotidien\w*|daily)\b"
)
_TIME_FIRST = compile_pattern(r"(?:[a-z]+ )?(jours|days|heures|hours|semaines|weeks|mois|months|nuits|nights)\b")


def rhythms_of(words: str, values: list[Value]) -> list[Value]:
    """ "Visites par an: 8" says how often as well."""
    match = _PER.search(words)
    clock = read_clock(match.group(1)) if match else None
    if clock is None:
        return []
    days = IN_DAYS[clock[0]] * clock[1]
    return [Rhythm(days / one.low) for one in values if isinstance(one, Count) and one.high is None and one.low > 0]


def adjectives_of(value: str) -> Iterator[Value]:
    """ "Annuelle", "quarterly": how often, where a fact says nothing else."""
    for match in _OFTEN.finditer(value):
        yield Rhythm(next(IN_DAYS[unit] * times for unit, times, start in _OFTENS if match.group().startswith(start)))


def lengths_of(fact: Fact, subject: str, values: list[Value]) -> list[Value]:
    """ "Days estimated: 3" says a length of time as well."""
    match = _TIME_FIRST.match(subject) if fact.type in ("quantity", "term") and not fact.unit else None
    clock = read_clock(match.group(1)) if match else None
    if clock is None:
        return []
    counts = [one for one in values if isinstance(one, Count)]
    return [Duration(one.low * clock[1], None, clock[0]) for one in counts if one.high is None]
