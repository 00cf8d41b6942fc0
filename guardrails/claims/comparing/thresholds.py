"""Discounts that a fact grants from some number on, given to who takes fewer: "since you take five, 5 % off"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.numbers import find_numbers
from guardrails.claims.parsing.values import Count
from guardrails.claims.reading.texts import Reading
from guardrails.patterns import compile_pattern

_FROM_ON = compile_pattern(
    r"\b(?:or|and) (?:more|over|up)\b|\b(?:ou|et) plus\b|\b(?:from|over|at least|minimum|upwards|des|a partir de"
    r"|au moins|plus de)\b|\d ?\+"
)
"""Words of a fact's subject that make its number the least that is asked for."""
_TAKING = compile_pattern(
    r"\b(?:since|as|because|given that|seeing that|puisque|comme|vu que|etant donne que) "
    r"(?:you|vous|tu|your [a-z]+|vos [a-z]+)(?:'re| are|'ve| have|'d| would)? ?(?:en |les )?"
    r"(?:take|taking|order|ordering|buy|buying|book|booking|bring|bringing|prenez|prends|commandez|reservez|achetez"
    r"|etes|venez|want|need)? ?(?:only |just )?$"
)
_NOT = compile_pattern(r"\b(?:not|isn't|doesn't|don't|won't|no|ne|n'|pas|short of|too few)\b")
_BEFORE = 60


def below_threshold(judged: Sequence[Judgement], reading: Reading) -> Iterator[Judgement]:
    """The judgements, with discounts contradicted whose own fact asks for more than the sentence says is taken."""
    for one in judged:
        least = _least(one.known) if one.standing is Standing.SUPPORTED else None
        taken = _taken(one.claim.at, reading) if least else None
        if least and taken and taken < least:
            one = replace(one, standing=Standing.CONTRADICTED, expected=None, certain=False)
        yield one


def _least(known: Known | None) -> Decimal | None:
    """From how many on a discount is granted."""
    subject = known.subject or "" if known else ""
    if known is None or known.fact.type != "discount" or not _FROM_ON.search(subject):
        return None
    numbers = (*find_numbers(subject, "fr"), *find_numbers(subject, "en"))
    return next((one.low for one in numbers if one.low > 1), None)


def _taken(at: int, reading: Reading) -> Decimal | None:
    """How many the customer takes, as the sentence of a claim says by way of reason."""
    text = reading.text.text
    start, end = reading.sentence_at(at)
    if _NOT.search(text[start:end]):
        return None
    for one in reading.measures_in(start, end):
        if isinstance(one.value, Count) and _TAKING.search(text[max(start, one.start - _BEFORE) : one.start]):
            return one.value.low
    return None
