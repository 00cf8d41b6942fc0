"""Values beside the topic of a fact: recognised by the fact's own words where no rule knows the wording."""

from collections.abc import Sequence

from guardrails.claims.facts import Known
from guardrails.claims.relate import comparable
from guardrails.claims.subjects import content_words
from guardrails.claims.values import Count, Days, Duration, Money, Value
from guardrails.draft import FactType

_SHORT, _MIDDLE, _LONG = range(3)
_SCALES = {
    "minute": _SHORT,
    "hour": _SHORT,
    "day": _MIDDLE,
    "business_day": _MIDDLE,
    "week": _MIDDLE,
    "month": _LONG,
    "year": _LONG,
}
_PRODUCTS = ("price", "stock", "discount")
_NOUN_REACH = 32


class Topics:
    """What the facts are about, for values that no rule recognised."""

    def __init__(self, facts: Sequence[Known]) -> None:
        self._facts = [one for one in facts if one.topic and one.fact.type not in _PRODUCTS]

    def __bool__(self) -> bool:
        return bool(self._facts)

    def about(self, value: Value, around: tuple[str, str]) -> FactType | None:
        """The type of the fact that a value seems to speak of; none when nothing in its sentence says so.

        Args:
            value: what was measured.
            around: the folded sentence before and after it.
        """
        if isinstance(value, Money | Days):
            return None
        before, after = content_words(around[0]), content_words(around[1])
        best: tuple[int, FactType] | None = None
        for known in self._facts:
            shared = len((before | after) & known.topic)
            if shared * 2 <= len(known.topic) or not any(_alike(value, one) for one in known.values):
                continue
            if isinstance(value, Count) and not content_words(around[1][:_NOUN_REACH]) & (known.counted or known.topic):
                continue
            if best is None or shared > best[0]:
                best = shared, known.fact.type
        return best[1] if best else None


def _alike(value: Value, known: Value) -> bool:
    """Comparable and of like size: an hour's talk about a product is not its 48-month term."""
    if isinstance(value, Duration) and isinstance(known, Duration):
        return abs(_scale(value) - _scale(known)) == 0
    return comparable(value, known)


def _scale(value: Duration) -> int:
    return _MIDDLE if value.unit == "hour" and value.low >= 24 else _SCALES[value.unit]
