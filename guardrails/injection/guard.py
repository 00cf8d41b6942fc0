"""The injection guard: orders to the assistant in a customer's text, and what a draft forgot to fill in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.injection.decoding import decoded_passages, rot13
from guardrails.injection.hidden import invisible_runs
from guardrails.injection.reading import Passage, Reading, read
from guardrails.injection.rules import InjectionRule, Place
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import cite
from guardrails.page import Page
from guardrails.verdict import Action, Finding, Report, Severity
from guardrails.wording import compile_wording

if TYPE_CHECKING:
    from guardrails.patterns import Pattern

Direction = Literal["incoming", "outgoing"]
_ROT13_RULE = "injection.override"


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: InjectionRule
    patterns: "Pattern"
    unless: "Pattern | None"


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: InjectionRule
    start: int
    end: int


class InjectionGuard:
    """Reads incoming text for instructions to an assistant, and drafts for placeholders and hidden text.

    Every finding holds: a person decides what to make of it. Incoming text is read as HTML where it looks like
    HTML, whatever its declared format.
    """

    name = "injection"
    reads_markup = True

    def __init__(self, policy: Policy) -> None:
        self._rules = [rule for rule in policy.injection if rule.id not in policy.waived]
        self._compiled: list[_Compiled] | None = None

    def load(self) -> None:
        """Compile the patterns.

        Raises:
            PackError: a pattern that RE2 refuses.
        """
        if self._compiled is None:
            self._compiled = [_compile(rule) for rule in self._rules]

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Find instructions in incoming text; placeholders and hidden text in anything else."""
        self.load()
        direction: Direction = "incoming" if draft.kind == "incoming" else "outgoing"
        rules = [one for one in cast("list[_Compiled]", self._compiled) if direction in one.rule.kinds]
        findings: list[Finding] = []
        for field, value in draft.fields():
            markup = None if direction == "incoming" else field == "text" and draft.format == "html"
            hits = _merged(_hits(value, read(value, markup=markup), rules, direction))
            quoted = draft.quoted if field == "text" and direction == "outgoing" else ()
            hits = [hit for hit in hits if not any(span.holds(hit.start, hit.end) for span in quoted)]
            findings += [_finding(hit, field, draft, context) for hit in hits]
        return Report(tuple(findings))


def _compile(rule: InjectionRule) -> _Compiled:
    unless = compile_wording(rule.unless, rule.words) if rule.unless else None
    return _Compiled(rule, compile_wording(rule.patterns, rule.words), unless)


def _hits(source: str, reading: Reading, rules: list[_Compiled], direction: Direction) -> Iterator[_Hit]:
    yield from _pattern_hits(reading.visible, rules, "visible")
    yield from _pattern_hits(reading.source, rules, "source")
    for part, passage in reading.hidden:
        said = list(_pattern_hits(passage, rules, "hidden"))
        unseen = part.means == "element" and any(one.isalpha() for one in passage.page.text)
        for one in rules:
            if said and direction == "incoming" and one.rule.signal == "hidden_element":
                yield _Hit(one.rule, part.start, part.end)
            if unseen and direction == "outgoing" and one.rule.signal == "hidden_element":
                yield _Hit(one.rule, part.start, part.end)
    yield from _invisible_hits(source, rules)
    if direction == "incoming":
        yield from _encoded_hits(source, reading, rules)


def _pattern_hits(passage: Passage, rules: list[_Compiled], place: Place) -> Iterator[_Hit]:
    page = passage.page
    for one in rules:
        if place not in one.rule.places:
            continue
        judged, dropped = -1, False
        for found in one.patterns.finditer(page.text):
            line = page.line_at(found.start())
            if line != judged:
                judged, dropped = line, bool(one.unless and one.unless.search(page.line(line)))
            elif one.rule.mark == "sentence":
                continue
            if not dropped:
                span = page.span(found.start(), found.end()) if one.rule.mark == "match" else page.marked(line)
                yield _Hit(one.rule, *passage.source_span(*span))


def _invisible_hits(source: str, rules: list[_Compiled]) -> Iterator[_Hit]:
    signalled = [one.rule for one in rules if one.rule.signal == "invisible_characters"]
    for run in invisible_runs(source) if signalled else ():
        yield from (_Hit(rule, run.start, run.end) for rule in signalled)


def _encoded_hits(source: str, reading: Reading, rules: list[_Compiled]) -> Iterator[_Hit]:
    signalled = [one.rule for one in rules if one.rule.signal == "encoded"]
    if not signalled:
        return
    for decoded in decoded_passages(source):
        inner = Passage(Page(decoded.text, keep_marks=True), None, None)
        if any(_pattern_hits(inner, rules, "hidden")):
            yield from (_Hit(rule, decoded.start, decoded.end) for rule in signalled)
    turned = Passage(
        Page(rot13(reading.visible.page.original), keep_marks=True), reading.visible.starts, reading.visible.ends
    )
    strict = [one for one in rules if one.rule.id == _ROT13_RULE]
    for hit in _pattern_hits(turned, strict, "visible"):
        yield from (_Hit(rule, hit.start, hit.end) for rule in signalled)


def _merged(hits: Iterator[_Hit]) -> list[_Hit]:
    """One hit a place: overlapping ones become the most severe, over the whole range."""
    merged: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            rule = hit.rule if _severity(hit.rule) > _severity(last.rule) else last.rule
            merged[-1] = _Hit(rule, last.start, max(last.end, hit.end))
        else:
            merged.append(hit)
    return merged


def _severity(rule: InjectionRule) -> Severity:
    return Severity[rule.severity.upper()]


def _finding(hit: _Hit, field: FieldName, draft: Draft, context: Context) -> Finding:
    reader: Language = reader_language(draft, context)
    return Finding(
        "injection",
        hit.rule.id,
        field,
        hit.start,
        hit.end,
        _severity(hit.rule),
        Action.HOLD,
        hit.rule.message.get(reader),
        cite(hit.rule.citations, context, reader),
    )
