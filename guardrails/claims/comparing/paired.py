"""Values of one sentence that each have a fact of their own: "£365 apiece and £22 a tyre to fit"."""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.values import Words
from guardrails.claims.reading.texts import Reading


def paired(judged: Sequence[Judgement], reading: Reading, knowledge: Knowledge) -> Iterator[Judgement]:
    """The judgements, where a fact that its own sentence states rightly elsewhere contradicts no other value.

    Such a value is that of the fact which says the same and which nothing else in the text rests on.
    """
    resting = [(one.claim.at, one.known) for one in judged if one.known and one.standing is Standing.SUPPORTED]
    for one in judged:
        is_opposed = one.standing is Standing.CONTRADICTED and not isinstance(one.claim.value, Words)
        own = _own_fact(one, resting, reading, knowledge) if is_opposed else None
        yield Judgement(one.claim, Standing.SUPPORTED, own) if own else one


def _own_fact(
    one: Judgement, resting: Sequence[tuple[int, Known]], reading: Reading, knowledge: Knowledge
) -> Known | None:
    start, end = reading.wording.sentence_bounds(one.claim.at, len(reading.text.text))
    if not any(start <= at < end and known is one.known for at, known in resting):
        return None
    taken = {id(known) for _, known in resting}
    answers = knowledge.answers(one.claim.rule, one.claim.value)
    return next(
        (
            known
            for known, stated in answers
            if known.valid
            and one.known is not None
            and known.fact.type == one.known.fact.type
            and id(known) not in taken
            and any(agrees(one.claim.value, one.claim.exactness, value) for value in stated)
        ),
        None,
    )
