"""Which multiples of a price a text may speak of, given the numbers around it."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from math import prod

from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.values import Exactness

_FACTORS = 3
"""A price by the hour, ten hours a night, thirty nights."""
_SLACK = 0.06
"""How far beside a multiple the exact comparison is worth making: more than any declared rounding."""


class Multiples:
    """The products of the numbers near a claim, and what one gets by sharing among them.

    Args:
        counts: the numbers, none twice.
        shared: whether the claim may be a part of a price: an instalment, a price per head.
        yearly: whether the text speaks of a year beside the claim.
    """

    def __init__(self, counts: Sequence[Decimal], *, shared: bool, yearly: bool = False) -> None:
        self.yearly = yearly
        groups = (group for size in range(1, _FACTORS + 1) for group in combinations(counts, size))
        self._products = sorted({prod(group, start=Decimal(1)) for group in groups})
        self._floats = [float(one) for one in self._products]
        self._counts = counts if shared else ()

    def hold(self, claimed: Decimal, single: Decimal, exactness: Exactness, *, shares: bool = True) -> bool:
        """Whether a claimed sum is one of the multiples, or shares, of a single one."""
        if single <= 0:
            return False
        if shares and any(close(claimed, single / count, exactness) for count in self._counts):
            return True
        ratio = float(claimed / single)
        at = bisect_left(self._floats, ratio * (1 - _SLACK))
        while at < len(self._floats) and self._floats[at] <= ratio * (1 + _SLACK):
            if close(claimed, single * self._products[at], exactness):
                return True
            at += 1
        return False
