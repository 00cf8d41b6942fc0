"""How far a number may be from the known one, given how it is meant."""

from decimal import Decimal

from guardrails.claims.parsing.values import (
    Exactness,
)

ABOUT = Decimal("0.05")
"""How far "environ" may be from a sum or a rate: house policy."""
ABOUT_TIME, ABOUT_COUNT = Decimal("0.2"), Decimal("0.12")
"""The same for lengths of time and numbers of things, which are rounded to a number that one can say."""
CENT = Decimal("0.0051")


def close(claimed: Decimal, known: Decimal, exactness: Exactness, about: Decimal = ABOUT) -> bool:
    """Whether a number is the known one, given how it is meant."""
    if exactness is Exactness.ABOUT:
        return abs(claimed - known) <= abs(known) * about
    if exactness is Exactness.AT_LEAST:
        return claimed <= known
    if exactness is Exactness.AT_MOST:
        return known <= claimed
    return abs(claimed - known) < CENT
