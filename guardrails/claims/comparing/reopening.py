"""When there is somebody again after a closure: "closed until the 28th and back on the 30th" says one day too many."""

from collections.abc import Iterator
from datetime import date, timedelta

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.values import Days, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.smalltalk import is_theirs
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.patterns import compile_pattern

_CLOSED = compile_pattern(
    r"\b(?:closed|shut|closure|shutdown|no deliver(?:y|ies)|fermee?s?|fermeture|conges?|arret|pas de livraisons?)\b"
)
_AGAIN = compile_pattern(
    r"\b(?:back|re-?open\w*|open(?:s|ing)? again|resum\w+|restart\w*|rouvr\w+|reouvr\w+|reouverture|repren\w+|reprise"
    r"|de retour|retrouv\w+)\b[^.;!?]{0,40}$"
)
_WEEKEND = 5
_OFF = ((1, 1), (5, 1), (12, 25), (12, 26))
"""Days on which hardly anybody opens, by month and day."""


def reopened(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Days on which one is said to be back that do not follow the closure that a fact tells of.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("date")
    closures = [(one, last) for one in knowledge.facts if (last := _last_day(one))]
    text = reading.text.text
    for measure in reading.measures if rule and closures else ():
        day = _day(measure)
        start, _ = reading.sentence_at(measure.start)
        before = text[start : measure.start]
        if day is None or not _AGAIN.search(before) or is_theirs(before) or _is_known(day, knowledge):
            continue
        if rule and not any(day in _first_days(last) for _, last in closures):
            yield Judgement(value_claim(rule, reading.text, measure), Standing.CONTRADICTED, closures[0][0])


def _last_day(known: Known) -> date | None:
    """The last day of the closure that a fact tells of."""
    if not known.valid or not _CLOSED.search(known.words):
        return None
    stretches = (one.value for one in known.stated if isinstance(one.value, Days) and not one.value.several)
    return next((one.spans[0][1] for one in stretches if one.spans[0][0] != one.spans[0][1]), None)


def _day(measure: Measurement) -> date | None:
    if not isinstance(measure.value, Days) or measure.value.several:
        return None
    first, last = measure.value.spans[0]
    return first if first == last else None


def _is_known(day: date, knowledge: Knowledge) -> bool:
    """Whether a fact names the day itself."""
    return any(
        isinstance(stated.value, Days) and (day, day) in stated.value.spans
        for one in knowledge.facts
        for stated in one.stated
    )


def _first_days(last: date) -> set[date]:
    """The day after a last one, and the first after it that is no weekend nor holiday."""
    after = first = last + timedelta(days=1)
    while after.weekday() >= _WEEKEND or (after.month, after.day) in _OFF:
        after += timedelta(days=1)
    return {first, after}
