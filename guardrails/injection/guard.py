"""The injection guard: orders to the assistant in a customer's text, and what a draft forgot to fill in."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from guardrails.classifier.reader import SentenceReader
from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.errors import PackError
from guardrails.injection.decoding import decoded_passages, rot13
from guardrails.injection.hearing import Heard, Listener
from guardrails.injection.hidden import invisible_runs
from guardrails.injection.reading import Passage, Reading, read
from guardrails.injection.rules import InjectionRule, Place
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import cite
from guardrails.page import Page
from guardrails.patterns import compile_pattern
from guardrails.verdict import Action, Finding, Report, Severity
from guardrails.wording import compile_wording

if TYPE_CHECKING:
    from guardrails.patterns import Pattern

Direction = Literal["incoming", "outgoing"]
_ROT13_RULE = "injection.override"
_STYLE_SHEET = compile_pattern(r"^<style[\s>]", ignore_case=True)
"""Its rules are no prose; patterns search it all the same."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: InjectionRule
    patterns: "Pattern"
    unless: "Pattern | None"


class _Loaded(NamedTuple):
    """What takes time to load."""

    rules: list[_Compiled]
    reader: SentenceReader


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

    def __init__(self, policy: Policy, *, reader: SentenceReader | None = None) -> None:
        self._rules = [rule for rule in policy.injection if rule.id not in policy.waived]
        if policy.injection_classifier is None:
            raise PackError("no pack says from when on the classifier's word counts: load `injection` with the others")
        self._thresholds = policy.injection_classifier
        self._reader = reader
        self._loaded: _Loaded | None = None
        self._loading = Lock()

    def load(self) -> None:
        """Compile the patterns and load the classifier.

        Raises:
            PackError: a pattern that RE2 refuses.
            FileNotFoundError: the classifier's file is missing.
        """
        self._ready()

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Find instructions in incoming text; placeholders and hidden text in anything else."""
        loaded = self._ready()
        listener = Listener(loaded.reader, self._thresholds)
        direction: Direction = "incoming" if draft.kind == "incoming" else "outgoing"
        rules = [one for one in loaded.rules if direction in one.rule.kinds]
        findings: list[Finding] = []
        for field, value in draft.fields():
            markup = None if direction == "incoming" else field == "text" and draft.format == "html"
            hits = _merged(_hits(value, read(value, markup=markup), rules, direction, listener))
            quoted = draft.quoted if field == "text" and direction == "outgoing" else ()
            hits = [hit for hit in hits if not any(span.holds(hit.start, hit.end) for span in quoted)]
            findings += [_finding(hit, field, draft, context) for hit in hits]
        return Report(tuple(findings))

    def _ready(self) -> "_Loaded":
        with self._loading:
            if self._loaded is None:
                rules = [_compile(rule) for rule in self._rules]
                self._loaded = _Loaded(rules, self._reader or SentenceReader("injection"))
            return self._loaded


def _compile(rule: InjectionRule) -> _Compiled:
    unless = compile_wording(rule.unless, rule.words) if rule.unless else None
    return _Compiled(rule, compile_wording(rule.patterns, rule.words), unless)


def _hits(
    source: str, reading: Reading, rules: list[_Compiled], direction: Direction, listener: Listener
) -> Iterator[_Hit]:
    incoming = direction == "incoming"
    heard = listener.listen(reading.visible, hidden=False) if incoming else None
    yield from _pattern_hits(reading.visible, rules, "visible", heard)
    yield from _pattern_hits(reading.source, rules, "source")
    yield from _heard_hits(heard, rules)
    for part, passage in reading.hidden:
        is_style = _STYLE_SHEET.search(source[part.start : part.start + len("<style>")]) is not None
        if incoming:
            hides = any(_pattern_hits(passage, rules, "hidden")) or (not is_style and _speaks(listener, passage, rules))
        else:
            hides = part.means == "element" and any(map(str.isalpha, passage.page.text))
        if hides:
            yield from _signalled("hidden_element", rules, part.start, part.end)
    for run in invisible_runs(source):
        yield from _signalled("invisible_characters", rules, run.start, run.end)
    if incoming:
        yield from _encoded_hits(source, reading, rules, listener)


def _signalled(signal: str, rules: list[_Compiled], start: int, end: int) -> Iterator[_Hit]:
    """Hits of the rules that hear of something other than a wording."""
    return (_Hit(one.rule, start, end) for one in rules if one.rule.signal == signal)


def _speaks(listener: Listener, passage: Passage, rules: list[_Compiled]) -> bool:
    return any(_heard_hits(listener.listen(passage, hidden=True), rules))


def _pattern_hits(passage: Passage, rules: list[_Compiled], place: Place, heard: Heard | None = None) -> Iterator[_Hit]:
    """What patterns find; where the classifier was asked, what it grants. Marks of a chat's own need no granting."""
    page = passage.page
    for one in rules:
        if place not in one.rule.places:
            continue
        granting = heard if "source" not in one.rule.places else None
        judged, dropped = -1, False
        for found in one.patterns.finditer(page.text):
            line = page.line_at(found.start())
            if line != judged:
                excused = one.unless is not None and one.unless.search(page.line(line)) is not None
                judged, dropped = line, excused or (granting is not None and line in granting.refused)
            elif one.rule.mark == "sentence":
                continue
            if not dropped:
                span = page.span(found.start(), found.end()) if one.rule.mark == "match" else page.marked(line)
                yield _Hit(one.rule, *passage.source_span(*span))


def _heard_hits(heard: Heard | None, rules: list[_Compiled]) -> Iterator[_Hit]:
    """What the classifier hears, and what is disguised; rules of their own say so."""
    if heard is None:
        return
    for signal, spans in (("classifier", heard.ordering), ("disguised_words", heard.disguised)):
        for span in spans:
            yield from _signalled(signal, rules, *span)


def _encoded_hits(source: str, reading: Reading, rules: list[_Compiled], listener: Listener) -> Iterator[_Hit]:
    for decoded in decoded_passages(source):
        inner = Passage(Page(decoded.text, keep_marks=True), None, None)
        if any(_pattern_hits(inner, rules, "hidden")) or listener.listen(inner, hidden=True).orders:
            yield from _signalled("encoded", rules, decoded.start, decoded.end)
    turned = Passage(
        Page(rot13(reading.visible.page.original), keep_marks=True), reading.visible.starts, reading.visible.ends
    )
    strict = [one for one in rules if one.rule.id == _ROT13_RULE]
    for hit in _pattern_hits(turned, strict, "visible"):
        yield from _signalled("encoded", rules, hit.start, hit.end)


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
    return Severity.named(rule.severity)


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
