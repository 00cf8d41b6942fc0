"""What is known: the facts of a context, read once and sorted by what they can answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from operator import is_

from guardrails.claims.facts import LABELS, Known, is_valid, read_fact, validity_day
from guardrails.claims.relate import comparable_with
from guardrails.claims.rules import ClaimRule
from guardrails.claims.subjects import Subjects
from guardrails.claims.topics import Topics
from guardrails.claims.values import Days, Percent, Stated, Value
from guardrails.draft import Fact, FactType, Language

_PRODUCTS = ("price", "stock", "feature")
_SOLD = ("price", "stock", "feature", "discount", "delivery", "guarantee", "event")
_PRICED = ("price", "discount", "term")
_REMEMBERED = 8
"""Sets of facts kept from draft to draft. Few, since some are about a person, whose facts may be erased."""
_MOST_REPEATABLE = 200
_LEAST_WORDS = 2
"""Words beside numbers and units from which a value is a sentence of its own, not just a figure."""

Answer = tuple[Known, list[Stated]]
"""A fact, and those of its values that measure what a claim measures."""
_Kinds = tuple[type[Value], ...]


class Knowledge:
    """The facts that claims are held against, at one moment and in one language.

    Args:
        facts: the facts, read.

    Attributes:
        facts: all of them, those too that do not hold.
        subjects: what they are about.
        products: the subjects that are sold.
        sold: those, and what else has a discount, a delivery time or a guarantee.
        telling: of each word that one product's name has and no other's, that product.
        repeatable: the facts whose value is a sentence that a text may repeat; what only the rep said proves none.
        priced: those that hold from which a sum may follow.
        topics: what they are about where no rule knows the wording.
    """

    def __init__(self, facts: list[Known]) -> None:
        self.subjects = Subjects(one.subject for one in facts if one.subject and one.fact.type not in LABELS)
        self.facts = tuple(one if one.subject in self.subjects.words else _without_subject(one) for one in facts)
        self.products = self._about(_PRODUCTS)
        self.sold = self._about(_SOLD)
        self.telling = dict(_telling_words(self.subjects, self.products))
        self.repeatable = tuple(
            one for one in self.facts[:_MOST_REPEATABLE] if len(one.value_words) >= _LEAST_WORDS and not one.from_rep
        )
        self.priced = tuple(one for one in self.facts if one.valid and not one.from_rep and one.fact.type in _PRICED)
        self.topics = Topics(self.facts)
        self._eligible: dict[tuple[tuple[FactType, ...], bool], list[Known]] = {}
        self._answers: dict[tuple[str, tuple[FactType, ...], bool, _Kinds], list[Answer]] = {}
        self._stating: dict[_Kinds, list[Answer]] = {}

    def _about(self, types: tuple[FactType, ...]) -> frozenset[str]:
        return frozenset(one.subject for one in self.facts if one.subject is not None and one.fact.type in types)

    def eligible(self, rule: ClaimRule) -> list[Known]:
        """The facts that a rule accepts."""
        key = rule.supported_by, rule.rep_may_state
        if key not in self._eligible:
            self._eligible[key] = [
                one for one in self.facts
                if one.fact.type in rule.supported_by and (rule.rep_may_state or not one.from_rep)
            ]  # fmt: skip
        return self._eligible[key]

    def answers(self, rule: ClaimRule, claimed: Value) -> list[Answer]:
        """The facts that a rule accepts, each with the values that measure the same thing as a claim of that rule."""
        kinds = comparable_with(claimed)
        key = rule.id, rule.supported_by, rule.rep_may_state, kinds
        if key not in self._answers:
            self._answers[key] = [
                (one, stated)
                for one in self.eligible(rule)
                if (stated := _of_kinds(_answering(one, rule, kinds), kinds))
            ]
        return self._answers[key]

    def stating(self, claimed: Value) -> list[Answer]:
        """The facts of any type that hold, each with the values, its subject's too, that measure the same thing."""
        kinds = comparable_with(claimed)
        if kinds not in self._stating:
            self._stating[kinds] = [
                (one, stated)
                for one in self.facts
                if one.valid and not one.from_rep and (stated := _of_kinds((*one.stated, *one.asides), kinds))
            ]
        return self._stating[kinds]


def _without_subject(known: Known) -> Known:
    """A label's subject counts only where it is that of another fact too."""
    return replace(known, subject=None) if known.subject is not None else known


def _telling_words(subjects: Subjects, products: frozenset[str]) -> Iterator[tuple[str, str]]:
    times = Counter(word for one in products for word in subjects.words[one])
    for one in products:
        yield from ((word, one) for word in subjects.words[one] if times[word] == 1 and word.isalpha())


def _answering(known: Known, rule: ClaimRule, kinds: _Kinds) -> tuple[Stated, ...]:
    if rule.id == "claims.deadline" and Days in kinds and (day := validity_day(known)):
        return (*known.stated, Stated(day, frozenset()))
    if rule.id == "claims.tax" and kinds == (Percent,) and known.tax_rate is not None:
        return (Stated(Percent(known.tax_rate), frozenset()),)
    return known.stated


def _of_kinds(stated: tuple[Stated, ...], kinds: _Kinds) -> list[Stated]:
    return [one for one in stated if type(one.value) in kinds]


def knowledge_of(facts: tuple[Fact, ...], language: Language, now: datetime | None) -> Knowledge:
    """What is known at a moment; a validity period counts only where `now` is known."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0) if now else None
    lapsed = frozenset(number for number, fact in enumerate(facts) if not is_valid(fact, now))
    return _knowledge(_Same(facts), language, noon, lapsed)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Facts as a key: the very same objects. To compare what they say takes longer than most checks of a mail."""

    facts: tuple[Fact, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.facts)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same) and len(self.facts) == len(other.facts) and all(map(is_, self.facts, other.facts))
        )


@lru_cache(maxsize=_REMEMBERED)
def _knowledge(same: _Same, language: Language, noon: datetime | None, lapsed: frozenset[int]) -> Knowledge:
    return Knowledge(
        [
            read_fact(fact, language, noon, number not in lapsed)  # pyright: ignore[reportArgumentType]  # frozen models are hashable
            for number, fact in enumerate(same.facts)
        ]
    )
