"""Values beside the topic of a fact: recognised by the fact's own words where no rule knows the wording."""

from collections.abc import Sequence

from guardrails.claims.facts import Known
from guardrails.claims.kinship import alike
from guardrails.claims.relate import comparable
from guardrails.claims.subjects import content_words
from guardrails.claims.values import Count, Days, Money, Value
from guardrails.draft import FactType
from guardrails.patterns import compile_pattern

_PRODUCTS = ("price", "stock", "discount")
_NOUN_REACH = 32
_FEW = 20
_STOP = compile_pattern(r"[,;:()\d]")
_OURS = compile_pattern(r"\b(?:nous|nos|notre|we|our)\b")


class Topics:
    """What the facts are about, for values that no rule recognised."""

    def __init__(self, facts: Sequence[Known]) -> None:
        self._facts = [one for one in facts if one.topic and one.fact.type not in _PRODUCTS]

    def __bool__(self) -> bool:
        return bool(self._facts)

    def about(self, value: Value, around: tuple[str, str], earlier: str = "") -> FactType | None:
        """The type of the fact that a value seems to speak of; none when nothing in its sentence says so.

        Args:
            value: what was measured.
            around: the folded sentence before and after it.
            earlier: the text before that sentence, for one that goes on about the same thing: "It keeps …".
        """
        if isinstance(value, Money | Days):
            return None
        words = content_words(around[0]) | content_words(around[1])
        before = content_words(earlier)
        stop = _STOP.search(around[1][:_NOUN_REACH])
        follows = content_words(around[1][: stop.start() if stop else _NOUN_REACH])
        best: tuple[int, FactType] | None = None
        for known in self._facts:
            shared = len(words & known.core)
            same = [one for one in known.values if comparable(value, one)]
            if not any(alike(value, one, follows, known.counts(one)) for one in same):
                continue
            if isinstance(value, Count) and not any(follows & (known.counts(one) or known.core) for one in same):
                continue
            if before and known.core <= before and words & known.value_words:
                shared = len(known.core)
            ours = known.fact.type == "statistic" and _is_many(value) and _OURS.search(around[0]) is not None
            if shared * 2 <= len(known.core) and not ours:
                continue
            if best is None or shared > best[0]:
                best = shared, known.fact.type
        return best[1] if best else None


def _is_many(value: Value) -> bool:
    """ "We opened two files" is no figure about us."""
    return isinstance(value, Count) and value.low > _FEW
