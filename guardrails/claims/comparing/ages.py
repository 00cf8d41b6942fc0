"""How long the company has been at it, reckoned from the year in which it began: "depuis bientôt quarante ans"."""

from collections.abc import Iterator
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.values import Duration, Exactness, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.patterns import compile_pattern

_BEGUN = compile_pattern(
    r"\b(?:fonde\w*|fondation|cre(?:e|ee|es|ees|ation)|depuis|debuts?|ouverte? (?:en|depuis)"
    r"|installee?s? (?:a|en|depuis)|en activite|founded|founding|foundation|established|started|since|set up"
    r"|in business|trading|began|begun)\b"
)
_YEAR = compile_pattern(r"\b(1[5-9]\d\d|20\d\d)\b")
_TOLD_BY = ("date", "statistic", "feature", "other")
_SPOKEN = compile_pattern(
    r"\b(?:depuis|experience|existence|anciennete|metier|savoir-faire|anniversaire|since|for|business|anniversary"
    r"|trading|been|old|age)\b"
)
_NEARLY = Decimal(2)
"""Years that "almost thirty" may leave out."""


def aged(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Lengths of time that are the years since the company began.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("statistic")
    begun = list(_beginnings(knowledge)) if rule else []
    for measure in reading.measures if begun else ():
        known = next((known for known, years in begun if _fits(measure, years)), None)
        start, end = reading.sentence_at(measure.start)
        if rule and known and _SPOKEN.search(reading.text.text[start:end]):
            yield Judgement(value_claim(rule, reading.text, measure), Standing.SUPPORTED, known)


def _beginnings(knowledge: Knowledge) -> Iterator[tuple[Known, Decimal]]:
    """The facts that say when the company began, with the years that have begun since."""
    for known in knowledge.facts if knowledge.today else ():
        year = _YEAR.search(known.fact.value)
        if year and known.valid and known.fact.type in _TOLD_BY and not known.from_rep and _BEGUN.search(known.words):
            assert knowledge.today is not None
            yield known, Decimal(knowledge.today.year - int(year.group(1)))


def _fits(measure: Measurement, years: Decimal) -> bool:
    """Whether a length of time is that of a number of years, of which the last may not be over."""
    value = measure.value
    if not isinstance(value, Duration) or value.unit != "year" or value.high is not None:
        return False
    if measure.exactness in (Exactness.ABOUT, Exactness.AT_MOST) and 0 <= value.low - years <= _NEARLY:
        return True
    if measure.exactness is Exactness.AT_MOST:
        return False
    return any(close(value.low, one, measure.exactness) for one in (years, years - 1))
