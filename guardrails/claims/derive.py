"""Sums that no fact states and that follow from facts: totals, reduced prices, savings, the tax itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.extract import Claim, Reading
from guardrails.claims.facts import Known
from guardrails.claims.judgement import Judgement, Standing
from guardrails.claims.relate import agrees, forms_for, same_money
from guardrails.claims.values import Count, Duration, Money, Percent

_MOST_FACTS = 200
_MOST_SUMS = 30
_MOST_COUNTS = 8
_PRICED = ("price", "discount", "term")


def with_sums(judged: Sequence[Judgement], reading: Reading, facts: Sequence[Known]) -> list[Judgement]:
    """The judgements, with sums that follow from facts found supported.

    Args:
        judged: what was found of each claim alone.
        reading: the text.
        facts: what is known.
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
    priced = [one for one in facts if one.valid and not one.from_rep and one.fact.type in _PRICED]
    terms = _terms(priced)
    result: list[Judgement] = []
    for one in judged:
        if one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED) and isinstance(one.claim.value, Money):
            near = _counts_near(one.claim, reading, starts)
            counts = [*near, *terms, *(count * term for count in near for term in terms)]
            known = derived_from(one.claim, priced, counts) or total_of(one.claim, sums)
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
    lengths = (value for one in priced if one.fact.type == "term" for value in one.values)
    return [one.low for one in lengths if isinstance(one, Duration) and one.unit in ("month", "year")][:_MOST_COUNTS]


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
    plain = replace(claim.value, period=None)
    for known in prices:
        applicable = [one for one in rates if one.subject == known.subject or one.subject not in sold]
        for money in _forms(claim.value, known):
            if any(_is(claim, plain, one) for one in _outcomes(money, known, applicable, counts)):
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
            times = single.low * count
            yield Money(times, single.high, single.currency, single.tax)
            yield Money(times, single.high, single.currency, single.tax, single.period, single.per)


def _reduced(money: Money, rates: Sequence[Known]) -> Iterator[Money]:
    for rate in rates:
        for value in rate.values:
            if isinstance(value, Money) and rate.fact.type == "discount" and value.high is None:
                yield replace(money, low=money.low - value.low)
            if isinstance(value, Percent) and value.high is None:
                if rate.fact.type == "discount":
                    yield replace(money, low=money.low * (100 - value.low) / 100)
                yield replace(money, low=money.low * value.low / 100)


def _is(claim: Claim, plain: Money, money: Money) -> bool:
    """Whether a claim is a sum; `plain` is the claimed value without its period, for a sum that has none."""
    if money.period is None:
        return same_money(plain, claim.exactness, money)
    return agrees(claim.value, claim.exactness, money)


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
