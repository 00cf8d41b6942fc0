"""One round of the gate: what guards are shown, and the way from their offsets back to the original draft."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace

from guardrails.draft import Draft, FieldName, Span
from guardrails.markup import Rendered, render
from guardrails.repairs import Edit, Origin, RepairedText
from guardrails.verdict import Action, Evidence, Finding


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with offsets of the original draft, and where it is in the current text of its field."""

    original: Finding
    runs: tuple[tuple[int, int], ...]


class Look:
    """One round: the current draft as guards see it, and how their offsets lead back to the original."""

    def __init__(self, draft: Draft, state: dict[FieldName, RepairedText]) -> None:
        self.draft = draft
        self.state = state
        self.markup = draft
        self.rendered: Rendered | None = None
        self.visible = draft
        if draft.format == "html":
            self.rendered = render(draft.text)
            self.visible = draft.model_copy(update={"text": self.rendered.text, "format": "text", "quoted": ()})

    def locate(self, finding: Finding, in_markup: bool) -> Located | None:
        """The finding placed; None when it lies in quoted text or in what the gate itself redacted."""
        runs = self._runs(finding.field, finding.start, finding.end, in_markup)
        start, end = runs[0][0], runs[-1][1]
        field = self.state.get(finding.field) or RepairedText("")
        if field.wrote(start, end, Origin.REDACTED) and start < end:
            return None
        if finding.field == "text" and start < end and any(span.holds(start, end) for span in self.draft.quoted):
            return None
        original_start, original_end = field.to_original(start, end)
        return Located(replace(finding, start=original_start, end=original_end), tuple(runs))

    def locate_evidence(self, evidence: Evidence, in_markup: bool) -> Evidence:
        """The evidence with offsets of the original draft."""
        runs = self._runs(evidence.field, evidence.start, evidence.end, in_markup)
        field = self.state.get(evidence.field) or RepairedText("")
        start, end = field.to_original(runs[0][0], runs[-1][1])
        return replace(evidence, start=start, end=end)

    def repaired(self, findings: Sequence[Located]) -> dict[FieldName, RepairedText]:
        """The state after the repairs that these findings propose; of overlapping ones the widest is made first."""
        state = dict(self.state)
        for name, field in self.state.items():
            mine = [one for one in findings if one.original.field == name]
            state[name] = field.apply(_edits(mine, escape=self.rendered is not None and name == "text"))
        return state

    def _runs(self, field: FieldName, start: int, end: int, in_markup: bool) -> list[tuple[int, int]]:
        if self.rendered is None or in_markup or field != "text":
            return [(start, end)]
        return self.rendered.runs(start, end)


def _edits(findings: Sequence[Located], escape: bool) -> list[Edit]:
    chosen: list[Located] = []
    by_width = sorted(findings, key=lambda one: one.runs[0][0] - one.runs[-1][1])
    for one in by_width:
        if not any(_overlap(one, other) for other in chosen):
            chosen.append(one)
    edits: list[Edit] = []
    for one in chosen:
        origin = Origin.REDACTED if one.original.action is Action.REDACT else Origin.REWRITTEN
        text = one.original.suggestion or ""
        text = html.escape(text, quote=False).replace("\n", "<br>\n") if escape else text
        for at, (start, end) in enumerate(one.runs):
            edits.append(Edit(start, end, text if at == 0 else "", origin))
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def _overlap(one: Located, other: Located) -> bool:
    start, end = one.runs[0][0], one.runs[-1][1]
    other_start, other_end = other.runs[0][0], other.runs[-1][1]
    if start == end or other_start == other_end:
        return other_start < start < other_end or start < other_start < end
    return start < other_end and other_start < end


def rebuilt(draft: Draft, state: dict[FieldName, RepairedText]) -> Draft:
    """The original draft with the repaired fields in it, quoted spans moved along."""
    changes: dict[str, object] = {name: repaired.text for name, repaired in state.items()}
    changes["quoted"] = tuple(_moved(span, state["text"]) for span in draft.quoted) if "text" in state else ()
    return draft.model_copy(update=changes)


def _moved(span: Span, repaired: RepairedText) -> Span:
    start, end = repaired.to_current(span.start, span.end)
    return Span(start=start, end=end)
