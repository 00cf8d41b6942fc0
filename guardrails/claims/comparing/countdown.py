"""Days told by the time that is left: "the course is in a fortnight", "the quote stands for another thirty days"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.values import IN_DAYS, Days, Duration, Exactness, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.draft import FactType
from guardrails.patterns import compile_pattern

_AHEAD = compile_pattern(
    r"\b(?:in|dans|d'ici|within|for (?:another|the next)|over the next|(?:pendant )?encore|(?:the|les)"
    r" (?:next|prochains)"
    r"|another)(?: (?:just|only|about|around|environ|a peine|a peu pres|under|over|a|une?|another))* ?$"
)
_BEFORE = compile_pattern(r" (?:avant|before|prior)\b")
_UNTIL = compile_pattern(r",? \(?(?:(?:soit|i\.e\.|that is|c'est-a-dire|donc|so),? )?(?:jusqu'a[ux]?|until|till|to) ")
_THEN = compile_pattern(
    r"^,? ?\(?(?:soit|donc|so|i\.e\.|that is|that's|c'est-a-dire|ce qui (?:nous )?(?:mene|amene|porte)"
    r"|which (?:means|takes us to|brings us to|makes it)|meaning)(?: [a-z'-]+){0,4} ?$"
)
_TYPES: tuple[FactType, ...] = ("event", "date", "deadline")
_REACH = 32
_SLACK, _WIDE_SLACK = 0.1, 0.25
"""How far from the day the time that is left may point, as a share of it: a week of a month is said roughly."""


def counted_down(
    reading: Reading, knowledge: Knowledge, book: RuleBook, passages: Passages
) -> Iterator[Judgement]:  # fmt: skip
    """Verdicts on the times that are left until a day that a fact knows.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
        passages: the words around each value.
    """
    dated = [one for one in knowledge.facts if one.valid and one.fact.type in _TYPES]
    for measure in reading.measures if dated and knowledge.today else ():
        text = reading.text.text
        if isinstance(measure.value, Duration) and _BEFORE.match(text[measure.end : measure.end + 10]):
            yield from _counted_back(measure, reading, dated, book)
        if isinstance(measure.value, Duration) and knowledge.today:
            yield from _until(measure, reading, dated, knowledge.today, book)
        if not isinstance(measure.value, Duration) or not _AHEAD.search(
            text[max(0, measure.start - _REACH) : measure.start]
        ):
            continue
        if one := _verdict(measure, reading, dated, knowledge.today, book, passages):
            yield one


def arriving(judged: Sequence[Judgement], today: date | None, text: str) -> Iterator[Judgement]:
    """The judgements; the day on which a time that a fact bears out is over is known: "in three weeks, so by 4 May".

    Args:
        judged: the verdicts so far, in order.
        today: the day from which the time runs.
        text: what the claims stand in, folded.
    """
    before: Judgement | None = None
    for one in judged:
        day, known = one.claim.value, before and before.known
        if (
            before
            and known
            and today
            and isinstance(day, Days)
            and _THEN.match(text[before.claim.until : one.claim.at])
        ):
            assert isinstance(before.claim.value, Duration)
            days = float(before.claim.value.low * IN_DAYS[before.claim.value.unit])
            met = _points_to(days, Exactness.ABOUT, day, today)
            yield Judgement(one.claim, Standing.SUPPORTED if met else Standing.CONTRADICTED, known)
        else:
            yield one
        lasting = isinstance(one.claim.value, Duration) and one.standing is Standing.SUPPORTED
        before = one if lasting else None


def _until(
    measure: Measurement, reading: Reading, dated: Sequence[Known], today: date, book: RuleBook
) -> Iterator[Judgement]:
    """ "Valid a month, until 12 June": the time that is left, with the day that it ends on."""
    assert isinstance(measure.value, Duration)
    match = _UNTIL.match(reading.text.text[measure.end : measure.end + _REACH])
    days = float(measure.value.low * IN_DAYS[measure.value.unit])
    for known in dated if match else ():
        rule = book.against(known.fact.type)
        if rule and any(_points_to(days, Exactness.ABOUT, day, today) for day in _days(known)):
            yield Judgement(value_claim(rule, reading.text, measure), Standing.SUPPORTED, known)
            return


def _counted_back(
    measure: Measurement, reading: Reading, dated: Sequence[Known], book: RuleBook
) -> Iterator[Judgement]:  # fmt: skip
    """ "Two weeks before the wedding", where the facts know the day of both."""
    assert isinstance(measure.value, Duration)
    days = float(measure.value.low * IN_DAYS[measure.value.unit])
    for limit in dated:
        rule = book.against(limit.fact.type)
        ends = [one.spans[0][0] for other in dated if other is not limit for one in _days(other)]
        if rule and any(abs((end - one.spans[0][0]).days - days) < 1 for end in ends for one in _days(limit)):
            yield Judgement(value_claim(rule, reading.text, measure), Standing.SUPPORTED, limit)
            return


def _verdict(
    measure: Measurement, reading: Reading, dated: Sequence[Known], today: date | None, book: RuleBook,
    passages: Passages,
) -> Judgement | None:  # fmt: skip
    rule = book.against("event")
    if rule is None or today is None or not isinstance(measure.value, Duration):
        return None
    claim = value_claim(rule, reading.text, measure)
    sentence = passages.sentence(claim)
    spoken = [one for one in dated if one.core and len(one.core & sentence) * 2 >= len(one.core)]
    days = float(measure.value.low * IN_DAYS[measure.value.unit])
    for known in spoken:
        if any(_points_to(days, measure.exactness, day, today) for day in _days(known)):
            return Judgement(replace(claim, rule=book.against(known.fact.type) or rule), Standing.SUPPORTED, known)
    events = [one for one in spoken if one.fact.type != "deadline" and list(_days(one))]
    if len(events) != 1:
        return None
    return Judgement(claim, Standing.CONTRADICTED, events[0], next(_days(events[0])))


def _days(known: Known) -> Iterator[Days]:
    return (one.value for one in known.stated if isinstance(one.value, Days))


def _points_to(days: float, exactness: Exactness, known: Days, today: date) -> bool:
    slack = max(1.0, days * (_SLACK if exactness is Exactness.EXACT else _WIDE_SLACK))
    return any((first - today).days - slack <= days <= (last - today).days + slack for first, last in known.spans)
