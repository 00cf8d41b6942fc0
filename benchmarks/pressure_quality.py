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

from rich.console import Console

from benchmarks.classified import LANGUAGES, SETS, Judged, Remembering, Row, at_rates, flagged, read_rows
from benchmarks.sheet import Sheet, share
from guardrails.draft import Context, Draft
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard

_THRESHOLDS = {"low", "medium", "high", "critical", "needs_fact"}
CHOSEN_ON, HELD = SETS / "pressure_mails.jsonl", SETS / "pressure_mails_held.jsonl"


class Judge:
    """The guard over the shipped packs, at any thresholds."""

    def __init__(self) -> None:
        self._policy = Policy.of(load_packs([]))
        self._reader = Remembering("pressure")

    def judge(self, rows: Sequence[Row], factor: float = 1.0) -> list[Judged]:
        """What the guard finds in each mail.

        Args:
            rows: the mails.
            factor: what all thresholds of the pack are multiplied with.
        """
        assert self._policy.pressure_classifier
        multiplied = self._policy.pressure_classifier.model_copy(
            update={
                name: min(1.0, value * factor)
                for name, value in self._policy.pressure_classifier.model_dump(include=_THRESHOLDS).items()
            }
        )
        guard = PressureGuard(replace(self._policy, pressure_classifier=multiplied), reader=self._reader)
        return [Judged(row, row["about"] == "clean", guard.inspect(_draft(row), Context()).findings) for row in rows]


def sheets(paths: Sequence[Path] = (CHOSEN_ON, HELD)) -> list[Sheet]:
    """Recall and false alarms, by language and style; tactics and what they were taken for."""
    judge = Judge()
    made: list[Sheet] = []
    for path in paths:
        rows = read_rows(path)
        made += [_recall_sheet(path.stem, rows, judge), _tactics_sheet(path.stem, judge.judge(rows))]
    return made


def _draft(row: Row) -> Draft:
    return Draft(text=row["text"], subject=row["subject"], language=row["language"])


def _recall_sheet(name: str, rows: Sequence[Row], judge: Judge) -> Sheet:
    lines: list[tuple[str, ...]] = []
    for code, language in LANGUAGES.items():
        mine = [one for one in rows if one["language"] == code]
        if mine:
            lines.append((f"{language}: the pack's thresholds", *_cells(judge.judge(mine))))
            at_fixed = at_rates(lambda factor, mine=mine: judge.judge(mine, factor))
            lines += [(f"{language}: at {rate} false alarms", *_cells(judged)) for rate, judged in at_fixed]
    columns = ("", "found", "blatant", "indirect", "clean, flagged", "hard, flagged", "passages overlapped")
    note = "Found, flagged: whole mails. Overlapped: of the marked passages of the mails that were found."
    return Sheet(f"Pressure in whole mails: {name}, {len(rows)} mails", columns, tuple(lines), note)


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
    for one in sheets([Path(name) for name in sys.argv[1:]] or (CHOSEN_ON, HELD)):
        Console(width=150).print(one.table(), "")


if __name__ == "__main__":
    main()
