"""What the value of a claim may mean, given the words and values beside it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from guardrails.claims.parsing.durations import UNIT_NAMES, read_clock
from guardrails.claims.parsing.lengths import length_of
from guardrails.claims.parsing.relate import day_before
from guardrails.claims.parsing.values import IN_DAYS, Count, Days, Exactness, Money, Value
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_BEFORE = compile_pattern(r"\b(?:avant|before|prior to)(?: le mois d[e']| le| the| ?)? *$")
_PER = compile_pattern(
    rf"(?: ?[a-z0-9]+){{0,2}}(?: par| per| a| an| each| every|/| chaque| d'| la| l'| dans l')[ ]?({UNIT_NAMES})\b"
)
_FAR = 240
"""How far before a rate the length of time may stand that it was reckoned over."""
_NEXT = 24
"""How far a sum in brackets, or after "soit", may stand from the one that names the period."""


class Meanings:
    """The meanings of the claims of one text.

    Args:
        reading: the text.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts = [one.start for one in reading.measures]

    def of(self, claim: Claim) -> list[Value]:
        """What a claim may mean: "25 € HT par mois (30 € TTC)" says the period once, "avant le 1er" the day before."""
        value = claim.value
        if isinstance(value, Days) and claim.rule.id == "claims.delivery":
            return [value, Days(tuple((last, last) for _, last in value.spans), value.yearless)]
        if isinstance(value, Count) and (per := _PER.match(self._reading.text.text[claim.until :][:40])):
            return [value, *self._other_rates(claim, value, per.group(1))]
        if isinstance(value, Days) and claim.rule.id == "claims.deadline" and self._says_before(claim):
            return [value, day_before(value)]
        if not isinstance(value, Money) or value.period is not None:
            return [value]
        index = bisect_left(self._starts, claim.at) - 1
        before = self._reading.measures[index] if index >= 0 else None
        if before is None or claim.at - before.end > _NEXT or not isinstance(before.value, Money):
            return [value]
        return [value, replace(value, period=before.value.period)]

    def _other_rates(self, claim: Claim, value: Count, unit: str) -> Iterator[Count]:
        """What a rate comes to in another unit of time, or over a length of time that the text names."""
        clock = read_clock(unit)
        if clock is None or value.high is not None or claim.exactness not in (Exactness.EXACT, Exactness.ABOUT):
            return
        days = IN_DAYS[clock[0]] * clock[1]
        spans = (IN_DAYS[one] for one in IN_DAYS if one != "business_day")
        yield from (replace(value, low=round(value.low * one / days, 4)) for one in spans)
        index = bisect_left(self._starts, claim.at - _FAR)
        for measure in self._reading.measures[index : bisect_left(self._starts, claim.at)]:
            if (length := length_of(measure.value)) is not None and length.days:
                yield replace(value, low=value.low * round(length.days / days))

    def _says_before(self, claim: Claim) -> bool:
        return _BEFORE.search(self._reading.text.text[max(0, claim.at - 24) : claim.at]) is not None
