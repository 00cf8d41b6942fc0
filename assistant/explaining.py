"""`scrupule explain`: a text with what the gate sees in it, why, on which source, and what to say instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from assistant.presenting import STYLES, evidence_table, findings_list, word
from guardrails.draft import Context, Draft, FieldName, Language
from guardrails.gate import Gate
from guardrails.look import Located, Look, rebuilt
from guardrails.repairs import RepairedText
from guardrails.screening import Row
from guardrails.verdict import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Explained:
    """A text, what the gate made of it, and what it would be with every proposal accepted.

    Attributes:
        accepted: the verdict on the text with every proposal accepted; None where there is none.
    """

    draft: Draft
    context: Context
    verdict: Verdict
    accepted: tuple[Draft, Verdict] | None


def explained(row: Row, guards: Sequence[str], packs: Sequence[str | Path]) -> Explained:
    """Look at a text, and again with every proposal accepted.

    Args:
        row: the text and its context, as for `scrupule screen`.
        guards: which guards look.
        packs: company packs, besides the shipped ones.

    Raises:
        ValueError: no guard has one of these names.
        PackError: a pack is not valid.
    """
    gate = Gate.from_packs(*packs, guards=guards)
    draft, context = row.draft(), row.context or Context()
    verdict = gate.inspect(draft, context)
    better = with_proposals(draft, verdict.findings)
    accepted = (better, gate.inspect(better, context)) if better != draft else None
    return Explained(draft, context, verdict, accepted)


def with_proposals(draft: Draft, findings: Sequence[Finding]) -> Draft:
    """The draft with every proposal accepted; of several that overlap the widest, as in the gate."""
    state: dict[FieldName, RepairedText] = {name: RepairedText(text) for name, text in draft.fields()}
    proposing = [one for one in findings if one.suggestion is not None and one.asks]
    located = [Located(one, ((one.start, one.end),)) for one in proposing]
    return rebuilt(draft, Look(draft, state).repaired(located))


def explained_as_dict(one: Explained) -> dict[str, object]:
    """The same for programs."""
    return {
        "decision": str(one.verdict.decision),
        "findings": [finding.as_dict() for finding in one.verdict.findings],
        "evidence": [evidence.as_dict() for evidence in one.verdict.evidence],
        "accepted": _accepted_as_dict(*one.accepted) if one.accepted else None,
    }


def _accepted_as_dict(draft: Draft, verdict: Verdict) -> dict[str, object]:
    return {"subject": draft.subject, "text": draft.text, "decision": str(verdict.decision)}


def show_explained(console: Console, one: Explained) -> None:
    """Print the text with colours, then each finding, then the text as it could be."""
    language: Language = "en" if (one.context.reader_language or one.verdict.language) == "en" else "fr"
    seen = [finding for finding in one.verdict.findings if finding.asks]
    console.print(_panel(one.draft, seen, word("draft", language), language))
    if one.verdict.evidence:
        fields = dict(one.draft.fields())
        facts = {fact.id: fact for fact in one.context.facts}
        console.print(evidence_table(one.verdict.evidence, fields, facts, language))
    if not seen:
        console.print(Text(word("nothing", language), style="green"))
        return
    console.print(findings_list(seen, one.verdict.under_review(), language))
    if one.accepted:
        draft, verdict = one.accepted
        console.print(
            _panel(draft, [left for left in verdict.findings if left.asks], word("accepted", language), language)
        )


def _panel(draft: Draft, findings: Sequence[Finding], title: str, language: Language) -> Panel:
    parts = [Text.assemble((f"{word('subject', language)} : ", "bold"), _coloured(draft, "subject", findings), "\n\n")]
    return Panel(Text.assemble(*(parts if draft.subject else []), _coloured(draft, "text", findings)), title=title)


def _coloured(draft: Draft, field: FieldName, findings: Sequence[Finding]) -> Text:
    """A field with its passages coloured by what is asked of them, and underlined for those who see no colour."""
    text = Text(draft.field(field) or "")
    for one in findings:
        if one.field == field:
            text.stylize(f"{STYLES[one.action]} underline", one.start, one.end)
    return text
