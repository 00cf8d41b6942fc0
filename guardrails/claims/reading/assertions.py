"""Claims in words that no pattern knows: sentences of which the classifier tells what they claim.

"Vos voisins du rez en ont trois depuis l'été" cites a customer without any word that would say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.rules import ClaimRule, ClaimsClassifier
from guardrails.classifier.heads import Heads
from guardrails.classifier.lines import Line
from guardrails.classifier.reader import SentenceReader
from guardrails.folding import fold


@dataclass(frozen=True, slots=True)
class Assertion:
    """A sentence that makes a claim of some kind."""

    line: Line
    rule: ClaimRule


class Assertions:
    """Tells which sentences make claims in words.

    Args:
        reader: the classifier that reads the text.
        heads: tell the kinds of claims from what it read.
        thresholds: of the policy.
        rules: the claim rules in force; the first of a kind says what is said of it.
    """

    def __init__(
        self, reader: SentenceReader, heads: Heads, thresholds: ClaimsClassifier, rules: Sequence[ClaimRule]
    ) -> None:
        self._reader = reader
        self._heads = heads
        self._thresholds: dict[str, float] = thresholds.model_dump()
        self._rules: dict[str, ClaimRule] = {}
        for rule in rules:
            if rule.needs_fact:
                self._rules.setdefault(rule.id.removeprefix("claims."), rule)

    def made(self, lines: Sequence[Line]) -> Iterator[Assertion]:
        """The claims of the sentences of a draft, in order, the likeliest of each sentence."""
        for line, judgement in zip(lines, self._reader.read([one.for_model for one in lines]), strict=True):
            kinds = self._heads.kinds(judgement)
            certain = [kind for kind in kinds if kinds[kind] >= self._thresholds[kind] and kind in self._rules]
            if certain:
                yield Assertion(line, self._rules[max(certain, key=lambda kind: kinds[kind])])


def is_settled(assertion: Assertion, judged: Sequence[Judgement], knowledge: Knowledge) -> bool:
    """Whether a sentence needs no more: something in it is held already, or a fact of that type answers it."""
    start, end = assertion.line.span
    types = assertion.rule.supported_by
    for one in judged:
        if one.claim.start < end and start < one.claim.end:
            if one.standing is Standing.UNSUPPORTED and one.claim.rule.needs_fact:
                return True
            if one.known and (one.standing is not Standing.SUPPORTED or one.known.fact.type in types):
                return True
    said = content_words(fold(assertion.line.page.original[start:end]))
    return any(one.valid and one.fact.type in types and said & (one.value_words or one.core) for one in knowledge.facts)
