"""Whether a claim and a fact are about the same thing: only then may one contradict, or correct, the other."""

from dataclasses import dataclass

from guardrails.claims.facts import Known
from guardrails.claims.rules import ClaimRule
from guardrails.claims.subjects import content_words
from guardrails.claims.values import Count, Duration, Money, Value
from guardrails.draft import FactType

_SHORT, _MIDDLE, _LONG = range(3)
_SCALES = {
    "minute": _SHORT, "hour": _SHORT, "day": _MIDDLE, "business_day": _MIDDLE, "week": _MIDDLE, "month": _LONG,
    "year": _LONG,
}  # fmt: skip
_KIND_WORDS: dict[FactType, frozenset[str]] = {
    "price": content_words("prix tarif cout coute price cost rate fee montant"),
    "discount": content_words("remise rabais ristourne promotion discount off save economie avantage"),
    "delivery": content_words("livraison delai expedition installation pose delivery ship lead dispatch ready"),
    "guarantee": content_words("garantie couvert warranty covered"),
    "stock": content_words("stock disponible reste left available remaining"),
    "deadline": content_words("echeance limite deadline expire"),
}
"""How a text says what type of thing it speaks of, without naming the fact's subject."""


_OWN_TYPES: dict[str, tuple[FactType, ...]] = {
    "claims.quantity": ("quantity", "feature"),
    "claims.date": ("date", "event"),
    "claims.deadline": ("deadline", "discount"),
    "claims.percentage": (),
}


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a fact bears on a claim.

    Attributes:
        known: the fact.
        values: those of its values that measure what the claim measures.
        own: it is of the very type that the claim is of: a price for a price.
        named: its subject is named in the sentence, or carried from before where one product is meant.
        shared: how many of the words that tell what it is about stand in the claim's clause.
        covered: all of them stand in the claim's clause or, for its subject, in the sentence.
        counted: the claim counts the same things as one of its values.
    """

    known: Known
    values: list[Value]
    own: bool
    named: bool
    shared: int
    covered: bool
    counted: bool = False

    @property
    def same(self) -> bool:
        """The claim and the fact are about the same thing."""
        return (self.own and self.named) or self.covered or self.counted or (self.own and self.shared > 0)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Which of several facts is nearest to the claim."""
        return int(self.covered or self.counted), self.shared, int(self.own) + int(self.named)


def is_own(known: Known, rule: ClaimRule) -> bool:
    """Whether a fact is of the very type that a rule claims."""
    return known.fact.type in _OWN_TYPES.get(rule.id, rule.supported_by[:1])


def speaks_of(words: frozenset[str], known: Known) -> bool:
    """Whether a passage has a word of what the fact is about, or of its type."""
    return not words.isdisjoint(known.tells) or says_type(words, known)


def says_type(words: frozenset[str], known: Known) -> bool:
    """Whether a passage says what type of thing it states: a price, a discount, a delivery."""
    return bool(words & _KIND_WORDS.get(known.fact.type, frozenset()))


def tells_of(clause: frozenset[str], sentence: frozenset[str], known: Known) -> bool:
    """Whether a clause is about a fact of whatever type: by its own words, or by type where the sentence names it."""
    if clause & known.tells:
        return True
    return says_type(clause, known) and bool(known.core) and known.core <= sentence


def covers(words: frozenset[str], known: Known) -> bool:
    """Whether a passage has all the words of the fact's subject, or of what its value says beside the number."""
    core, said = known.core, known.value_words
    return bool((core and core <= words) or (said and said <= words))


def alike(claimed: Value, known: Value, following: frozenset[str], counted: frozenset[str], slack: int = 0) -> bool:
    """Whether the fact's value could stand in the claim's place: same unit, same currency, like size.

    Args:
        claimed: the claim's value.
        known: the fact's.
        following: the words after the claim's value, which name what it counts.
        counted: what the fact's number counts.
        slack: how many steps the scales (hours, days, months) may differ.
    """
    match claimed, known:
        case Duration(), Duration():
            return abs(_scale(claimed) - _scale(known)) <= slack
        case Count(), Count():
            return not counted or bool(counted & following)
        case Money(), Money():
            return not (claimed.currency and known.currency) or claimed.currency == known.currency
        case _:
            return type(claimed) is type(known)


def _scale(value: Duration) -> int:
    return _MIDDLE if value.unit == "hour" and value.low >= 24 else _SCALES[value.unit]
