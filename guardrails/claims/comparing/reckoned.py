"""Numbers of things that no fact states and that follow from two: six classes of 28 pupils need 168 books."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.values import Count, Exactness, Money, Percent, Ratio
from guardrails.claims.reading.texts import Reading
from guardrails.patterns import compile_pattern

_MOST = 10
_LEAST = 4
_FEW = 12
"""Up to how many of a thing a product says little: two dozen are 24 of many things."""
_KINDS = ("quantity", "feature", "term", "statistic")
_SHARES = ("claims.percentage",)
_HALF_A_PERCENT = Decimal("0.5")
_HALF = 50
"""From here on a percentage is no small change of a price: "99.9 % of consignments"."""
_A_YEAR = compile_pattern(r"\b(?:per|a|each|par) (?:year|an|annum)\b|\b(?:annual|yearly|annuel)")
_A_MONTH = compile_pattern(r"\b(?:per|a|each|par) (?:month|mois)\b|\b(?:monthly|mensuel)")
_EACH = compile_pattern(r"\b(?:per|each|par|chaque|pour chaque)\b")
_OF_US = ("claims.stock", "claims.statistic")
"""Numbers that may follow from what the reader needs only as a product: stock is never the rest of two facts."""


def reckoned(
    judged: Sequence[Judgement], reading: Reading, knowledge: Knowledge, *, products: bool = False
) -> list[Judgement]:  # fmt: skip
    """The judgements, with numbers that are a product, a share or the rest of known ones found supported.

    Args:
        judged: the judgements.
        reading: the text.
        knowledge: what is known.
        products: only products of two numbers count.
    """
    doubted = [one for one in judged if one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED)]
    if not any(isinstance(one.claim.value, Count) for one in doubted):
        return list(judged)
    numbers = list(dict.fromkeys(_known(judged, knowledge)))[:_MOST]
    over = [*_over_periods(knowledge), *_of_each(reading, knowledge)]
    made, multiplied = [*_made(numbers, products=products), *over], [*_made(numbers, products=True), *over]
    return [_better(one, multiplied if one.claim.rule.id in _OF_US else made, knowledge) for one in judged]


def shares_of_sums(judged: Sequence[Judgement], knowledge: Knowledge) -> list[Judgement]:
    """The judgements, with the percentage that two sums differ by found supported: "£740 less, about 3 %".

    The two sums and their difference must be borne out; of a share in words ("saves you a fifth") one of the sums may
    be a price that the text does not name.
    """
    sums = [(one.claim.value.low, one.known) for one in judged
            if one.standing is Standing.SUPPORTED and isinstance(one.claim.value, Money)][:_MOST]  # fmt: skip
    prices = [
        (stated.value.low, known)
        for known in knowledge.facts
        for stated in known.stated
        if known.valid and known.fact.type == "price" and isinstance(stated.value, Money)
    ]
    return [_as_part(_as_share(one, sums), sums, prices[:_MOST]) for one in judged]


def _as_share(one: Judgement, sums: Sequence[tuple[Decimal, Known | None]]) -> Judgement:
    value = one.claim.value
    if one.standing is Standing.SUPPORTED or not isinstance(value, Percent) or one.claim.rule.id not in _SHARES:
        return one
    said = {low for low, _ in sums} if value.low < _HALF else frozenset[Decimal]()
    for (first, known), (second, _) in permutations(sums, 2):
        apart = abs(second - first)
        if known and second and apart in said and abs(apart / second * 100 - value.low) <= _HALF_A_PERCENT:
            return replace(one, standing=Standing.SUPPORTED, known=known, expected=None, certain=False)
    return one


def _as_part(
    one: Judgement, said: Sequence[tuple[Decimal, Known | None]], prices: Sequence[tuple[Decimal, Known]]
) -> Judgement:
    value = one.claim.value
    if one.standing is Standing.SUPPORTED or not isinstance(value, Ratio):
        return one
    for first, _ in said:
        for second, known in prices:
            dearer = max(first, second)
            if dearer and abs(abs(second - first) / dearer - value.part / value.whole) * 100 <= _HALF_A_PERCENT:
                return replace(one, standing=Standing.SUPPORTED, known=known, expected=None, certain=False)
    return one


def _known(judged: Sequence[Judgement], knowledge: Knowledge) -> Iterator[Decimal]:
    """The numbers of facts, and those of the text that a fact bears out."""
    for known in knowledge.facts:
        if known.valid and known.fact.type in _KINDS:
            values = (one.value for one in known.stated)
            yield from (one.low for one in values if isinstance(one, Count) and one.high is None and one.low > 1)
    for one in judged:
        if one.standing is Standing.SUPPORTED and isinstance(one.claim.value, Count) and one.claim.value.low > 1:
            yield one.claim.value.low


def _over_periods(knowledge: Knowledge) -> Iterator[Decimal]:
    """What a yearly figure is a month, and a monthly one a year: "1,800 units a month"."""
    for known in knowledge.facts:
        if not known.valid or known.fact.type != "statistic":
            continue
        lows = [one.value.low for one in known.stated if isinstance(one.value, Count) and one.value.high is None]
        if _A_YEAR.search(known.words):
            yield from (low / 12 for low in lows)
        if _A_MONTH.search(known.words):
            yield from (low * 12 for low in lows)


def _of_each(reading: Reading, knowledge: Knowledge) -> Iterator[Decimal]:
    """What a figure for one of something is for as many as the text says: 3.2 kW a space, for sixty spaces."""
    each = [
        stated.value.low
        for known in knowledge.facts
        for stated in known.stated
        if known.valid and known.fact.type in _KINDS and isinstance(stated.value, Count) and _EACH.search(known.words)
    ]
    counts = [one.value.low for one in reading.measures if isinstance(one.value, Count) and one.value.low > _FEW]
    yield from (low * count for low in each[:_MOST] for count in counts[:_MOST])


def _better(one: Judgement, made: Sequence[Decimal], knowledge: Knowledge) -> Judgement:
    value = one.claim.value
    doubted = one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED)
    if not doubted or not isinstance(value, Count) or value.high is not None or value.low < _LEAST:
        return one
    if one.claim.exactness not in (Exactness.EXACT, Exactness.ABOUT):
        return one  # "more than 100" is less than many a product
    if not any(close(value.low, number, one.claim.exactness) for number in made):
        return one
    counted = one.known or next(iter(knowledge.counted), None)
    return replace(one, standing=Standing.SUPPORTED, known=counted, expected=None, certain=False) if counted else one


def _made(numbers: Sequence[Decimal], *, products: bool) -> Iterator[Decimal]:
    for first, second in permutations(numbers, 2):
        yield first * second
        if products:
            continue
        if first % second == 0:
            yield first / second
        if first > second:
            yield first - second
