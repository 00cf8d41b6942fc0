"""The verdict on each claim of a text: supported, contradicted, expired or unsupported, and by which fact."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from guardrails.claims.comparing.ages import aged
from guardrails.claims.comparing.asked import miscounted
from guardrails.claims.comparing.citations import misquoted
from guardrails.claims.comparing.complements import complemented
from guardrails.claims.comparing.countdown import arriving, counted_down
from guardrails.claims.comparing.court import Court
from guardrails.claims.comparing.derive import with_sums
from guardrails.claims.comparing.duties import duties, held_to_a_limit, is_told_by_value
from guardrails.claims.comparing.granted import granted
from guardrails.claims.comparing.hours import mistimed, narrowed
from guardrails.claims.comparing.inclusion import included_or_not
from guardrails.claims.comparing.irrelevant import relevant
from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.comparing.leftovers import left_over
from guardrails.claims.comparing.lookalikes import lookalikes
from guardrails.claims.comparing.lots import mispacked
from guardrails.claims.comparing.measured import mismeasured
from guardrails.claims.comparing.milestones import misstaged
from guardrails.claims.comparing.misdated import misdated, names_days
from guardrails.claims.comparing.opening import always_there
from guardrails.claims.comparing.paired import paired
from guardrails.claims.comparing.places import misplaced
from guardrails.claims.comparing.reckoned import reckoned, shares_of_sums
from guardrails.claims.comparing.reopening import reopened
from guardrails.claims.comparing.shelf import on_the_shelf
from guardrails.claims.comparing.thresholds import below_threshold
from guardrails.claims.comparing.weekly import weekly
from guardrails.claims.comparing.windows import outside_hours
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.parsing.values import (
    Words,
)
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Reading

_DUTY = 60
"""How far after the words of a duty the number may stand that says it."""


def judge(
    reading: Reading, knowledge: Knowledge, book: RuleBook, title: Reading | None = None, parties: str = ""
) -> list[Judgement]:
    """Judge every claim of a text, in order.

    Args:
        reading: the text.
        knowledge: what is known.
        book: recognises claims in words inside facts.
        title: the subject line, which may say what the text speaks of.
        parties: the names of those who write and read, folded.
    """
    if not (reading.measures or reading.claims or knowledge.facts):
        return []
    passages = Passages(reading, knowledge, tuple(title.mentions) if title else ())
    court = Court(reading, knowledge, book, passages)
    judged = [court.verdict(claim) for claim in reading.claims]
    judged = list(paired(judged, reading, knowledge))
    judged = list(below_threshold(judged, reading))
    judged = with_sums(judged, reading, knowledge.priced, knowledge.counted)
    judged = reckoned(list(granted(judged, reading, knowledge, passages)), reading, knowledge)
    judged = list(complemented(shares_of_sums(judged, knowledge), reading, knowledge))
    judged = [one for one in judged if not _said_by_number(one, judged, passages)]
    counted = list(counted_down(reading, knowledge, book, passages))
    judged = [*_replaced(judged, counted), *_untouched(counted, judged)]
    judged += misplaced(reading, knowledge, book)
    served = list(weekly(reading, knowledge, book))
    judged = [one for one in judged if one.standing is Standing.CONTRADICTED or not _overlaps(one, served)]
    judged += _untouched(served, judged)
    judged += _untouched(included_or_not(reading, knowledge, book, passages), judged)
    judged = _overruling(judged, [*always_there(reading, knowledge, book), *misquoted(reading, knowledge, book)])
    other = sorted(lookalikes(reading, knowledge, book, parties), key=_place)
    judged = [one for one in judged if not (isinstance(one.claim.value, Words) and _overlaps(one, other))] + other
    told = sorted(duties(reading, knowledge, book), key=_place)
    settled = (one for one in judged if one.standing is Standing.SUPPORTED and not isinstance(one.claim.value, Words))
    kept = {id(one) for one in settled}
    judged = [one for one in judged if id(one) in kept or not _overlaps(one, told)]
    judged += _untouched(told, judged)
    judged = [one for one in judged if not held_to_a_limit(reading, one.claim)]
    judged = [one for one in judged if not is_told_by_value(reading, one.claim, knowledge)]
    judged = _overruled(judged, list(misdated(reading, judged, knowledge, book)))
    judged = _overruling(judged, [*outside_hours(reading, knowledge, book), *on_the_shelf(reading, knowledge, book)])
    judged = _overruled(judged, list(mistimed(reading, knowledge, book)))
    judged = _overruled(judged, list(mismeasured(reading, knowledge, book)))
    judged = _overruled(judged, list(miscounted(reading, knowledge, book)))
    judged = _overruled(judged, list(mispacked(reading, knowledge, book)))
    judged = _overruled(judged, list(reopened(reading, knowledge, book)))
    judged = _overruling(judged, list(misstaged(reading, knowledge, book)))
    judged = _overruling(judged, list(aged(reading, knowledge, book)))
    judged = list(arriving(sorted(judged, key=_place), knowledge.today, reading.text.text))
    left = list(left_over(reading, judged, knowledge, book, passages))
    told = relevant([*judged, *reckoned(left, reading, knowledge, products=True)], reading, knowledge)
    return [narrowed(one, reading) for one in told]


def _said_by_number(one: Judgement, judged: Sequence[Judgement], passages: Passages) -> bool:
    """Whether a duty in words goes on to a value that was judged: "la loi fixe un minimum de <vingt heures>"."""
    if not one.claim.rule.is_duty or not isinstance(one.claim.value, Words):
        return False
    return any(
        0 <= other.claim.at - one.claim.until <= _DUTY
        and not isinstance(other.claim.value, Words)
        and other.known is not None
        and other.known.fact.type == "legal"
        and passages.together(one.claim, other.claim)
        for other in judged
    )


def _replaced(judged: Sequence[Judgement], better: Sequence[Judgement]) -> Iterator[Judgement]:
    """The judgements, with those that are not borne out in the light of what is known better."""
    known = {one.claim.at: one for one in better}
    for one in judged:
        found = known.get(one.claim.at)
        yield found if found and one.standing is not Standing.SUPPORTED else one


def _overruled(judged: Sequence[Judgement], more: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, with others in the place of those that let a claim pass for want of a fact."""
    loose = {id(one) for one in judged if one.standing is Standing.SUPPORTED and not names_days(one.known)}
    firm = (one for one in judged if one.standing is not Standing.UNSUPPORTED or one.claim.rule.needs_fact)
    places = {one.claim.at for one in firm if id(one) not in loose}
    more = [one for one in more if one.claim.at not in places]
    passed = {one.claim.at for one in more}
    return [*(one for one in judged if one.claim.at not in passed), *more]


def _overruling(judged: Sequence[Judgement], better: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, without those on words that are judged better."""
    spans = [(one.claim.at, one.claim.until) for one in better]
    kept = (one for one in judged if not any(at < one.claim.until and one.claim.at < until for at, until in spans))
    return [*kept, *better]


def _overlaps(one: Judgement, others: Sequence[Judgement]) -> bool:
    """Whether a judgement is on words that one of others, in order and apart from each other, stands on."""
    at = bisect_right(others, one.claim.at, key=_place)
    near = others[max(0, at - 1) : bisect_left(others, one.claim.until, key=_place)]
    return any(one.claim.at < other.claim.until for other in near)


def _place(one: Judgement) -> int:
    return one.claim.at


def _untouched(more: Iterable[Judgement], judged: Sequence[Judgement]) -> list[Judgement]:
    """Judgements on words that no claim stands on yet."""
    spans = [(one.claim.at, one.claim.until) for one in judged]
    return [one for one in more if not any(at < one.claim.until and one.claim.at < until for at, until in spans)]
