"""What a reviewer reads in a terminal. The one place that prints held text: reps are shown the reasons alone."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.presenting import ACTIONS, STYLES, evidence_table
from assistant.review.queue import ReviewNote
from assistant.review.viewing import ReviewView, Waiting
from assistant.review.wording import Label, say
from guardrails.draft import FieldName, Language
from guardrails.verdict import Action, Decision, Finding, UnderReview

_MARKS: Final[Mapping[Action, str]] = {
    Action.ALLOW: "", Action.REDACT: "black on cyan", Action.REWRITE: "black on cyan",
    Action.HOLD: "black on yellow", Action.BLOCK: "white on red",
}  # fmt: skip


def show_queue(console: Console, reviews: Sequence[Waiting], language: Language) -> None:
    """The drafts that wait: whom they are for and why they were held, never their text."""
    if not reviews:
        console.print(say(Label.NOTHING, language))
        return
    table = Table(title=say(Label.QUEUE, language), title_justify="left", title_style="bold", show_edge=False)
    table.add_column("id", no_wrap=True)
    for label in (Label.FOR, Label.OCCASION, Label.EXPIRES, Label.WHY):
        table.add_column(say(label, language))
    for one in reviews:
        why = "\n".join(dict.fromkeys(f"{finding.rule}: {finding.message}" for finding in one.findings))
        who = Text(f"{one.contact_name} ({one.contact_id})")
        table.add_row(one.review.id, who, one.occasion, f"{one.review.expires_at:%Y-%m-%d}", Text(why))
    console.print(table)


def show_view(console: Console, view: ReviewView) -> None:
    """One held draft, its findings marked in it."""
    language = view.language
    head = f"{view.contact_name} ({view.contact_id}), {view.occasion}, {view.engine} ({view.model})"
    console.print(Text(head, style="bold"))
    console.print(Text(f"{say(Label.EXPIRES, language)} {view.review.expires_at:%Y-%m-%d %H:%M}", style="dim"))
    if view.points:
        console.print(Text(say(Label.POINTS, language), style="bold"))
        console.print(Text("\n".join(f"  • {one}" for one in view.points)))
    if view.incoming:
        console.print(Text(say(Label.INCOMING, language), style="bold yellow"))
        console.print(findings_with_keys(view.incoming, (), language))
    console.print(under_review(view.seen, language))
    if view.evidence:
        fields: dict[FieldName, str] = {"text": view.seen.text, "subject": view.seen.subject or ""}
        console.print(evidence_table(view.evidence, fields, view.facts, language))
    asking = [one for one in view.seen.findings if one.asks]
    console.print(Text(say(Label.FINDINGS if asking else Label.NO_FINDINGS, language), style="bold"))
    console.print(findings_with_keys(asking, view.may_be_taken, language))
    if view.verdict.decision is Decision.BLOCK:
        console.print(Text(say(Label.BLOCKED, language), style="bold red"))


def under_review(seen: UnderReview, language: Language) -> RenderableType:
    """Held text with what was found in it marked."""
    subject = Text.assemble((f"{say(Label.SUBJECT, language)} : ", "bold"), _marked(seen, "subject"))
    body = Group(subject, Text(), _marked(seen, "text"))
    return Panel(body, title=say(Label.DRAFT, language), border_style="yellow", padding=(1, 2))


def findings_with_keys(
    findings: Sequence[Finding], may_be_taken: Sequence[Finding], language: Language
) -> RenderableType:
    """Each finding with its reason, its source, what would put it right, and the key that takes it."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    for one in findings:
        lines = [Text.assemble(one.message, (f"  [{one.source}]", "dim"))]
        if one.suggestion is not None and one.action is not Action.REDACT:
            instead = one.suggestion or say(Label.REMOVE, language)
            lines.append(Text(f"{say(Label.INSTEAD, language)} : {instead}", style="green"))
        if one in may_be_taken:
            lines.append(Text(f"{say(Label.TAKE, language)} : --override '{one.key}'", style="dim", overflow="fold"))
        table.add_row(Text(f"[{ACTIONS[one.action][language]}]", style=STYLES[one.action]), Group(*lines))
    return table


def _marked(seen: UnderReview, field: FieldName) -> Text:
    text = Text((seen.subject if field == "subject" else seen.text) or "—")
    for one in seen.findings:
        if one.field == field and one.start < one.end:
            text.stylize(_MARKS[one.action], one.start, one.end)
    return text


def waiting_as_dict(one: Waiting) -> dict[str, object]:
    """An entry of the queue for programs."""
    return {
        **note_as_dict(one.review), "suggestion": one.suggestion_id, "contact": one.contact_id,
        "rep": one.rep_id, "occasion": one.occasion, "findings": [found.as_dict() for found in one.findings],
    }  # fmt: skip


def view_as_dict(view: ReviewView) -> dict[str, object]:
    """A reviewer's view for programs."""
    taken = {one.key for one in view.may_be_taken}
    return {
        **note_as_dict(view.review), "suggestion": view.suggestion_id, "contact": view.contact_id,
        "rep": view.rep_id, "occasion": view.occasion, "decision": str(view.verdict.decision),
        "points": list(view.points), "subject": view.seen.subject, "text": view.seen.text,
        "findings": [
            {**one.as_dict(), "key": one.key, "may_be_taken": one.key in taken} for one in view.seen.findings
        ],
        "evidence": [one.as_dict() for one in view.evidence],
        "incoming": [one.as_dict() for one in view.incoming],
    }  # fmt: skip


def note_as_dict(review: ReviewNote) -> dict[str, object]:
    """How a review stands, for programs."""
    return {
        "review": review.id, "state": str(review.state), "opened_at": review.opened_at.isoformat(),
        "expires_at": review.expires_at.isoformat(), "decided_by": review.decided_by,
        "decided_at": review.decided_at.isoformat() if review.decided_at else None,
        "reason": review.reason, "advice": review.advice,
    }  # fmt: skip
