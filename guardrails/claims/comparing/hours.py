"""Days with their hours: of "Saturday 21 November at 3.30 pm" it may be the hour only that is wrong."""

from collections.abc import Iterator
from dataclasses import replace

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import days_agree
from guardrails.claims.parsing.values import Days, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading, value_claim


def at_another_hour(day: Days, knowledge: Knowledge) -> tuple[Known, Days] | None:
    """What is known of the hour of a day, where the one fact that names it says another."""
    timed = [
        (one, stated.value)
        for one in knowledge.facts
        for stated in one.stated
        if one.valid and isinstance(stated.value, Days) and stated.value.at
        if days_agree(day.hourless, stated.value.hourless)
    ]
    same = any(day.same_hour(known) for _, known in timed)
    return timed[0] if day.at and len(timed) == 1 and not same else None


def mistimed(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Days whose hour is not that of the one fact that names the day.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    for measure in reading.measures:
        found = at_another_hour(measure.value, knowledge) if isinstance(measure.value, Days) else None
        rule = book.against(found[0].fact.type) if found else None
        if found and rule:
            yield Judgement(value_claim(rule, reading.text, measure), Standing.CONTRADICTED, *found)


def narrowed(one: Judgement, reading: Reading) -> Judgement:
    """The judgement; on the day or the hour alone where the other one is what the fact says, or is no matter."""
    claimed, known, measure = one.claim.value, one.expected, one.claim.measure
    doubted = one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED)
    if not doubted or measure is None or not isinstance(claimed, Days) or claimed.at is None:
        return one
    if not isinstance(known, Days) or claimed.same_hour(known):
        return replace(one, claim=_of(one.claim, replace(measure, end=measure.head, value=claimed.hourless), reading))
    if known.at is None or not days_agree(claimed.hourless, known.hourless):
        return one
    hour = reading.text.text[measure.head : measure.end].lstrip(" ,")
    return replace(one, claim=_of(one.claim, replace(measure, start=measure.end - len(hour)), reading))


def _of(claim: Claim, measure: Measurement, reading: Reading) -> Claim:
    start, end = reading.text.span(measure.start, measure.end)
    return replace(
        claim, start=start, end=end, at=measure.start, until=measure.end, head=end, value=measure.value, measure=measure
    )
