"""Rates of value-added tax that a text names, beside those of the prices that are known."""

from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.values import Percent, Ratio, Value
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_RULE = "claims.tax"
_RULES = ("claims.percentage", _RULE, "claims.statistic")
_TAX = compile_pattern(
    r"\b(?:tva|tvac|tps|vat|gst|hst|tax|taxes|taxe|mwst|iva|btw|taux|rate|ttc|gross|net|h\.?t|added|is on|once)\b"
)
_REACH = 60


def at_rate(claim: Claim, reading: Reading, knowledge: Knowledge) -> Known | None:
    """The price whose rate of tax a percentage beside a sum names: "9 404,70 francs, au taux de 8,1 %"."""
    if not isinstance(claim.value, Percent | Ratio) or claim.rule.id not in _RULES:
        return None
    if not _TAX.search(reading.text.text[max(0, claim.at - _REACH) : claim.until + _REACH]):
        return None
    rate = claim.value.low if isinstance(claim.value, Percent) else claim.value.part * 100 / claim.value.whole
    return next((one for one in knowledge.facts if one.valid and one.tax_rate == rate), None)


def other_rate(claim: Claim, knowledge: Knowledge) -> tuple[Known, Value] | None:
    """The rate of tax that all prices have, where a claim names another one."""
    if claim.rule.id != _RULE or not isinstance(claim.value, Percent):
        return None
    taxed = [one for one in knowledge.facts if one.valid and one.tax_rate is not None]
    rates = {one.tax_rate for one in taxed}
    rate = taxed[0].tax_rate if len(rates) == 1 else None
    return None if rate is None else (taxed[0], Percent(rate))
