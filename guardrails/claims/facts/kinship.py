"""Whether a claim and a fact are about the same thing: only then may one contradict, or correct, the other."""

from dataclasses import dataclass

from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import same_currency
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count, Duration, Money, Percent, Ratio, Value
from guardrails.claims.rules import ClaimRule
from guardrails.draft import FactType

_YEARS = 1850, 2050
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
    "feature": content_words("autonomie batterie battery charge tient tiennent lasts runs dure pile"),
    "deadline": content_words("echeance limite deadline expire"),
}
"""How a text says what type of thing it speaks of, without naming the fact's subject."""


_OWN_TYPES: dict[str, tuple[FactType, ...]] = {
    "claims.quantity": ("quantity", "feature"),
    "claims.date": ("date", "event"),
    "claims.deadline": ("deadline", "discount"),
    "claims.percentage": (),
}


_NOUN_KINDS = tuple(
    content_words(one)
    for one in (
        "client customer entreprise company companies business firm societe organisation organization pme"
        " commune council"
        " collectivite ecole school practice cabinet hopital hospital restaurant hotel boutique commerce commercant"
        " artisan industriel marque brand etablissement association exploitation domaine farm clinic clinique",
        "collaborateur employee salarie technicien engineer ingenieur expert consultant formateur trainer conseiller"
        " staff personne colleague specialist",
        "place seat siege personne people participant delegate attendee inscrit stagiaire trainee guest convive"
        " visiteur",
        "agence office bureau branche depot magasin store showroom usine factory plant atelier",
        "pays country countries region ville city",
        "annee year an mois",
    )
)
"""What numbers of us count: our customers, our people, our places. "300 companies" may be 310 customers."""


def names_a_kind(following: frozenset[str]) -> bool:
    """Whether a number counts customers, staff, places, countries or years, in a word for any of these."""
    return any(one & following for one in _NOUN_KINDS)


def same_kind(following: frozenset[str], topic: frozenset[str]) -> bool:
    """Whether the things that a number counts may be those that a fact is about, by kind."""
    claimed = [one for one in _NOUN_KINDS if one & following]
    known = [one for one in _NOUN_KINDS if one & topic]
    if not claimed and _NOUN_KINDS[0] in known:
        return True  # growers, households, dentists: whoever buys
    return any(one is other for one in claimed for other in known)


_UNITS = content_words(
    "kg km cm mm m2 m3 litre litres degres degrees watt watts kw kwh metres kilometres grammes tonnes bars decibels"
    " miles inches pouces volts microns go gb hectares pieds feet foot pounds lb pints gallons acres yards"
)
"""What measures and does not count: 120 degrees are no number of visits."""


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


def kind_words(fact_type: FactType) -> frozenset[str]:
    """How a text says what type of thing it states."""
    return _KIND_WORDS.get(fact_type, frozenset())


def speaks_of(words: frozenset[str], known: Known) -> bool:
    """Whether a passage has a word of what the fact is about, or of its type."""
    return not words.isdisjoint(known.tells) or says_type(words, known)


def says_type(words: frozenset[str], known: Known) -> bool:
    """Whether a passage says what type of thing it states: a price, a discount, a delivery."""
    return bool(words & kind_words(known.fact.type))


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
            return claimed.unit == known.unit or abs(_scale(claimed) - _scale(known)) <= slack
        case Count(), Count() if _is_year(claimed) and not _is_year(known):
            return False
        case Count(), Count():
            return bool(counted & following) if counted else following.isdisjoint(_UNITS)
        case Ratio(), Percent():
            return claimed.whole > 1
        case Money(), Money():
            return same_currency(claimed, known)
        case _:
            return type(claimed) is type(known)


def _is_year(value: Count) -> bool:
    """ "The 1990 Act", "our 1954 press": a number of four figures that looks like a year counts nothing."""
    return value.high is None and _YEARS[0] <= value.low <= _YEARS[1]


def _scale(value: Duration) -> int:
    return _MIDDLE if value.unit == "hour" and value.low >= 24 else _SCALES[value.unit]
