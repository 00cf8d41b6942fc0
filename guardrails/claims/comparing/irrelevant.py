"""Numbers that are held against a fact which they say nothing of: other measures, and what a limit is compared with."""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.units import unit_after
from guardrails.claims.parsing.values import Count, Exactness
from guardrails.claims.reading.texts import Reading

_RULES = ("claims.quantity", "claims.stock", "claims.statistic", "claims.legal")
_MEASURES = {
    word: kind
    for kind, words in {
        "length": "mm cm m metre meter centimetre centimeter millimetre inch foot feet ft yard pouce",
        "current": "amp ampere volt", "print": "dpi ppp px pixel", "heat": "degre degree",
    }.items()
    for word in words.split()
}  # fmt: skip
"""What is measured rather than counted, and in which words."""


def relevant(judged: Sequence[Judgement], reading: Reading, knowledge: Knowledge) -> Iterator[Judgement]:
    """The judgements without those on "a 63 amp socket" where no fact has a current, and on "24, just below the 25".

    Args:
        judged: the judgements.
        reading: the text.
        knowledge: what is known.
    """
    measured: frozenset[str] | None = None
    for one in judged:
        doubted = one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED)
        if not doubted or not isinstance(one.claim.value, Count) or one.claim.rule.id not in _RULES:
            yield one
            continue
        kind = _MEASURES.get(unit_after(reading.text.text, one.claim.until))
        if kind:
            measured = _measured(knowledge) if measured is None else measured
        if not (kind and measured is not None and kind not in measured) and not _beside_its_limit(one, reading):
            yield one


def _measured(knowledge: Knowledge) -> frozenset[str]:
    """The kinds of measure that the facts name."""
    words = frozenset(
        word.strip(".,()")
        for known in knowledge.facts
        for text in (known.sentence, known.words)
        for word in text.replace("-", " ").split()
    )
    kinds = (_MEASURES.get(word) or _MEASURES.get(word.removesuffix("s").lstrip("0123456789.,")) for word in words)
    return frozenset(kind for kind in kinds if kind)


def _beside_its_limit(one: Judgement, reading: Reading) -> bool:
    """Whether the sentence also says what the fact says, so that the number is compared with it."""
    if one.known is None:
        return False
    start, end = reading.sentence_at(one.claim.at)
    return any(
        isinstance(measure.value, Count) and agrees(measure.value, Exactness.EXACT, stated)
        for measure in reading.measures_in(start, end)
        for stated in one.known.stated
        if measure.start != one.claim.at
    )
