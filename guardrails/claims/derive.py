"""Sums that no fact states and that follow from facts: totals, reduced prices, savings, the tax itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from guardrails.claims.extract import Claim, Reading
from guardrails.claims.facts import Known
from guardrails.claims.judgement import Judgement, Standing
from guardrails.claims.relate import close, factor_between, same_currency, same_tax
from guardrails.claims.values import Count, Duration, Money, Percent

_MOST_FACTS = 200
_MOST_SUMS = 30
_MOST_COUNTS = 8


def with_sums(judged: Sequence[Judgement], reading: Reading, priced: Sequence[Known]) -> list[Judgement]:
    """The judgements, with sums that follow from facts found supported.

    Args:
        judged: what was found of each claim alone.
        reading: the text.
        priced: the facts that a sum may follow from: prices, discounts and terms that hold.
    """
    if all(one.standing is Standing.SUPPORTED or not isinstance(one.claim.value, Money) for one in judged):
        return list(judged)
    borne_out = [
        (one.claim.value, one.known)
        for one in judged
        if isinstance(one.claim.value, Money) and one.known and one.standing is Standing.SUPPORTED
    ]
    sums = totals(borne_out)
    starts = [one.start for one in reading.measures]
    prices, terms = Prices(priced), _terms(priced)
    result: list[Judgement] = []
    for one in judged:
        if one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED) and isinstance(one.claim.value, Money):
            near = _counts_near(one.claim, reading, starts)
            counts = {*near, *terms, *(count * term for count in near for term in terms)}
            known = prices.behind(one.claim, counts) or total_of(one.claim, sums)
            one = Judgement(one.claim, Standing.SUPPORTED, known) if known else one
        result.append(one)
    return result


def _counts_near(claim: Claim, reading: Reading, starts: Sequence[int]) -> list[Decimal]:
    """Numbers of things, months or years near the claim that a price may be multiplied by."""
    near = reading.measures[bisect_left(starts, claim.at - 240) : bisect_right(starts, claim.until + 120)]
    found = [one.value.low for one in near if isinstance(one.value, (Count, Duration)) and one.value.low > 1]
    return found[:_MOST_COUNTS]


def _terms(priced: Sequence[Known]) -> list[Decimal]:
    """The lengths of known commitments: 24 months at 59 € each."""
    lengths = (stated.value for one in priced if one.fact.type == "term" for stated in one.stated)
    return [one.low for one in lengths if isinstance(one, Duration) and one.unit in ("month", "year")][:_MOST_COUNTS]


class Prices:
    """Known prices and discounts, and the sums that follow from them.

    Args:
        priced: valid facts of type price, discount and term (a deposit of 30 %).
    """

    def __init__(self, priced: Sequence[Known]) -> None:
        few = priced[:_MOST_FACTS]
        self._prices = [one for one in few if any(isinstance(stated.value, Money) for stated in one.stated)]
        self._rates = [one for one in few if one.fact.type == "discount" or _has_rate(one)]
        self._sold = frozenset(one.subject for one in self._prices if one.fact.type == "price")

    def behind(self, claim: Claim, counts: Collection[Decimal]) -> Known | None:
        """The price or discount that a sum follows from, if one does.

        Args:
            claim: a claim of money.
            counts: quantities and lengths of time stated near the claim.
        """
        claimed = claim.value
        if not isinstance(claimed, Money) or claimed.high is not None:
            return None
        for known in self._prices:
            applicable = [one for one in self._rates if one.subject == known.subject or one.subject not in self._sold]
            for form in _forms(claimed, known):
                if any(
                    close(claimed.low, low, claim.exactness)
                    for low in _outcomes(claimed, form, known, applicable, counts)
                ):
                    return known
        return None


def _has_rate(known: Known) -> bool:
    return any(isinstance(one.value, Percent) for one in known.stated)


def _forms(claimed: Money, known: Known) -> Iterator[Money]:
    for one in known.stated:
        if isinstance(one.value, Money) and one.value.high is None:
            yield from (form for form in one.meant_by(claimed) if same_currency(claimed, form))


def _outcomes(
    claimed: Money, price: Money, known: Known, rates: Sequence[Known], counts: Collection[Decimal]
) -> Iterator[Decimal]:
    """What becomes of a price, in the claim's period: reduced, saved, taxed, and each of these times a quantity.

    Numbers only: there may be thousands, and currency, tax basis and period are those of the price for all of them.
    """
    factor = factor_between(price.period, claimed.period)
    if factor is not None and known.tax_rate is not None and price.tax == "excl":
        yield price.low * known.tax_rate / 100 * factor
    if not same_tax(claimed, price):
        return
    singles = [price.low, *_reduced(price.low, rates)]
    if factor is not None:
        yield from (single * factor for single in singles[1:])
    for single in singles:
        for count in counts:
            yield single * count  # for the whole length of the commitment, whatever the period
            if factor is not None and factor != 1:
                yield single * count * factor


def _reduced(price: Decimal, rates: Sequence[Known]) -> Iterator[Decimal]:
    for rate in rates:
        for value in (one.value for one in rate.stated):
            if isinstance(value, Money) and rate.fact.type == "discount" and value.high is None:
                yield price - value.low
            if isinstance(value, Percent) and value.high is None:
                if rate.fact.type == "discount":
                    yield price * (100 - value.low) / 100
                yield price * value.low / 100


Sums = dict[tuple[Decimal, str | None, str | None], Known]


def totals(stated: Sequence[tuple[Money, Known]]) -> Sums:
    """What runs of stated sums add up to, each with its last fact."""
    sums: Sums = {}
    stated = stated[:_MOST_SUMS]
    for first, (money, _) in enumerate(stated):
        total = money.low
        for other, known in stated[first + 1 :]:
            total += other.low
            sums.setdefault((total, other.currency, other.tax), known)
    return sums


def total_of(claim: Claim, sums: Sums) -> Known | None:
    """The fact behind a sum that is the total of others in the text."""
    if not isinstance(claim.value, Money):
        return None
    taxes = (claim.value.tax,) if claim.value.tax else (None, "excl", "incl")
    return next((known for tax in taxes if (known := sums.get((claim.value.low, claim.value.currency, tax)))), None)
