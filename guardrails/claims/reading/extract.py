"""From a text to its claims: values are measured, then the rules of the packs say what each one claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.topics import Topics
from guardrails.claims.parsing.measures import Range, find_measures
from guardrails.claims.parsing.names import Name, is_persons, names_after, names_before
from guardrails.claims.parsing.subjects import Mention, content_words, meaningful
from guardrails.claims.parsing.values import Count, Duration, Measurement, Words
from guardrails.claims.reading.clients import clients_in_passing, is_noticed
from guardrails.claims.reading.companions import companions
from guardrails.claims.reading.smalltalk import is_small_talk, is_theirs
from guardrails.claims.reading.texts import Claim, Reading, value_claim, words_claim
from guardrails.claims.reading.wording import Wording, sentence_ends
from guardrails.claims.rules import ClaimRule
from guardrails.draft import FactType, Language
from guardrails.folding import Folded
from guardrails.patterns import Pattern, any_of, compile_pattern

_LIST_GAP = compile_pattern(
    r"[ ,;]*(?:pour|for|sur|on) [^.;:]{0,24}?[ ,]+(?:et|and) "
    r"|[ ,;]*(?:(?:et|and|puis|then|ou|or) )?(?:(?:de|of|a|l'autre|plus|up to|jusqu'a) ?)?"
)
_NEAR = 160
_REST = 10
_OPEN = compile_pattern(r"\[\^<\\n([^\]]*)\]")
_ARTICLE = "<one>"
_GAPS = ("[a-z'-]+", "[a-z',()-]+", "[a-z',:()-]+")
"""How the patterns of packs write any word; an article, which may be a number, is one too: "dans un délai de"."""
_REFERENCE = "claims.reference"
_LABEL = "claims.certification"
_KINDS = {"event": "date", "feature": "quantity"}


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: ClaimRule
    patterns: Pattern
    sentence: Pattern | None
    unless: Pattern | None
    articles: bool


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
        parties: str = "",
    ) -> Reading:
        """Find the claims of a text.

        Args:
            original: the text.
            language: decides number words and dates.
            now: what relative days are resolved against.
            known: what is known.
            parties: the names of those who write and read, folded: neither is a customer that is cited.
        """
        text = Folded(original)
        words = meaningful(text.text)
        mentions = known.subjects.mentions(words, text)
        labels = [(one.start, one.end) for one in known.labels.mentions(words, text)]
        names = [(one.start, one.end) for one in mentions]
        measures = find_measures(text.text, language, now, sorted({*names, *labels}))
        wording = Wording(text.text, sentence_ends(text.text), measures, names)
        claims = list(self._claims(text, wording, measures))
        claims += self._answered(text, wording, measures, known.topics, {one.at for one in claims})
        claims += self._stale(text, known.stale_labels.mentions(words, text), claims)
        claims += self._listed_beside(text, wording, known, claims)
        claims += self._in_passing(text, wording, claims)
        ours = [(one.start, one.end) for one in mentions if one.subject in known.sold]
        near = content_words(parties)
        claims = [one for one in claims if one.rule.id != _REFERENCE or not _is_ours(one, ours, near)]
        claims = [one for one in claims if not (one.rule.names and is_persons(text, one.at, one.until))]
        claims = [one for one in claims if one.rule.id != _REFERENCE or not is_noticed(text, wording, one.at)]
        claims.sort(key=lambda one: (one.start, one.end))
        return Reading(text, wording, words, measures, claims, mentions)

    def _stale(self, text: Folded, mentions: list[Mention], claims: list[Claim]) -> Iterator[Claim]:
        """Labels that no longer hold and that the text names, in whatever words."""
        rule = next((one.rule for one in self._rules if one.rule.id == _LABEL), None)
        for mention in mentions if rule else ():
            if rule and not any(one.at < mention.end and mention.start < one.until for one in claims):
                start, end = text.span(mention.start, mention.end)
                yield Claim(
                    rule, start, end, mention.start, mention.end, end, Words(text.text[mention.start : mention.end])
                )

    def _listed_beside(
        self, text: Folded, wording: Wording, known: Knowledge, claims: list[Claim]
    ) -> Iterator[Claim]:  # fmt: skip
        """Names beside one that a fact attests: of customers, and of labels, which are written in capitals."""
        for rule_id in (_REFERENCE, _LABEL):
            rule = next((one.rule for one in self._rules if one.rule.id == rule_id), None)
            for name in companions(text, wording, known.attesting[rule_id]) if rule else ():
                first, last = text.span(name.start, name.end)
                if rule_id == _LABEL and not _is_code(text.original[first:last]):
                    continue
                if rule and not any(one.at < name.end and name.start < one.until for one in claims):
                    yield _of_name(rule, text, name)

    def _in_passing(self, text: Folded, wording: Wording, claims: list[Claim]) -> Iterator[Claim]:
        """Organisations that the text tells of as served by us."""
        rule = next((one.rule for one in self._rules if one.rule.id == _REFERENCE), None)
        for name in clients_in_passing(text, wording) if rule else ():
            if rule and not any(one.at < name.end and name.start < one.until for one in claims):
                yield _of_name(rule, text, name)

    def against(self, fact_type: FactType) -> ClaimRule | None:
        """The rule for what facts of a type say, in the form that only a fact that contradicts the claim stops it."""
        return self._for_type.get(fact_type)

    def wordings(self, folded: str, rule: ClaimRule) -> bool:
        """Whether a folded text (a fact's) makes a claim in words of the same kind as a rule."""
        kin = (one for one in self._rules if one.rule.id == rule.id and one.rule.is_duty == rule.is_duty)
        return any(one.patterns.search(folded) for one in kin)

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
                yield value_claim(rule, text, measure)

    def _claims(self, text: Folded, wording: Wording, measures: list[Measurement]) -> Iterator[Claim]:
        taken: dict[int, ClaimRule] = {}
        worded: list[Range] = []
        for compiled in self._rules:
            for start, end in _matches(compiled, wording):
                tokens = wording.tokens_in(start, end)
                if not compiled.articles:
                    tokens = [one for one in tokens if not measures[one].article]
                if tokens and compiled.rule.names is None:
                    for index in tokens:
                        if index not in taken and not is_small_talk(compiled.rule, text.text, wording, measures[index]):
                            taken[index] = compiled.rule
                            yield value_claim(compiled.rule, text, measures[index])
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
            yield value_claim(rule, text, measure)
        last = (measure, rule) if rule else None


def _compile(rule: ClaimRule) -> _Compiled:
    return _Compiled(
        rule,
        _any_of(rule.patterns),
        _any_of(rule.sentence) if rule.sentence else None,
        _any_of(rule.unless) if rule.unless else None,
        any(token in one for token in ("<one>", "|one)>", "(?:one|") for one in rule.patterns),
    )


def _any_of(patterns: tuple[str, ...]) -> Pattern:
    """One pattern of several, in which an article counts as a word."""
    joined = any_of(patterns)
    for gap in _GAPS:
        joined = joined.replace(gap, f"(?:{gap}|{_ARTICLE})")
    return compile_pattern(_OPEN.sub(rf"(?:[^<\\n\1]|{_ARTICLE})", joined))


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


def _worded(rule: ClaimRule, text: Folded, span: Range, taken: list[Range]) -> Iterator[Claim]:
    start, end = span
    inner = text.text[start:end]
    start, end = start + len(inner) - len(inner.lstrip(" \n,;:.-")), end - (len(inner) - len(inner.rstrip(" \n,;:.-")))
    if start < end and not _overlaps(start, end, taken):
        taken.append((start, end))
        yield words_claim(rule, text, start, end)


def _named(rule: ClaimRule, text: Folded, span: Range, worded: list[Range]) -> Iterator[Claim]:
    names = names_after(text, span[1]) if rule.names == "after" else names_before(text, span[0])
    for name in names:
        if not _overlaps(name.start, name.end, worded):
            worded.append((name.start, name.end))
            yield _of_name(rule, text, name)


def _of_name(rule: ClaimRule, text: Folded, name: Name) -> Claim:
    first, last = text.span(name.start, name.end)
    return Claim(rule, first, last, name.start, name.end, last, Words(name.folded))


def _is_code(name: str) -> bool:
    """ "ATEX", "NF EN 13060": how labels are written."""
    return len(name) > 1 and name.upper() == name


def _is_ours(claim: Claim, ours: list[Range], parties: frozenset[str]) -> bool:
    """Whether a name is that of a product of the facts, or of sender or reader: none is a reference customer."""
    if isinstance(claim.value, Words) and parties and content_words(claim.value.folded) <= parties:
        return True
    return any(claim.at < end and start < claim.until and _mostly(claim, start, end) for start, end in ours)


def _mostly(claim: Claim, start: int, end: int) -> bool:
    """Whether a span covers a name but for a word: "the Royal Grammar School" is more than the product "school"."""
    return (claim.until - claim.at) - (min(end, claim.until) - max(start, claim.at)) <= _REST


def _overlaps(start: int, end: int, spans: list[Range]) -> bool:
    return any(start < stop and first < end for first, stop in spans[-200:])
