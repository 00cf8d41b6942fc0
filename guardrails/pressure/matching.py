"""Where the wordings of a policy's rules are in a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guardrails.draft import Context, Draft, FieldName
from guardrails.page import Page
from guardrails.pressure.circumstances import exchange_known, most_unanswered, stands_alone, thread_says
from guardrails.pressure.rules import PressureRule
from guardrails.pressure.support import borne_out
from guardrails.verdict import Severity
from guardrails.wording import compile_wording

if TYPE_CHECKING:
    from guardrails.patterns import Pattern

_SENTENCES_BEFORE = 3


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule and its patterns, ready to be searched for."""

    rule: PressureRule
    patterns: "Pattern | None"
    unless: "Pattern | None"
    thread: "Pattern | None"
    after: "Pattern | None"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that a sentence breaks: the sentence's line on its page, and where the wording is in the page's text."""

    rule: PressureRule
    line: int
    start: int
    end: int


def compiled(rule: PressureRule) -> CompiledRule:
    """Compile the patterns of a rule.

    Raises:
        PackError: a pattern that RE2 refuses.
    """

    def optional(patterns: tuple[str, ...]) -> "Pattern | None":
        return compile_wording(patterns, rule.words) if patterns else None

    return CompiledRule(
        rule,
        optional(rule.patterns),
        optional(rule.unless),
        optional(rule.when.thread),
        optional(rule.when.after),
    )


def in_force(rules: Sequence[CompiledRule], draft: Draft, context: Context) -> list[CompiledRule]:
    """The rules that apply to a draft at all."""
    known, unanswered = exchange_known(draft, context), most_unanswered(context)
    return [
        one
        for one in rules
        if not (one.rule.when.no_exchange and known)
        and unanswered >= (one.rule.when.unanswered_at_least or 0)
        and (one.thread is None or thread_says(one.thread, context))
    ]


def worst_per_line(rules: Sequence[CompiledRule], page: Page, field: FieldName, context: Context) -> dict[int, Hit]:
    """What the rules find in a field, by line.

    Of several what needs no granting, then the most severe, then the one that covers most of the sentence.
    """

    def telling(hit: Hit) -> tuple[bool, Severity, int]:
        return stands_alone(hit.rule, context), hit.rule.weight, hit.end - hit.start

    worst: dict[int, Hit] = {}
    for one in rules:
        for hit in _hits(one, page, context) if field in one.rule.fields else ():
            known = worst.get(hit.line)
            if known is None or telling(hit) > telling(known):
                worst[hit.line] = hit
    return worst


def _hits(one: CompiledRule, page: Page, context: Context) -> Iterator[Hit]:
    seen = -1
    for found in one.patterns.finditer(page.text) if one.patterns else ():
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
        yield Hit(one.rule, line, found.start(), found.end())
