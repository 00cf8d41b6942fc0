"""What is known: the facts of a context, read once and sorted by what they can answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import is_

from guardrails.claims.facts.known import LABELS, Known, is_valid, read_fact, validity_day
from guardrails.claims.facts.telling import Telling
from guardrails.claims.facts.topics import Topics
from guardrails.claims.parsing.lengths import length_of
from guardrails.claims.parsing.relate import comparable_with
from guardrails.claims.parsing.subjects import Subjects
from guardrails.claims.parsing.values import Days, Percent, Stated, Value
from guardrails.claims.rules import ClaimRule
from guardrails.draft import Fact, FactType, Language
from guardrails.patterns import compile_pattern

_PRODUCTS = ("price", "stock", "feature")
_SOLD = ("price", "stock", "feature", "discount", "delivery", "guarantee", "event")
_PRICED = ("price", "discount", "term")
_DATED = ("date", "event")
_FAR = timedelta(days=400)
"""A delivery time sets the earliest day; any later one keeps the promise."""
_BEFORE = compile_pattern(r"\b(?:avant|before|prior to)\b")
_SOON = timedelta(days=2)
_DELIVERED = ("claims.delivery", "claims.date")
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
        today: the day of judging, where it is known.
        facts: all of them, those too that do not hold.
        subjects: what they are about.
        labels: what the certificates are called.
        stale_labels: those of labels and references that do not hold.
        products: the subjects that are sold.
        sold: those, and what else has a discount, a delivery time or a guarantee.
        telling: of each word that one product's name has and no other's, that product.
        repeatable: the facts whose value is a sentence that a text may repeat; what only the rep said proves none.
        priced: those that hold from which a sum may follow.
        counted: the facts that hold and say how many, those too that only the rep stated: the customer's needs.
        attesting: of each rule for names, the facts that hold and attest some.
        telling_facts: which of them a passage speaks of.
        topics: what they are about where no rule knows the wording.
    """

    def __init__(self, facts: list[Known], today: date | None = None) -> None:
        self.today = today
        days = [one.value for known in facts if known.fact.type in _DATED for one in known.stated]
        facts = [_with_days_before(one, [day for day in days if isinstance(day, Days)]) for one in facts]
        self.subjects = Subjects(one.subject for one in facts if one.subject and one.fact.type not in LABELS)
        self.labels = Subjects(
            name for one in facts if one.fact.type == "certification" for name in {_label(one), one.sentence}
        )
        self.stale_labels = Subjects(_label(one) for one in facts if one.fact.type in LABELS and not one.valid)
        self.facts = tuple(one if one.subject in self.subjects.words else _without_subject(one) for one in facts)
        self.products = self._about(_PRODUCTS)
        self.sold = self._about(_SOLD)
        self.telling = dict(_telling_words(self.subjects, self.products))
        self.repeatable = tuple(
            one for one in self.facts[:_MOST_REPEATABLE] if len(one.value_words) >= _LEAST_WORDS and not one.from_rep
        )
        self.priced = tuple(one for one in self.facts if one.valid and not one.from_rep and one.fact.type in _PRICED)
        self.counted = tuple(one for one in self.facts if one.valid and one.fact.type == "quantity")
        self.attesting = {
            f"claims.{kind}": tuple(one for one in facts if one.fact.type == kind and one.valid) for kind in LABELS
        }
        self.telling_facts = Telling(self.facts)
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
                for one in (*self.eligible(rule), *self._told(rule, kinds))
                if (stated := _of_kinds(_answering(one, rule, kinds, self.today), kinds))
            ]
        return self._answers[key]

    def _told(self, rule: ClaimRule, kinds: _Kinds) -> Iterator[Known]:
        """The days that the rep stated, for a claim of any kind that is a day: "we deliver on the 11th"."""
        if Days in kinds and not rule.rep_may_state:
            yield from (one for one in self.facts if one.from_rep and one.fact.type in _DATED)

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


def _label(known: Known) -> str:
    """How a certificate is called."""
    return known.subject or known.sentence


def _without_subject(known: Known) -> Known:
    """A label's subject counts only where it is that of another fact too."""
    return replace(known, subject=None) if known.subject is not None else known


def _telling_words(subjects: Subjects, products: frozenset[str]) -> Iterator[tuple[str, str]]:
    times = Counter(word for one in products for word in subjects.words[one])
    for one in products:
        yield from ((word, one) for word in subjects.words[one] if times[word] == 1 and word.isalpha())


def _with_days_before(known: Known, days: list[Days]) -> Known:
    """A fact whose value counts back from a known day: "10 days before the event" says a day as well."""
    if known.fact.type not in ("deadline", "term") or not days or not _BEFORE.search(known.sentence):
        return known
    counted_back = (
        Stated(Days(((first - length, first - length),)), frozenset())
        for one in known.stated
        if (length := length_of(one.value)) is not None
        for first, last in (day.spans[0] for day in days)
        if first == last
    )
    return replace(known, stated=(*known.stated, *counted_back))


def _answering(known: Known, rule: ClaimRule, kinds: _Kinds, today: date | None) -> tuple[Stated, ...]:
    if rule.id in _DELIVERED and Days in kinds and today and known.fact.type == "delivery":
        lengths = (length_of(one.value) for one in known.stated)
        far = _FAR if rule.id == "claims.delivery" else _SOON
        later = (Days(((today + one, today + one + far),)) for one in lengths if one is not None and one < far)
        return (*known.stated, *(Stated(one, frozenset()) for one in later))
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
        ],
        noon.date() if noon else None,
    )
