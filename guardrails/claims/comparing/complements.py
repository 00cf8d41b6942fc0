"""Lengths of time and rates that follow from known ones: ten months of a year with two free, 60 % after 40 % off."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.values import Clock, Count, Duration, Percent, Value
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_PAID = compile_pattern(
    r"\b(?:pay\w*|pai\w+|regl\w+|charged?|billed|bill|factur\w+|cost\w*|cout\w*|owe|due|rest\w+|left|invoic\w+)\b"
)
_EACH = compile_pattern(r"\b(?:par|per|each|every|chaque|chacune?|l'unite|piece|a)\b")
_REACH = 48
_YEAR = 12
_MOST = 60
_IN_SMALLEST: dict[Clock, Decimal] = {"minute": Decimal(1), "hour": Decimal(60), "day": Decimal(1440),
                                      "week": Decimal(10080)}  # fmt: skip


def complemented(judged: Sequence[Judgement], reading: Reading, knowledge: Knowledge) -> Iterator[Judgement]:
    """The judgements, with lengths of time and rates that follow from facts found supported.

    Args:
        judged: the judgements.
        reading: the text.
        knowledge: what is known.
    """
    facts = [one for one in knowledge.facts if one.valid]
    for one in judged:
        if one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED) and (
            known := _behind(one.claim, reading, facts)
        ):
            one = replace(one, standing=Standing.SUPPORTED, known=known, expected=None, certain=False)
        yield one


def _behind(claim: Claim, reading: Reading, facts: Sequence[Known]) -> Known | None:
    text = reading.text.text
    around = text[max(0, claim.at - _REACH) : claim.until + _REACH]
    if isinstance(claim.value, Percent | Duration) and _PAID.search(around):
        for known in facts:
            granted = known.fact.type in ("discount", "term")
            if granted and any(_is_rest(claim.value, one.value) for one in known.stated):
                return known
    if isinstance(claim.value, Duration) and claim.value.high is None:
        return _times(claim.value, facts)
    return None


def _is_rest(claimed: Value, known: Value) -> bool:
    """Whether a share, or the months of a year, is what remains after a known one."""
    if isinstance(claimed, Percent) and isinstance(known, Percent):
        return claimed.high is None and claimed.low + known.low == 100
    if not isinstance(claimed, Duration) or not isinstance(known, Duration) or claimed.high is not None:
        return False
    return claimed.unit == known.unit == "month" and claimed.low + known.low == _YEAR


def _times(claimed: Duration, facts: Sequence[Known]) -> Known | None:
    """The length of time for one thing of which a claimed one is that for all: "an hour and a half for both flues"."""
    if claimed.unit not in _IN_SMALLEST:
        return None
    counts = [
        (one.value.low, known)
        for known in facts
        if known.fact.type == "quantity"
        for one in known.stated
        if isinstance(one.value, Count) and 1 < one.value.low <= _MOST
    ]
    if not counts:
        return None
    length = claimed.low * _IN_SMALLEST[claimed.unit]
    for known in facts:
        single = next((one.value for one in known.stated if isinstance(one.value, Duration)), None)
        if single is None or single.unit not in _IN_SMALLEST or not _EACH.search(f"{known.sentence} {known.words}"):
            continue
        base = single.low * _IN_SMALLEST[single.unit]
        if any(base * count == length and other.core & known.topic for count, other in counts):
            return known
    return None
