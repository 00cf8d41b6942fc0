"""What the numbering plans of countries say of a telephone number."""

from functools import lru_cache
from typing import NamedTuple

from phonenumbers import (
    NumberParseException,
    PhoneNumberType,
    ValidationResult,
    is_possible_number_with_reason,
    number_type,
    parse,
)

_COMPANIES = frozenset([
    PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN,
])  # fmt: skip
"""Green numbers, 1-800, 0845 and the like are lines of companies."""


class Plan(NamedTuple):
    """What a country's numbering plan says of a number.

    `possible`: its length is right; plans outgrow the tables of what is assigned.
    """

    country: int = 0
    assigned: bool = False
    company: bool = False
    possible: bool = False


@lru_cache(maxsize=4096)
def plan_of(number: str, region: str | None) -> Plan:
    """What the plan of a region says of a number, or of the country that an international one names."""
    try:
        parsed = parse(number, region)
    except NumberParseException:
        return Plan()
    country = parsed.country_code or 0
    if is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return Plan(country)
    kind = number_type(parsed)
    return Plan(country, kind != PhoneNumberType.UNKNOWN, kind in _COMPANIES, True)
