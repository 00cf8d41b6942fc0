"""Totals of several things, each at its own price and number, none of them priced apart: "8 heads and a desk"."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from guardrails.claims.comparing.bases import Base
from guardrails.claims.comparing.reductions import reduced
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import same_currency, same_tax
from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count, Duration, Money, Stated
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_MOST_PRICES, _MOST_NUMBERS = 5, 5
_TWO = 2
_FOLLOWING = 28
_REACH = 90
_DIFFERENCE = compile_pattern(
    r"\b(?:econom\w+|sav(?:e|es|ed|ing|ings)|spares?|de moins|moins cher|cheaper|less|gagn\w+|reste\w*|left|plus que"
    r"|deduit\w*|deduct\w*|difference|remain\w*|balance|solde)\b"
)
"""Words for a sum that is what two others differ by."""


_Line = tuple[Known, Stated, list[Decimal]]
"""A price, as its fact states it, and the numbers of what it is for."""


class Lines:
    """The prices of the facts, each with the numbers that the text or another fact gives of its own things.

    Args:
        reading: the text.
        prices: the facts that price something.
        counted: the facts that say how many there are.
    """

    def __init__(self, reading: Reading, prices: Sequence[Known], counted: Sequence[Known]) -> None:
        self._reading = reading
        self._lines = [
            (
                known,
                known.stated[0],
                list(dict.fromkeys([Decimal(1), *_numbers_of(known, reading, counted)]))[:_MOST_NUMBERS],
            )
            for known in prices
            if known.fact.type == "price" and known.stated and isinstance(known.stated[0].value, Money)
        ][:_MOST_PRICES]

    def total(self, claim: Claim, claimed: Money, rates: Sequence[Known]) -> Base | None:
        """The price behind a sum: the total of two or three lines, that less a discount, or what two differ by."""
        apart = self._is_difference(claim)
        for size in (2, 3):
            for lines in combinations(self._lines, size):
                for forms in product(*(list(_forms(stated, claimed)) for _, stated, _ in lines)):
                    if len({one.tax for one in forms}) > 1:
                        continue
                    if self._adds_up(claim, claimed, forms, lines, rates) or (apart and _differ(claimed, forms, lines)):
                        return Base(forms[0], lines[0][0])
        return None

    def added(self, claim: Claim, claimed: Money, said: Sequence[Base]) -> Base | None:
        """A sum of the text to which a line is added: "80 kegs make $9,830.40; with the logo at $6.50 each …"."""
        for base in said:
            for known, stated, numbers in self._lines:
                for form in _forms(stated, claimed) if known is not base.known else ():
                    totals = (base.money.low + form.low * number for number in numbers)
                    if same_tax(base.money, form) and any(close(claimed.low, one, claim.exactness) for one in totals):
                        return base
        return None

    def _is_difference(self, claim: Claim) -> bool:
        text = self._reading.text.text
        start, end = self._reading.wording.sentence_bounds(claim.at, len(text))
        return _DIFFERENCE.search(text[max(start, claim.at - _REACH) : min(end, claim.until + _REACH)]) is not None

    def _adds_up(
        self, claim: Claim, claimed: Money, forms: Sequence[Money], lines: Sequence[_Line], rates: Sequence[Known],
    ) -> bool:  # fmt: skip
        for numbers in product(*(line[2] for line in lines)):
            total = sum((form.low * number for form, number in zip(forms, numbers, strict=True)), Decimal(0))
            if any(close(claimed.low, one, claim.exactness) for one in (total, *reduced(total, rates, parts=False))):
                return True
        return False


def _differ(claimed: Money, forms: Sequence[Money], lines: Sequence[_Line]) -> bool:
    """Whether two lines differ by a sum, to the cent: "twelve months at 29 €, or 295 €: you save 53 €"."""
    if len(lines) != _TWO:
        return False
    first, second = ([form.low * number for number in line[2]] for form, line in zip(forms, lines, strict=True))
    return any(abs(one - other) == claimed.low for one in first for other in second)


def _forms(stated: Stated, claimed: Money) -> Iterator[Money]:
    for form in stated.meant_by(claimed):
        alike = same_currency(claimed, form) and same_tax(claimed, form) and form.high is None
        if alike and (claimed.period is None or form.period in (None, claimed.period)):
            yield form


def _numbers_of(known: Known, reading: Reading, counted: Sequence[Known]) -> Iterator[Decimal]:
    """How many there are of what a price is for, by the words that follow a number or that a fact has."""
    nouns = known.core | content_words(fold(known.fact.unit or ""))
    for measure in reading.measures:
        if isinstance(measure.value, Count) and measure.value.low > 1:
            following = content_words(reading.text.text[measure.end : measure.end + _FOLLOWING])
            if following & nouns:
                yield measure.value.low
    for other in counted:
        if (other.topic | other.counted) & nouns:
            yield from (one.value.low for one in other.stated if isinstance(one.value, Count) and one.value.low > 1)
    period = known.stated[0].value.period if isinstance(known.stated[0].value, Money) else None
    for measure in reading.measures:
        if isinstance(measure.value, Duration) and period in (None, measure.value.unit) and measure.value.low > 1:
            yield measure.value.low
