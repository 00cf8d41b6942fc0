"""From a text to its claims: values are measured, then the rules of the packs say what each one claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from guardrails.claims.measures import Range, find_measures
from guardrails.claims.names import names_after, names_before
from guardrails.claims.rules import ClaimRule
from guardrails.claims.subjects import Mention, Subjects
from guardrails.claims.values import Exactness, Measurement, Value, Words
from guardrails.claims.wording import Wording, sentence_ends
from guardrails.draft import Language
from guardrails.folding import Folded
from guardrails.patterns import Pattern, any_of, compile_pattern


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
        measures: every value, claimed or not.
        claims: the claims in order.
        mentions: where the facts' subjects are named, in order.
    """

    text: Folded
    wording: Wording
    measures: list[Measurement]
    claims: list[Claim] = field(default_factory=list[Claim])
    mentions: list[Mention] = field(default_factory=list[Mention])


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: ClaimRule
    patterns: Pattern
    sentence: Pattern | None
    unless: Pattern | None


class RuleBook:
    """The claim rules in force, compiled.

    Raises:
        PackError: RE2 refuses a pattern.
    """

    def __init__(self, rules: Sequence[ClaimRule]) -> None:
        self._rules = [_compile(rule) for rule in rules if rule.patterns]

    def read(self, original: str, language: Language, now: datetime | None, subjects: Subjects) -> Reading:
        """Find the claims of a text."""
        text = Folded(original)
        mentions = subjects.mentions(text)
        measures = find_measures(text.text, language, now, [(one.start, one.end) for one in mentions])
        wording = Wording(text.text, sentence_ends(text.text), measures)
        claims = sorted(self._claims(text, wording, measures), key=lambda one: (one.start, one.end))
        return Reading(text, wording, measures, claims, mentions)

    def wordings(self, folded: str, rule_id: str) -> bool:
        """Whether a folded text (a fact's) makes a claim in words of the given kind."""
        return any(one.rule.id == rule_id and one.patterns.search(folded) for one in self._rules)

    def _claims(self, text: Folded, wording: Wording, measures: list[Measurement]) -> Iterator[Claim]:
        taken: set[int] = set()
        worded: list[Range] = []
        for compiled in self._rules:
            for start, end in _matches(compiled, wording):
                tokens = wording.tokens_in(start, end)
                if tokens and compiled.rule.names is None:
                    for index in tokens:
                        if index not in taken:
                            taken.add(index)
                            yield _measured(compiled.rule, text, measures[index])
                elif compiled.rule.names:
                    yield from _named(compiled.rule, text, wording.span(start, end), worded)
                else:
                    yield from _worded(compiled.rule, text, wording.span(start, end), worded)


def _compile(rule: ClaimRule) -> _Compiled:
    return _Compiled(
        rule,
        compile_pattern(any_of(rule.patterns)),
        compile_pattern(any_of(rule.sentence)) if rule.sentence else None,
        compile_pattern(any_of(rule.unless)) if rule.unless else None,
    )


def _matches(compiled: _Compiled, wording: Wording) -> Iterator[Range]:
    spans = [match.span() for match in compiled.patterns.finditer(wording.text) if match.end() > match.start()]
    if not spans:
        return
    exceptions = [match.span() for match in compiled.unless.finditer(wording.text)] if compiled.unless else []
    index = 0
    for start, end in spans:
        while index < len(exceptions) and exceptions[index][1] <= start:
            index += 1
        if index < len(exceptions) and exceptions[index][0] < end:
            continue
        if compiled.sentence is None or compiled.sentence.search(wording.sentence_around(start)):
            yield start, end


def _measured(rule: ClaimRule, text: Folded, measure: Measurement) -> Claim:
    start, end = text.span(measure.start, measure.end)
    head = text.span(measure.start, measure.head)[1]
    return Claim(rule, start, end, measure.start, measure.end, head, measure.value, measure.exactness, measure)


def _worded(rule: ClaimRule, text: Folded, span: Range, worded: list[Range]) -> Iterator[Claim]:
    start, end = span
    inner = text.text[start:end]
    start, end = start + len(inner) - len(inner.lstrip(" \n,;:.-")), end - (len(inner) - len(inner.rstrip(" \n,;:.-")))
    if start < end and not _overlaps(start, end, worded):
        worded.append((start, end))
        first, last = text.span(start, end)
        yield Claim(rule, first, last, start, end, last, Words(text.text[start:end]))


def _named(rule: ClaimRule, text: Folded, span: Range, worded: list[Range]) -> Iterator[Claim]:
    names = names_after(text, span[1]) if rule.names == "after" else names_before(text, span[0])
    for name in names:
        if not _overlaps(name.start, name.end, worded):
            worded.append((name.start, name.end))
            first, last = text.span(name.start, name.end)
            yield Claim(rule, first, last, name.start, name.end, last, Words(name.folded))


def _overlaps(start: int, end: int, spans: list[Range]) -> bool:
    return any(start < stop and first < end for first, stop in spans[-200:])
