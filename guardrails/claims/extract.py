"""From a text to its claims: values are measured, then the rules of the packs say what each one claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from guardrails.claims.knowledge import Knowledge
from guardrails.claims.measures import Range, find_measures
from guardrails.claims.names import names_after, names_before
from guardrails.claims.rules import ClaimRule
from guardrails.claims.smalltalk import is_small_talk, is_theirs
from guardrails.claims.subjects import Mention, Token, content_words, meaningful
from guardrails.claims.topics import Topics
from guardrails.claims.values import Count, Duration, Exactness, Measurement, Value, Words
from guardrails.claims.wording import Wording, sentence_ends
from guardrails.draft import FactType, Language
from guardrails.folding import Folded, fold
from guardrails.patterns import Pattern, any_of, compile_pattern

_LIST_GAP = compile_pattern(
    r"[ ,;]*(?:pour|for|sur|on) [^.;:]{0,24}?[ ,]+(?:et|and) "
    r"|[ ,;]*(?:(?:et|and|puis|then|ou|or) )?(?:(?:de|of|a|l'autre|plus|up to|jusqu'a) ?)?"
)
_NEAR = 160
_REFERENCE = "claims.reference"
_KINDS = {"event": "date", "feature": "quantity", "legal": "term"}


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
        self._for_type = {kind: _only_against(rules, f"claims.{_KINDS.get(kind, kind)}") for kind in get_args(FactType)}

    def read(
        self,
        original: str,
        language: Language,
        now: datetime | None,
        known: Knowledge,
        house: str = "",
    ) -> Reading:
        """Find the claims of a text.

        Args:
            original: the text.
            language: decides number words and dates.
            now: what relative days are resolved against.
            known: what is known.
            house: the sender's organisation, which is no customer of its own.
        """
        text = Folded(original)
        words = meaningful(text.text)
        mentions = known.subjects.mentions(words, text)
        names = [(one.start, one.end) for one in mentions]
        measures = find_measures(text.text, language, now, names)
        wording = Wording(text.text, sentence_ends(text.text), measures, names)
        claims = list(self._claims(text, wording, measures))
        claims += self._answered(text, wording, measures, known.topics, {one.at for one in claims})
        ours = [(one.start, one.end) for one in mentions if one.subject in known.sold]
        claims = [
            one for one in claims if one.rule.id != _REFERENCE or not _is_ours(one, ours, content_words(fold(house)))
        ]
        claims.sort(key=lambda one: (one.start, one.end))
        return Reading(text, wording, words, measures, claims, mentions)

    def wordings(self, folded: str, rule_id: str) -> bool:
        """Whether a folded text (a fact's) makes a claim in words of the given kind."""
        return any(one.rule.id == rule_id and one.patterns.search(folded) for one in self._rules)

    def _answered(
        self, text: Folded, wording: Wording, measures: list[Measurement], topics: Topics, claimed: set[int]
    ) -> Iterator[Claim]:  # fmt: skip
        """Values that no rule knows and that stand beside the topic of a fact: "claims are handled in 24 hours"."""
        for measure in measures if topics else ():
            if measure.start in claimed or measure.article:
                continue
            start, end = wording.sentence_bounds(measure.start, len(text.text))
            start, end = max(start, measure.start - _NEAR), min(end, measure.end + _NEAR)
            if isinstance(measure.value, Count) and is_theirs(text.text[start : measure.start]):
                continue
            around = text.text[start : measure.start], text.text[measure.end : end]
            fact_type = topics.about(measure.value, around, text.text[max(0, start - _NEAR) : start])
            rule = self._for_type.get(fact_type) if fact_type else None
            if rule:
                yield _measured(rule, text, measure)

    def _claims(self, text: Folded, wording: Wording, measures: list[Measurement]) -> Iterator[Claim]:
        taken: dict[int, ClaimRule] = {}
        worded: list[Range] = []
        for compiled in self._rules:
            for start, end in _matches(compiled, wording):
                tokens = wording.tokens_in(start, end)
                if tokens and compiled.rule.names is None:
                    for index in tokens:
                        if index not in taken and not is_small_talk(compiled.rule, text.text, wording, measures[index]):
                            taken[index] = compiled.rule
                            yield _measured(compiled.rule, text, measures[index])
                elif compiled.rule.names:
                    yield from _named(compiled.rule, text, wording.span(start, end), worded)
                else:
                    yield from _worded(compiled.rule, text, wording.span(start, end), worded)
        yield from _listed(text, wording, measures, taken)


def _only_against(rules: Sequence[ClaimRule], rule_id: str) -> ClaimRule | None:
    """The rule of a kind, in the form that only a fact that contradicts the claim stops it."""
    rule = next((one for one in rules if one.id == rule_id), None)
    return rule.model_copy(update={"needs_fact": False, "only_named": True}) if rule else None


def _listed(
    text: Folded, wording: Wording, measures: list[Measurement], taken: dict[int, ClaimRule]
) -> Iterator[Claim]:
    """A duration that continues a list is claimed as the one before it: "garanti 5 ans, et 3 ans pour …"."""
    last: tuple[Measurement, ClaimRule] | None = None
    for index, measure in enumerate(measures):
        if not isinstance(measure.value, Duration):
            continue
        rule = taken.get(index)
        near = last is not None and _LIST_GAP.fullmatch(text.text[last[0].end : measure.start][:48]) is not None
        if rule is None and last and near and wording.sentence_of(last[0].start) == wording.sentence_of(measure.start):
            rule = last[1]
            yield _measured(rule, text, measure)
        last = (measure, rule) if rule else None


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


def _is_ours(claim: Claim, ours: list[Range], house: frozenset[str]) -> bool:
    """Whether a name is that of a product of the facts, or of the sender: neither is a reference customer."""
    if isinstance(claim.value, Words) and house and content_words(claim.value.folded) <= house:
        return True
    return any(claim.at < end and start < claim.until for start, end in ours)


def _overlaps(start: int, end: int, spans: list[Range]) -> bool:
    return any(start < stop and first < end for first, stop in spans[-200:])
