"""Which part of a day with its hour is wrong: of "Saturday 21 November at 3.30 pm" it may be the hour only."""

from dataclasses import replace

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.parsing.relate import days_agree
from guardrails.claims.parsing.values import Days, Measurement
from guardrails.claims.reading.texts import Claim, Reading


def narrowed(one: Judgement, reading: Reading) -> Judgement:
    """The judgement; on the day or the hour alone where the other one is what the fact says, or is no matter."""
    claimed, known, measure = one.claim.value, one.expected, one.claim.measure
    doubted = one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED)
    if not doubted or measure is None or not isinstance(claimed, Days) or claimed.at is None:
        return one
    if not isinstance(known, Days) or claimed.at == known.at:
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
