"""Facts that deny: a label that is pending, a service that is not included. They attest nothing of the kind."""

from collections.abc import Sequence
from functools import lru_cache

from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.patterns import compile_pattern

_PENDING = compile_pattern(
    r"\b(?:pending|en cours|in progress|en attente|applied for|application|planned|prevue? (?:pour|en)|underway"
    r"|suspend\w*|lapsed|withdrawn|retiree?s?|refusee?s?|expiree?s?|expired|not yet|pas encore|demande deposee)\b"
)
_DENIAL = compile_pattern(r"^(?:not|non|pas|hors|aucune?|without|sans|no)\b")
_PART = compile_pattern(r"[(,;] ?(?:not|non|pas|hors|except|sauf|excluding) ([^),;]*)")


@lru_cache(maxsize=1024)
def affirmed(known: Known) -> frozenset[str]:
    """The words of a label's fact that it attests: none where it says that the label is not, or not yet, held."""
    value = known.sentence
    if _PENDING.search(value) or _DENIAL.search(value):
        return frozenset()
    denied = frozenset[str]().union(*(content_words(match.group(1)) for match in _PART.finditer(value)))
    return known.content - denied


def denied_for(before: Sequence[str], facts: Sequence[Known]) -> Known | None:
    """The fact that denies a label for the thing that was spoken of last, of several that labels are for.

    Args:
        before: the words before the label, the nearest first.
        facts: those that may attest it.
    """
    labels = [one for one in facts if one.fact.type == "certification"]
    if not any(not affirmed(one) for one in labels):
        return None
    for word in before:
        about = [one for one in labels if word in one.topic]
        if len(about) == 1:
            return None if affirmed(about[0]) else about[0]
    return None
