"""Which of several facts a passage speaks of, by the words that one of them has and no other."""

from collections import Counter
from collections.abc import Sequence

from guardrails.claims.facts.kinship import alike, kind_words
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import agrees, comparable_with
from guardrails.claims.parsing.values import Duration, Exactness, Percent, Rhythm, Value
from guardrails.draft import FactType

_TYPES: tuple[FactType, ...] = ("delivery", "guarantee", "term", "legal", "statistic", "feature")
_SOLD = ("price", "stock")
"""Types whose subjects name products: a passage about a product is not yet about its delivery."""
_SURE = 2
"""Words that a sentence must share with a fact where the clause of the value shares none."""


class Telling:
    """The words that tell facts with lengths of time, rhythms and rates apart.

    Args:
        facts: all facts.
    """

    def __init__(self, facts: Sequence[Known]) -> None:
        self._facts = [one for one in facts if one.valid and not one.from_rep and one.fact.type in _TYPES]
        sold = frozenset(word for one in facts if one.fact.type in _SOLD for word in one.topic)
        self._words = {id(one): _telling_words(one, sold) for one in self._facts}

    def spoken_of(
        self, value: Value, clause: frozenset[str], sentence: frozenset[str], *, by_kind: bool = True
    ) -> list[Known]:
        """The facts that a passage speaks of and whose value measures the same thing; none when it is not clear.

        Args:
            value: what the passage says.
            clause: the words of its own part of the sentence.
            sentence: those of the whole sentence.
            by_kind: a word for the type of fact ("warranty") speaks of the only one of that type.
        """
        if not isinstance(value, Duration | Rhythm | Percent):
            return []
        kinds = comparable_with(value)
        like = [
            one
            for one in self._facts
            if any(isinstance(stated.value, kinds) and _alike(value, stated.value) for stated in one.stated)
        ]
        times = Counter(word for one in like for word in self._words[id(one)])
        own = [(one, frozenset(word for word in self._words[id(one)] if times[word] == 1)) for one in like]
        for words, least in ((clause, 1), (sentence, _SURE)):
            shares = [(len(words & telling), one) for one, telling in own]
            most = max((share for share, _ in shares), default=0)
            if most >= least:
                return [one for share, one in shares if share == most]
        typed = [one for one in like if clause & kind_words(one.fact.type)]
        return typed if by_kind and len(typed) == 1 else []


def _telling_words(known: Known, sold: frozenset[str]) -> frozenset[str]:
    """The words that say what a fact is about; those of products only where it has no others and is no name."""
    words = frozenset(word for word in known.tells if word.isalpha())
    if known.fact.type == "legal":
        return words
    quality = known.fact.type in ("feature", "term") and (known.fact.subject or "").islower()
    return (words - sold) or (words if quality else frozenset())


def _alike(value: Value, known: Value) -> bool:
    return isinstance(value, Rhythm) or alike(value, known, frozenset(), frozenset(), 1)


def contradicts(value: Value, exactness: Exactness, spoken: Sequence[Known]) -> tuple[Known, Value] | None:
    """The fact that a value contradicts, of those that its passage speaks of, and what that says."""
    if len(spoken) != 1 or any(agrees(value, exactness, one) for one in spoken[0].stated):
        return None
    kinds = comparable_with(value)
    return spoken[0], next(one.value for one in spoken[0].stated if isinstance(one.value, kinds))
