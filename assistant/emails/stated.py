"""What a rep states in the brief: a fact for dates and appointments, and for nothing else (DESIGN, promise 5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from guardrails.claims.parsing.dates import find_dates
from guardrails.claims.parsing.values import Days
from guardrails.draft import Fact, Language
from guardrails.folding import fold


def rep_facts(points: Sequence[str], language: Language, now: datetime) -> tuple[Fact, ...]:
    """The dates that the rep named, as facts with the source ``rep``."""
    return tuple(
        Fact(id=f"rep-{number}", type="date", value=day, source="rep")
        for number, day in enumerate(_days(points, language, now), 1)
    )


def _days(points: Sequence[str], language: Language, now: datetime) -> Iterator[str]:
    for point in points:
        for found in find_dates(fold(point), language, now):
            if isinstance(found.value, Days) and len(found.value.spans) == 1:
                first, last = found.value.spans[0]
                if first == last:
                    yield first.isoformat()
