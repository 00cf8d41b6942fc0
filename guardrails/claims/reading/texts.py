"""What reading a text for claims yields: the claims, the values, and where things are named."""

from bisect import bisect_left
from dataclasses import dataclass, field

from guardrails.claims.parsing.subjects import Mention, Token, content_words
from guardrails.claims.parsing.values import Exactness, Measurement, Value, Words
from guardrails.claims.reading.wording import Wording
from guardrails.claims.rules import ClaimRule
from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_NEAR = 300
_NOUN = 40
_NOUN_END = compile_pattern(
    r"[.,;:()\n]|\b(?:de|du|des|of|for|pour|and|et|a|at|in|en|on|sur|that|que|qui|were|are|is|at)\b"
)


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


def value_claim(rule: ClaimRule, text: Folded, measure: Measurement) -> Claim:
    """The claim that a value makes."""
    start, end = text.span(measure.start, measure.end)
    head = text.span(measure.start, measure.head)[1]
    return Claim(rule, start, end, measure.start, measure.end, head, measure.value, measure.exactness, measure)


def words_claim(rule: ClaimRule, text: Folded, start: int, end: int) -> Claim:
    """The claim that the words of a folded passage make."""
    first, last = text.span(start, end)
    return Claim(rule, first, last, start, end, last, Words(text.text[start:end]))


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

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The first and last offset in the folded text of the sentence around an offset, so far as it is near."""
        start, end = self.wording.sentence_bounds(offset, len(self.text.text))
        return max(start, offset - _NEAR), min(end, offset + _NEAR)

    def counted(self, measure: Measurement) -> frozenset[str]:
        """The words right after a number for what it counts."""
        after = self.text.text[measure.end : measure.end + _NOUN]
        stop = _NOUN_END.search(after)
        return content_words(after[: stop.start() if stop else len(after)])


def _start(measure: Measurement) -> int:
    return measure.start
