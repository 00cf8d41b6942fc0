"""Values beside the topic of a fact: recognised by the fact's own words where no rule knows the wording."""

from collections.abc import Sequence

from guardrails.claims.facts.kinship import alike
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import comparable_with
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count, Days, Money, Stated, Value
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
        self._stating: dict[tuple[type[Value], ...], list[tuple[Known, list[Stated]]]] = {}

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
        about_us = _is_many(value) and _OURS.search(around[0]) is not None
        best: tuple[int, FactType] | None = None
        for known, stated in self._measuring(value):
            shared = len(words & known.core)
            if before and known.core <= before and words & known.value_words:
                shared = len(known.core)
            ours = about_us and known.fact.type == "statistic"
            ours = ours or (_is_many(value) and bool(follows & known.core))
            if (shared * 2 <= len(known.core) and not ours) or (best is not None and shared <= best[0]):
                continue
            if any(alike(value, one.value, follows, one.counts) for one in stated) and (
                not isinstance(value, Count) or any(follows & (one.counts or known.core) for one in stated)
            ):
                best = shared, known.fact.type
        return best[1] if best else None

    def _measuring(self, value: Value) -> list[tuple[Known, list[Stated]]]:
        """The facts with a value that measures the same thing as one of a text, and those values."""
        kinds = comparable_with(value)
        if kinds not in self._stating:
            stating = ((known, [one for one in known.stated if type(one.value) in kinds]) for known in self._facts)
            self._stating[kinds] = [(known, stated) for known, stated in stating if stated]
        return self._stating[kinds]


def _is_many(value: Value) -> bool:
    """ "We opened two files" is no figure about us."""
    return isinstance(value, Count) and value.low > _FEW
