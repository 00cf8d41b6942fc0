"""A verdict as it is stored, and read again: JSON without the draft itself."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.records.tables import Suggestion
from guardrails.draft import Draft
from guardrails.verdict import Action, Decision, Evidence, Finding, Released, Severity, Verdict

_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate said of a stored draft.

    Attributes:
        verdict: about the text as it is stored; its findings keep the offsets that they had in the first draft.
        incoming: instructions found in the mail being answered.
    """

    verdict: Verdict
    incoming: tuple[Finding, ...] = ()


def verdict_text(verdict: Verdict, released: Released | None = None, incoming: Sequence[Finding] = ()) -> str:
    """A verdict as it is stored; the evidence points into the text that may leave, if one may."""
    evidence = evidence_in(released, verdict) if released else verdict.evidence
    return json.dumps(
        {
            "decision": str(verdict.decision),
            "language": verdict.language,
            "findings": [finding.as_dict() for finding in verdict.findings],
            "evidence": [one.as_dict() for one in evidence],
            "packs": list(verdict.packs),
            "elapsed_ms": round(verdict.elapsed_ms, 1),
            "incoming": [finding.as_dict() for finding in incoming],
        },
        ensure_ascii=False,
    )


def judged(row: Suggestion) -> Judged | None:
    """What the gate said of a stored draft; None when no engine gave one, or its texts were erased."""
    kept = json.loads(row.verdict) if row.verdict else {}
    if "decision" not in kept:
        return None
    verdict = Verdict(
        decision=Decision(kept["decision"]),
        findings=_findings(kept["findings"]),
        evidence=tuple(Evidence(**one) for one in kept["evidence"]),
        released=None,
        packs=tuple(kept["packs"]),
        language=kept["language"],
        elapsed_ms=kept["elapsed_ms"],
        _draft=Draft(text=row.body or "", subject=row.subject, language=row.language),
    )
    return Judged(verdict, _findings(kept.get("incoming", ())))


def evidence_in(released: Released, verdict: Verdict) -> tuple[Evidence, ...]:
    """The evidence of a verdict with offsets in the text that may leave."""
    draft = verdict.under_review()
    ways = {
        "text": _Way(draft.text, released.text),
        "subject": _Way(draft.subject or "", released.subject or ""),
    }
    moved = ((one, ways[one.field].span(one.start, one.end)) for one in verdict.evidence)
    return tuple(replace(one, start=start, end=end) for one, (start, end) in moved if start < end)


class _Way:
    """The way from offsets in a draft to offsets in what the gate made of it, word by word."""

    def __init__(self, draft: str, released: str) -> None:
        self._same = draft == released
        if self._same:
            return
        before, after = _tokens(draft), _tokens(released)
        words = [draft[start:end] for start, end in before], [released[start:end] for start, end in after]
        matcher = SequenceMatcher(None, *words, autojunk=False)
        self._blocks = [
            (tag == "equal", _extent(before, i1, i2, len(draft)), _extent(after, j1, j2, len(released)))
            for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self._same:
            return start, end
        touched = [one for one in self._blocks if one[1][0] < end and start < one[1][1]]
        if not touched:
            return 0, 0
        (first_kept, (first, _), (into, _)), (last_kept, (last, _), (onto, until)) = touched[0], touched[-1]
        return into + (start - first if first_kept else 0), onto + end - last if last_kept else until


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _extent(tokens: list[tuple[int, int]], first: int, last: int, length: int) -> tuple[int, int]:
    """The offsets that a range of tokens covers; a point when the range is empty."""
    start = tokens[first][0] if first < len(tokens) else length
    return start, tokens[last - 1][1] if last > first else start


def _findings(stored: Sequence[dict[str, object]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(**{**one, "severity": Severity.named(str(one["severity"])), "action": Action(str(one["action"]))})  # type: ignore[arg-type]
        for one in stored
    )
