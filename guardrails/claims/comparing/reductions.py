"""Whether a sum follows from a price: reduced, saved, taxed, over another period, times or divided by a quantity."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from guardrails.claims.comparing.bases import Base
from guardrails.claims.comparing.multiples import Multiples
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import factor_between, same_tax
from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.values import Money, Percent, Ratio
from guardrails.claims.reading.texts import Claim
from guardrails.patterns import compile_pattern

MONTHS_A_YEAR, _QUARTERS = 12, 4
_LARGEST_PART = 10
_COMES_OFF = compile_pattern(
    r"\b(?:trade-?in|part[- ]exchange|allowance|buy-?back|cash-?back|grant|subsidy|rebate|voucher|scrappage|reprise"
    r"|primes? (?:a|de|cee|energie|d')|aide|subvention|bonus|avoir|bon d'achat|rachat)\b"
)
_LOTS = {"thousand": 1_000, "hundred": 100, "dozen": 12}
"""Prices for many at once: "89 € le mille"."""


def follows(claim: Claim, claimed: Money, base: Base, rates: Sequence[Known], times: Multiples) -> bool:
    """Whether a sum is a base price reduced, saved, taxed, or any of these times or divided by a quantity."""
    price, known = base.money, base.known
    factor = factor_between(price.period, claimed.period)
    if factor is None:
        singles = (price.low, *reduced(price.low, rates)) if same_tax(claimed, price) else ()
        return any(times.hold(claimed.low, single, claim.exactness, shares=False) for single in singles)
    if known.tax_rate is not None and price.tax == "excl" and claimed.tax is None:
        taxed = price.low * known.tax_rate / 100 * factor
        if close(claimed.low, taxed, claim.exactness) or times.hold(claimed.low, taxed, claim.exactness):
            return True
    if not same_tax(claimed, price):
        return False
    lots = _LOTS.get(price.per or "", 1)
    for single in (
        price.low,
        *reduced(price.low, rates, parts=claimed.period is None or claim.rule.id == "claims.discount"),
    ):
        if (base.reckoned or single != price.low) and close(claimed.low, single * factor, claim.exactness):
            return True
        if times.hold(claimed.low, single * factor / lots, claim.exactness, shares=factor == 1):
            return True
        a_year = _times_a_year(claimed, price, yearly=times.yearly)
        if a_year and close(claimed.low, single * a_year, claim.exactness) and price.period:
            return True
        if a_year and times.hold(claimed.low, single * a_year, claim.exactness, shares=False):
            return True
    return False


def _times_a_year(claimed: Money, price: Money, *, yearly: bool) -> int:
    """How many times a year a price is due, where a sum may be that of a year; none where it may not."""
    if claimed.period == "year" and price.period is None:
        return MONTHS_A_YEAR
    due = {"month": MONTHS_A_YEAR, "quarter": _QUARTERS}
    return due.get(price.period or "", 0) if claimed.period is None and yearly else 0


def comes_off(known: Known) -> bool:
    """Whether a price is what one is paid, or spared: a trade-in, a grant."""
    return known.fact.type == "price" and _COMES_OFF.search(known.words) is not None


def reduced(price: Decimal, rates: Sequence[Known], *, parts: bool = True) -> Iterator[Decimal]:
    """A price less its discounts, and what they take off, which is never due month by month."""
    for rate in rates:
        for value in (one.value for one in rate.stated):
            if isinstance(value, Money) and (rate.fact.type == "discount" or comes_off(rate)) and value.high is None:
                yield price - value.low
            if isinstance(value, Ratio) and value.part < value.whole <= _LARGEST_PART:
                yield from (price * (value.whole - value.part) / value.whole, price * value.part / value.whole)
            if isinstance(value, Percent) and value.high is None:
                yield price * (100 - value.low) / 100
                if parts:
                    yield price * value.low / 100
