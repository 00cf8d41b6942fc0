"""The pressure guard: finds pressure selling, says why, and proposes words that do without."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import cite
from guardrails.page import Page
from guardrails.pressure.circumstances import exchange_known, most_unanswered, thread_says
from guardrails.pressure.removal import removal_span
from guardrails.pressure.rules import PressureRule
from guardrails.pressure.support import borne_out
from guardrails.verdict import Action, Finding, Report, Severity
from guardrails.wording import compile_wording

if TYPE_CHECKING:
    from guardrails.patterns import Pattern

_SENTENCES_BEFORE = 3


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: PressureRule
    patterns: "Pattern"
    unless: "Pattern | None"
    thread: "Pattern | None"
    after: "Pattern | None"


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: PressureRule
    line: int
    start: int
    end: int


class PressureGuard:
    """Judges drafts sentence by sentence against the pressure rules of a policy.

    Incoming mail and quoted passages are not judged. One finding marks one sentence: where several tactics
    meet in it, the most severe is named. After all suggestions are accepted the text is clean.
    """

    name = "pressure"
    reads_markup = False

    def __init__(self, policy: Policy) -> None:
        self._rules = [rule for rule in policy.pressure if rule.id not in policy.waived]
        self._compiled: list[_Compiled] | None = None

    def load(self) -> None:
        """Compile the patterns.

        Raises:
            PackError: a pattern that RE2 refuses.
        """
        if self._compiled is None:
            self._compiled = [_compile(rule) for rule in self._rules]

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Find pressure in subject and body; incoming mail is none of this guard's business."""
        self.load()
        if draft.kind == "incoming":
            return Report()
        known = exchange_known(draft, context)
        unanswered = most_unanswered(context)
        rules = [
            one
            for one in cast("list[_Compiled]", self._compiled)
            if not (one.rule.when.no_exchange and known)
            and unanswered >= (one.rule.when.unanswered_at_least or 0)
            and (one.thread is None or thread_says(one.thread, context))
        ]
        findings: list[Finding] = []
        for field, value in draft.fields():
            page = Page(value)
            hits = _worst_per_line(
                hit for one in rules if field in one.rule.fields for hit in _hits(one, page, context)
            )
            findings += _findings(hits, page, field, draft, context)
        return Report(tuple(findings))


def _compile(rule: PressureRule) -> _Compiled:
    def optional(patterns: tuple[str, ...]) -> "Pattern | None":
        return compile_wording(patterns, rule.words) if patterns else None

    return _Compiled(
        rule,
        compile_wording(rule.patterns, rule.words),
        optional(rule.unless),
        optional(rule.when.thread),
        optional(rule.when.after),
    )


def _hits(one: _Compiled, page: Page, context: Context) -> Iterator[_Hit]:
    seen = -1
    for found in one.patterns.finditer(page.text):
        line = page.line_at(found.start())
        if line == seen:
            continue
        seen = line
        sentence = page.line(line)
        if one.unless and one.unless.search(sentence):
            continue
        if one.rule.facts and borne_out(sentence, one.rule.facts, context):
            continue
        if one.after and not any(
            one.after.search(page.line(at)) for at in range(max(0, line - _SENTENCES_BEFORE), line)
        ):
            continue
        yield _Hit(one.rule, line, found.start(), found.end())


def _worst_per_line(hits: Iterator[_Hit]) -> list[_Hit]:
    worst: dict[int, _Hit] = {}
    for hit in hits:
        known = worst.get(hit.line)
        if known is None or _telling(hit) > _telling(known):
            worst[hit.line] = hit
    return [worst[line] for line in sorted(worst)]


def _telling(hit: _Hit) -> tuple[Severity, int]:
    """The most severe tactic names the sentence; of equals, the one whose wording covers most of it."""
    return _weight(hit), hit.end - hit.start


def _weight(hit: _Hit) -> Severity:
    return Severity[hit.rule.severity.upper()]


def _findings(hits: list[_Hit], page: Page, field: FieldName, draft: Draft, context: Context) -> Iterator[Finding]:
    reader = reader_language(draft, context)
    written: Language = "en" if draft.language == "en" else "fr"
    proposed: set[str] = set()
    done = 0
    for hit in hits:
        start, end = page.span(hit.start, hit.end) if hit.rule.mark == "match" else page.marked(hit.line)
        if field == "text" and any(quoted.holds(start, end) for quoted in draft.quoted):
            continue
        suggestion = _suggestion(hit.rule, field, written)
        # The same rewording twice in one mail would read like a stamp: the second passage just goes.
        suggestion = "" if suggestion in proposed else suggestion
        proposed.add(suggestion)
        if not suggestion and hit.rule.mark == "sentence":
            start, end = removal_span(page.original, start, end)
            # Two sentences that go one after the other share the space between them.
            start = max(start, done)
        done = end
        yield Finding(
            "pressure",
            hit.rule.id,
            field,
            start,
            end,
            _weight(hit),
            Action(hit.rule.action),
            hit.rule.message.get(reader),
            cite(hit.rule.citations, context, reader),
            suggestion,
        )


def _suggestion(rule: PressureRule, field: FieldName, language: Language) -> str:
    wording = rule.subject if field == "subject" else rule.rewording
    return wording.get(language) if wording and rule.mark == "sentence" else ""
