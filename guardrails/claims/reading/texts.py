"""What reading a text for claims yields: the claims, the values, and where things are named."""

from bisect import bisect_left
from dataclasses import dataclass, field

from guardrails.claims.parsing.subjects import Mention, Token
from guardrails.claims.parsing.values import Exactness, Measurement, Value
from guardrails.claims.reading.wording import Wording
from guardrails.claims.rules import ClaimRule
from guardrails.folding import Folded


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a text asserts that a fact can bear out.

    Attributes:
        rule: the rule that recognised it.
        start: first offset in the original text.
        end: offset after the last character.
        at: first offset in the folded text.
        until: offset after the last character in the folded text.
        head: offset in the original text after the number and its currency or sign.
        value: what it says.
        exactness: how a number is meant.
        measure: the measurement it rests on; none for words.
    """

    rule: ClaimRule
    start: int
    end: int
    at: int
    until: int
    head: int
    value: Value
    exactness: Exactness = Exactness.EXACT
    measure: Measurement | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read for claims.

    Attributes:
        text: the folded text and its way back.
        wording: the text with its values masked.
        words: its words that carry meaning, in order.
        measures: every value, claimed or not.
        claims: the claims in order.
        mentions: where the facts' subjects are named, in order.
    """

    text: Folded
    wording: Wording
    words: list[Token]
    measures: list[Measurement]
    claims: list[Claim] = field(default_factory=list[Claim])
    mentions: list[Mention] = field(default_factory=list[Mention])

    def measures_in(self, start: int, end: int) -> list[Measurement]:
        """The values that begin in a folded passage."""
        first = bisect_left(self.measures, start, key=_start)
        return self.measures[first : bisect_left(self.measures, end, key=_start)]


def _start(measure: Measurement) -> int:
    return measure.start
