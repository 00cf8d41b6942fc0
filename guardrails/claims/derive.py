"""Sums that no fact states and that follow from facts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.extract import Claim
from guardrails.claims.facts import Known
from guardrails.claims.relate import agrees, forms_for
from guardrails.claims.values import Money, Percent

_MOST_FACTS = 200
_MOST_SUMS = 30


def derived_from(claim: Claim, priced: Sequence[Known], counts: Sequence[Decimal]) -> Known | None:
    """The price or discount that a sum follows from, if one does.

    Args:
        claim: a claim of money.
        priced: valid facts of type price, discount and term (a deposit of 30 %).
        counts: quantities and lengths of time stated near the claim.
    """
    if not isinstance(claim.value, Money):
        return None
    prices = [one for one in priced[:_MOST_FACTS] if any(isinstance(value, Money) for value in one.values)]
    rates = [one for one in priced[:_MOST_FACTS] if one.fact.type == "discount" or _has_rate(one)]
    sold = frozenset(one.subject for one in prices if one.fact.type == "price")
    for known in prices:
        applicable = [one for one in rates if one.subject == known.subject or one.subject not in sold]
        for money in _forms(claim.value, known):
            if any(_is(claim, one) for one in _outcomes(money, known, applicable, counts)):
                return known
    return None


def _has_rate(known: Known) -> bool:
    return any(isinstance(value, Percent) for value in known.values)


def _forms(claimed: Money, known: Known) -> Iterator[Money]:
    for value in known.values:
        if isinstance(value, Money) and value.high is None:
            yield from forms_for(claimed, value, known.tax_rate)


def _outcomes(money: Money, known: Known, rates: Sequence[Known], counts: Sequence[Decimal]) -> Iterator[Money]:
    """What becomes of a price: reduced, saved, taxed, and each of these times a quantity."""
    singles = [money, *_reduced(money, rates)]
    yield from singles[1:]
    if known.tax_rate is not None and money.tax == "excl":
        yield replace(money, low=money.low * known.tax_rate / 100, tax=None)
    for single in singles:
        for count in counts:
            yield replace(single, low=single.low * count, period=None, per=None)
            yield replace(single, low=single.low * count)


def _reduced(money: Money, rates: Sequence[Known]) -> Iterator[Money]:
    for rate in rates:
        for value in rate.values:
            if isinstance(value, Money) and rate.fact.type == "discount" and value.high is None:
                yield replace(money, low=money.low - value.low)
            if isinstance(value, Percent) and value.high is None:
                if rate.fact.type == "discount":
                    yield replace(money, low=money.low * (100 - value.low) / 100)
                yield replace(money, low=money.low * value.low / 100)


def _is(claim: Claim, money: Money) -> bool:
    value = claim.value
    if not isinstance(value, Money):
        return False
    if money.period is None:
        value = replace(value, period=None)
    return agrees(value, claim.exactness, money)


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
