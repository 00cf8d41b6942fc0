"""Amounts of a physical unit of which the only fact about the thing gives another: "carries 138 kilos" of 180 kg."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.rounding import ABOUT_COUNT, close
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.units import amounts_of, areas_of, measured_in
from guardrails.claims.parsing.values import Count, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.smalltalk import is_theirs
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.draft import FactType
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_TYPES: tuple[FactType, ...] = ("feature", "quantity", "stock")
_TELLING = frozenset(("wh", "m3", "degre", "nm", "db"))
"""Units so seldom said that an amount in one is that of the only fact that has it."""
_NAMES = compile_pattern(r" ?[a-z0-9²³]{1,4} ?(?::|,? a \d)")
"""After what belongs to the name of a thing: "cherry picker, 16 m: 185 € a day"."""

Amount = tuple[Decimal, str]
"""A number of base units, and the base."""


def mismeasured(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Amounts that are not those of the one fact that measures the thing.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("quantity")
    facts = [
        (one, amount)
        for one in knowledge.facts
        for amount in amounts_of(fold(one.fact.value))
        if one.valid and one.fact.type in _TYPES
    ]
    facts += [(one, area) for one in knowledge.facts if one.valid for area in areas_of(one.words)]
    text = reading.text.text
    for measure in reading.measures if facts and rule else ():
        amount = _amount(measure, text)
        same = [one for one in facts if amount and one[1][1] == amount[1]]
        if amount is None or not same or any(_follows(measure, amount[0], other[0]) for _, other in same):
            continue
        start, end = reading.sentence_at(measure.start)
        if "?" in text[start:end] or is_theirs(text[start : measure.start]):
            continue
        known = _of_the_thing(same, content_words(text[start:end]))
        if known and rule:
            yield Judgement(value_claim(rule, reading.text, measure), Standing.CONTRADICTED, known)


def _amount(measure: Measurement, text: str) -> Amount | None:
    if not isinstance(measure.value, Count) or measure.value.high is not None or measure.article:
        return None
    if _NAMES.match(text[measure.end : measure.end + 12]):
        return None
    return measured_in(measure.value.low, text, measure.end)


def _follows(measure: Measurement, claimed: Decimal, known: Decimal) -> bool:
    """Whether an amount is the fact's, as it is meant, or so many times as much."""
    if close(claimed, known, measure.exactness, ABOUT_COUNT):
        return True
    if known <= 0 or claimed < known:
        return False
    times = (claimed / known).to_integral_value()
    return close(claimed, known * times, measure.exactness, ABOUT_COUNT)


def _of_the_thing(facts: Sequence[tuple[Known, Amount]], sentence: frozenset[str]) -> Known | None:
    """The one fact that the sentence speaks of, or whose unit leaves no doubt."""
    told = [one for one, _ in facts if one.core & sentence]
    told = told or [one for one, amount in facts if amount[1] in _TELLING]
    return told[0] if len({one.fact.id for one in told}) == 1 else None
