"""Numbers near a sum that a price may be multiplied by: counts, lengths of time, "the pair", "over a quarter"."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal

from guardrails.claims.parsing.money import ALL
from guardrails.claims.parsing.values import Count, Duration, Measurement, Money
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_MOST_COUNTS = 8
_BEFORE, _AFTER = 240, 120
_BESIDE = 90
_GROUPS = {
    "pair": 2, "paire": 2, "couple": 2, "duo": 2, "both": 2, "trio": 3, "dozen": 12, "douzaine": 12, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "hundred": 100, "thousand": 1_000, "mille": 1_000, "millier": 1_000,
}  # fmt: skip
_GROUP = compile_pattern(rf"\b({'|'.join(_GROUPS)})s?\b")
_STRETCHES = {
    "year": (12, 4, 52), "annee": (12, 4, 52), "an": (12, 4, 52), "annual": (12, 4, 52), "annuel": (12, 4, 52),
    "quarter": (3,), "trimestre": (3,), "semestre": (6,), "half-year": (6,), "week": (5, 7), "semaine": (5, 7),
}  # fmt: skip
"""How many months, quarters and weeks, or days, a stretch of time has over which a price may be reckoned."""
_STRETCH = compile_pattern(rf"\b({'|'.join(_STRETCHES)})\b")
_YEARLY = compile_pattern(
    r"\b(?:year|years|yearly|annual\w*|an|ans|annee|annuel\w*|l'an|twelve months|12 months|douze mois)\b"
)
_SHARED = compile_pattern(
    r"\b(?:each|every|per|apiece|a head|a piece|piece|l'unite|l'exemplaire"
    r"|chacune?|chaque|par|echeances?|mensualites?|mensuel\w*|versements?"
    r"|instal+ments?|payments?|fois|monthly|revien\w*(?: plus)? (?:a|qu'a)|works? out|quarterly"
    r"|a visit|a month|a session)\b"
)
"""Words beside a sum that is a part of another: "in four payments of …", "cela revient à … par personne"."""
_DOZENS = compile_pattern(r" (?:dozen|douzaines?)\b")
_BY_DOZEN = compile_pattern(r"\b(?:a|per|the|la|par|each|every) (?:dozen|douzaine)\b")
_PER_ONE = compile_pattern(r" an? [a-z]+\b")


class Nearby:
    """The surroundings of the sums of one text.

    Args:
        reading: the text.
        always: numbers that a price may be multiplied by wherever it stands: what the brief counts.
    """

    def __init__(self, reading: Reading, always: Iterable[Decimal]) -> None:
        self._reading = reading
        self._starts = [one.start for one in reading.measures]
        self._always = tuple(always)

    def counts(self, claim: Claim, *, lengths: bool = False) -> list[Decimal]:
        """Numbers of things and times near a claim, those that stand nearest before it last; or only times."""
        first, last = bisect_left(self._starts, claim.at - _BEFORE), bisect_right(self._starts, claim.until + _AFTER)
        near = self._reading.measures[first:last]
        kinds = Duration if lengths else (Count, Duration)
        found = [one.value.low * self._lot(one) for one in near if isinstance(one.value, kinds) and one.value.low > 1]
        if lengths:
            return list(dict.fromkeys(found))
        return list(dict.fromkeys([*found[-_MOST_COUNTS:], *self._always, *self._spoken(claim)]))

    def _lot(self, measure: Measurement) -> int:
        """Twelve where dozens are counted: "fifteen dozen at 95 cents"."""
        text = self._reading.text.text
        dozens = _DOZENS.match(text[measure.end : measure.end + 12])
        return 12 if dozens and not _BY_DOZEN.search(text) else 1

    def _spoken(self, claim: Claim) -> Iterable[Decimal]:
        around = self._around(claim)
        yield from (Decimal(_GROUPS[match.group(1)]) for match in _GROUP.finditer(around))
        for match in _STRETCH.finditer(around):
            yield from (Decimal(one) for one in _STRETCHES[match.group(1)])

    def is_yearly(self, claim: Claim) -> bool:
        """Whether the text speaks of a year beside the claim."""
        return _YEARLY.search(self._around(claim)) is not None

    def _around(self, claim: Claim) -> str:
        text = self._reading.text.text
        start, end = self._reading.wording.sentence_bounds(claim.at, len(text))
        return text[max(start, claim.at - _BESIDE) : min(end, claim.until + _BESIDE)]

    def is_share(self, claim: Claim, claimed: Money) -> bool:
        """Whether a sum may be a part of another one."""
        text = self._reading.text.text
        around = text[max(0, claim.at - 56) : claim.at], text[claim.until : claim.until + 24]
        if claimed.per == ALL:
            return False
        if claimed.per is not None or _PER_ONE.match(around[1]):
            return True
        # "a year" says when a sum is due; "each" and "a month" may say what it is a part of
        own = "" if claimed.period == "year" else text[claim.at : claim.until]
        return any(_SHARED.search(one) for one in (*around, own))
