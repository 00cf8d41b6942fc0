"""The pressure guard on whole mails by other authors: ``python -m benchmarks.pressure_quality [FILE …]``.

Each row holds a mail, what it is about (``pressure`` or ``clean``), its style (``blatant``, ``indirect``, ``hard``,
``plain``) and the passages that press, by tactic. A mail is flagged when the guard finds anything in it; of what
happened before the guard is told nothing. The thresholds were chosen on the first set, and nothing on the second.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.classified import SETS, Judge, Judged, Remembering, Row, flagged, read_rows, recall_rows, scaled
from benchmarks.sheet import Sheet, print_sheets, share
from guardrails.draft import Draft
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard

_THRESHOLDS = {"low", "medium", "high", "critical", "needs_fact"}
CHOSEN_ON, HELD = SETS / "pressure_mails.jsonl", SETS / "pressure_mails_held.jsonl"


def judge() -> Judge:
    """The guard over the shipped packs."""
    policy, reader = Policy.of(load_packs([])), Remembering("pressure")
    thresholds = policy.pressure_classifier
    assert thresholds

    def guard(factor: float) -> PressureGuard:
        multiplied = scaled(thresholds, factor, _THRESHOLDS)
        return PressureGuard(replace(policy, pressure_classifier=multiplied), reader=reader)

    return Judge(guard, _draft, "clean")


def sheets(paths: Sequence[Path] = (CHOSEN_ON, HELD)) -> list[Sheet]:
    """Recall and false alarms, by language and style; tactics and what they were taken for."""
    asked = judge()
    made: list[Sheet] = []
    for path in paths:
        rows = read_rows(path)
        made += [_recall_sheet(path.stem, rows, asked), _tactics_sheet(path.stem, asked.judge(rows))]
    return made


def _draft(row: Row) -> Draft:
    return Draft(text=row["text"], subject=row["subject"], language=row["language"])


def _recall_sheet(name: str, rows: Sequence[Row], judge: Judge) -> Sheet:
    columns = ("", "found", "blatant", "indirect", "clean, flagged", "hard, flagged", "passages overlapped")
    note = "Found, flagged: whole mails. Overlapped: of the marked passages of the mails that were found."
    return Sheet(f"Pressure in whole mails: {name}, {len(rows)} mails", columns, recall_rows(judge, rows, _cells), note)


def _cells(judged: Sequence[Judged]) -> tuple[str, ...]:
    pressing = [one for one in judged if not one.is_clean]
    marks = [_finding(one, span) is not None for one in pressing if one.findings for span in one.row["spans"]]
    return (
        flagged(pressing),
        *(flagged(one for one in pressing if one.row["style"] == style) for style in ("blatant", "indirect")),
        flagged(one for one in judged if one.is_clean),
        flagged(one for one in judged if one.is_clean and one.row["style"] == "hard"),
        share(sum(marks), len(marks)),
    )


def _finding(one: Judged, span: dict[str, Any]) -> str | None:
    """The tactic that is named where a passage is marked."""
    found = one.finding_at(span["field"], span["start"], span["end"])
    return found.rule.removeprefix("pressure.") if found else None


def _tactics_sheet(name: str, judged: Sequence[Judged]) -> Sheet:
    named = Counter((span["tactic"], _finding(one, span)) for one in judged for span in one.row["spans"])
    tactics = sorted({tactic for tactic, _ in named})
    lines = [
        _tactic_cells(tactic, {other: count for (one, other), count in named.items() if one == tactic})
        for tactic in tactics
    ]
    found = sum(count for (_, other), count in named.items() if other)
    rightly = sum(named[tactic, tactic] for tactic in tactics)
    total = ("all", share(found, named.total()), share(rightly, found), "")
    columns = ("tactic", "passages found", "named rightly", "taken for")
    return Sheet(f"Tactics: {name}", columns, (*lines, total))


def _tactic_cells(tactic: str, named: dict[str | None, int]) -> tuple[str, ...]:
    found = sum(count for other, count in named.items() if other)
    others = sorted(((count, other) for other, count in named.items() if other and other != tactic), reverse=True)
    return (
        tactic,
        share(found, sum(named.values())),
        share(named.get(tactic, 0), found),
        ", ".join(f"{other} {count}" for count, other in others[:3]),
    )


def main() -> None:
    """Print the tables."""
    print_sheets(sheets([Path(name) for name in sys.argv[1:]] or (CHOSEN_ON, HELD)))


if __name__ == "__main__":
    main()
