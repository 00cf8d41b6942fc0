"""The sums from which others follow: prices of facts, prices paid together, fees that are a percentage of a sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.money import read_unit
from guardrails.claims.parsing.relate import money_forms
from guardrails.claims.parsing.values import Money, Percent
from guardrails.claims.reading.texts import Reading
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_OF = compile_pattern(r"(?:%|percent|per cent|pour cent) (?:du|de|des|d'|of)\b")
_MOST_PAIRED = 6
_MOST_FEES = 24


@dataclass(frozen=True, slots=True)
class Base:
    """A sum that others follow from, of a fact or borne out earlier in the text.

    Attributes:
        money: the sum.
        known: the fact that it rests on.
        example: where in the folded text the sum stands that a fee was reckoned from.
        reckoned: no fact states it as it is.
    """

    money: Money
    known: Known
    example: int | None = None
    reckoned: bool = False


def together(prices: Sequence[Known]) -> Iterator[Base]:
    """Two prices for the same unit that are paid together: a square metre of floor, and of laying it."""
    singles = [(one.value, known) for known in prices[:_MOST_PAIRED] for one in known.stated[:1]]
    for (first, known), (second, other) in combinations(singles, 2):
        if not isinstance(first, Money) or not isinstance(second, Money) or known.fact.type != "price":
            continue
        alike = (first.currency, first.tax, first.period, first.per) == (
            second.currency, second.tax, second.period, second.per,
        )  # fmt: skip
        if alike and other.fact.type == "price" and known.tax_rate == other.tax_rate:
            total = first.low + second.low
            for form in money_forms(replace(first, low=total), known.tax_rate):
                yield Base(form, known)


def fees(reading: Reading, priced: Sequence[Known], counted: Sequence[Known]) -> list[Base]:
    """Prices that are a percentage ("18 % of the salary"), of each sum of the text and of the brief."""
    rates = [
        (known, one.value.low)
        for known in priced
        if known.fact.type == "price" or (known.fact.type == "term" and _OF.search(fold(known.fact.value)))
        for one in known.stated
        if isinstance(one.value, Percent)
    ]
    if not rates:
        return []
    sums = [(one.value, one.start) for one in reading.measures if isinstance(one.value, Money)]
    sums += [(one.value, None) for known in counted for one in known.stated if isinstance(one.value, Money)]
    found = [Base(_fee(money, rate, known), known, at, reckoned=True) for known, rate in rates for money, at in sums]
    return found[:_MOST_FEES]


def _fee(money: Money, rate: Decimal, known: Known) -> Money:
    period, _ = read_unit(fold(known.fact.unit or ""))
    return Money(money.low * rate / 100, None, money.currency, known.fact.tax, period)


def only_tax_rate(prices: Sequence[Known]) -> Decimal | None:
    """The rate of tax of all prices, where they have the same."""
    rates = {one.tax_rate for one in prices if one.tax_rate is not None}
    return rates.pop() if len(rates) == 1 else None
