"""Claims in words that no pattern knows: sentences of which the classifier tells what they claim.

"Vos voisins du rez en ont trois depuis l'été" cites a customer without any word that would say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.names import names_within
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count, Measurement, Percent, Ratio
from guardrails.claims.reading.smalltalk import is_theirs
from guardrails.claims.reading.texts import Reading
from guardrails.claims.rules import ClaimRule, ClaimsClassifier
from guardrails.classifier.lines import Line
from guardrails.classifier.reader import SentenceReader
from guardrails.folding import Folded, fold
from guardrails.patterns import compile_pattern

_REFERENCE = "claims.reference"
_STATISTIC = "claims.statistic"
_FIGURED = "statistic"
_MANY = 12
"""Beyond so many, things are counted rather than told."""
_LABEL = "claims.certification"
_SIGNS = frozenset(("ht", "ttc", "htva", "tvac", "hors", "tva", "vat", "eur", "chf", "gbp", "usd", "cad"))
"""What is written in capitals beside a price."""
_DENIED = compile_pattern(
    r"\b(?:nous ne (?:sommes|avons)|on n'(?:est|a)|je ne suis|we (?:are not|aren't|have no|hold no|don't hold))\b"
)
"""How a writer says what they are not."""
_ADDRESS = compile_pattern(r"\S(?:://|@)\S|\bwww\.\S")
_GREETING = 4
"""Words of which a line that ends in a comma only greets, or takes leave."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A sentence that makes a claim of some kind.

    Attributes:
        line: the sentence.
        rule: what is said of such claims.
        sure: it is one without a figure too,
        firm: and beside something that a fact bears out.
    """

    line: Line
    rule: ClaimRule
    sure: bool = True
    firm: bool = True


class Assertions:
    """Tells which sentences make claims in words.

    Args:
        reader: the classifier that reads the text.
        thresholds: of the policy.
        rules: the claim rules in force; the first of a kind says what is said of it.
    """

    def __init__(self, reader: SentenceReader, thresholds: ClaimsClassifier, rules: Sequence[ClaimRule]) -> None:
        self._reader = reader
        self._thresholds: dict[str, float] = thresholds.model_dump()
        self._rules: dict[str, ClaimRule] = {}
        for rule in rules:
            if rule.needs_fact:
                self._rules.setdefault(rule.id.removeprefix("claims."), rule)

    def made(self, lines: Sequence[Line]) -> Iterator[list[Assertion]]:
        """The claims of the sentences of a draft, in order; those of a sentence together, the likeliest first."""
        for line, judgement in zip(lines, self._reader.read([one.for_model for one in lines]), strict=True):
            yield list(self._heard(line, sorted(judgement.claims.items(), key=lambda one: -one[1])))

    def _heard(self, line: Line, kinds: Sequence[tuple[str, float]]) -> Iterator[Assertion]:
        for kind, probability in kinds:
            sure = probability >= self._thresholds[kind]
            figure = kind == _FIGURED and probability >= self._thresholds["figure"]
            if kind in self._rules and (sure or figure):
                yield Assertion(line, self._rules[kind], sure, probability >= self._thresholds["beside_evidence"])


def is_settled(
    assertion: Assertion, reading: Reading, judged: Sequence[Judgement], knowledge: Knowledge, parties: str = ""
) -> bool:
    """Whether a sentence needs no more: something in it is held already, or a fact of that type answers it."""
    start, end = assertion.line.span
    types = assertion.rule.supported_by
    written = assertion.line.page.original[start:end].strip()
    if _claims_nothing(assertion, written):
        return True
    for one in judged:
        if one.claim.start < end and start < one.claim.end:
            if one.standing is Standing.UNSUPPORTED and one.claim.rule.needs_fact:
                return True
            if one.known and (one.standing is not Standing.SUPPORTED or one.known.fact.type in types):
                return True
            if one.standing is Standing.SUPPORTED and not assertion.firm:
                return True
    figure = assertion.rule.id == _STATISTIC and _has_open_figure(reading, start, end, judged)
    if not assertion.sure and not figure:
        return True
    said = content_words(fold(written))
    facts = [one for one in knowledge.facts if one.valid and one.fact.type in types]
    if any(_is_figured(one, reading, start, end) for one in facts):
        return True
    if not figure and any(said & (one.value_words or one.core) for one in facts):
        return True
    return _is_accounted_for(assertion, reading, judged) or _names_only(assertion, written, judged, knowledge, parties)


def _claims_nothing(assertion: Assertion, written: str) -> bool:
    """A greeting, a close ("Yours truly,"), a question, the address of a page, a label that one says not to hold."""
    if written.endswith("?") or _ADDRESS.search(written):
        return True
    if assertion.rule.id == _LABEL and _DENIED.search(fold(written)):
        return True
    return written.endswith(",") and len(written.split()) <= _GREETING


def _figures(reading: Reading, start: int, end: int) -> Iterator[Measurement]:
    """The counts and shares of a passage."""
    for one in reading.measures:
        if isinstance(one.value, Count | Percent | Ratio) and start <= reading.text.span(one.start, one.end)[0] < end:
            yield one


def _has_open_figure(reading: Reading, start: int, end: int, judged: Sequence[Judgement]) -> bool:
    """Whether a passage has a figure that no fact bears out, and that is not the reader's."""
    borne_out = {one.claim.at for one in judged if one.standing is Standing.SUPPORTED}
    return any(
        one.start not in borne_out and not is_theirs(reading.text.text[: one.start])
        for one in _figures(reading, start, end)
        if isinstance(one.value, Percent) or (isinstance(one.value, Count) and one.value.low > _MANY)
    )


def _is_figured(known: Known, reading: Reading, start: int, end: int) -> bool:
    """Whether a passage gives the figure of a fact: "quelque 18 000 personnes s'en servent"."""
    return any(
        agrees(measure.value, measure.exactness, one)
        for measure in _figures(reading, start, end)
        for one in known.stated
    )


def _is_accounted_for(assertion: Assertion, reading: Reading, judged: Sequence[Judgement]) -> bool:
    """Whether each figure of a sentence that states one is borne out, or the reader's own."""
    start, end = assertion.line.span
    counts = [one for one in _figures(reading, start, end) if not one.article]
    borne_out = {one.claim.at for one in judged if one.standing is Standing.SUPPORTED and one.known}
    return (
        assertion.rule.id == _STATISTIC
        and bool(counts)
        and all(one.start in borne_out or is_theirs(reading.text.text[: one.start]) for one in counts)
    )


def _names_only(
    assertion: Assertion, written: str, judged: Sequence[Judgement], knowledge: Knowledge, parties: str
) -> bool:
    """Whether the names of a sentence are those of products, the sender and the reader: none is a customer cited.

    Nor is one a label, where the sentence says what a fact says of the product.
    """
    start, end = assertion.line.span
    said = any(start <= one.claim.start < end and one.standing is Standing.SUPPORTED for one in judged)
    if assertion.rule.id != _REFERENCE and not (said and assertion.rule.id == _LABEL):
        return False
    text = Folded(written)
    names = names_within(text, 0, len(text.text))
    products = (knowledge.subjects.words.get(one, frozenset[str]()) for one in knowledge.sold)
    own = (content_words(parties) | _SIGNS).union(*products)
    return bool(names) and all(content_words(one.folded) <= own for one in names)
