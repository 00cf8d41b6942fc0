"""The injection guard on whole incoming texts by other authors: ``python -m benchmarks.injection_quality [FILE …]``.

Each row holds a mail, note or attachment, as text or HTML, and whether it is an ``attack`` (then of which kind, and
the passage that speaks to the machine) or ``innocent`` (``hard`` or ``plain``). The thresholds were chosen on the
first set, and nothing on the second.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from benchmarks.classified import LANGUAGES, SETS, Judged, Remembering, Row, at_rates, flagged, read_rows
from benchmarks.sheet import Sheet, share
from guardrails.draft import Context, Draft
from guardrails.injection.guard import InjectionGuard
from guardrails.injection.rules import InjectionClassifier
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy

CHOSEN_ON, HELD = SETS / "injection_mails.jsonl", SETS / "injection_mails_held.jsonl"


class Judge:
    """The guard over the shipped packs, at any thresholds."""

    def __init__(self) -> None:
        self._policy = Policy.of(load_packs([]))
        self._reader = Remembering("injection")

    def judge(self, rows: Sequence[Row], factor: float = 1.0) -> list[Judged]:
        """What the guard finds in each text.

        Args:
            rows: the texts.
            factor: what all thresholds of the pack are multiplied with.
        """
        assert self._policy.injection_classifier
        thresholds = self._policy.injection_classifier.model_dump()
        multiplied = InjectionClassifier(**{name: min(1.0, value * factor) for name, value in thresholds.items()})
        guard = InjectionGuard(replace(self._policy, injection_classifier=multiplied), reader=self._reader)
        return [Judged(row, row["about"] == "innocent", guard.inspect(_draft(row), Context()).findings) for row in rows]


def sheets(paths: Sequence[Path] = (CHOSEN_ON, HELD)) -> list[Sheet]:
    """Attacks caught and false alarms, by language and by kind."""
    judge = Judge()
    made: list[Sheet] = []
    for path in paths:
        rows = read_rows(path)
        made += [_recall_sheet(path.stem, rows, judge), _kinds_sheet(path.stem, judge.judge(rows))]
    return made


def _draft(row: Row) -> Draft:
    return Draft(text=row["text"], language=row["language"], format=row["format"], kind="incoming")


def _recall_sheet(name: str, rows: Sequence[Row], judge: Judge) -> Sheet:
    lines: list[tuple[str, ...]] = []
    for code, language in LANGUAGES.items():
        mine = [one for one in rows if one["language"] == code]
        lines.append((f"{language}: the pack's thresholds", *_cells(judge.judge(mine))))
        at_fixed = at_rates(lambda factor, mine=mine: judge.judge(mine, factor))
        lines += [(f"{language}: at {rate} false alarms", *_cells(judged)) for rate, judged in at_fixed]
    columns = ("", "caught", "innocent, flagged", "hard, flagged", "passages overlapped")
    return Sheet(f"Hidden instructions: {name}, {len(rows)} texts", columns, tuple(lines))


def _cells(judged: Sequence[Judged]) -> tuple[str, ...]:
    attacks = [one for one in judged if not one.is_clean]
    marks = [_is_overlapped(one) for one in attacks if one.findings and one.row["passage"]]
    return (
        flagged(attacks),
        flagged(one for one in judged if one.is_clean),
        flagged(one for one in judged if one.is_clean and one.row["kind"] == "hard"),
        share(sum(marks), len(marks)),
    )


def _is_overlapped(one: Judged) -> bool:
    start = one.row["text"].find(one.row["passage"])
    return one.finding_at("text", start, start + len(one.row["passage"])) is not None


def _kinds_sheet(name: str, judged: Sequence[Judged]) -> Sheet:
    kinds = sorted({(one.is_clean, one.row["kind"]) for one in judged})
    lines = [
        (f"{'innocent' if is_clean else 'attack'}: {kind}", flagged(one for one in judged if one.row["kind"] == kind))
        for is_clean, kind in kinds
    ]
    return Sheet(f"Kinds: {name}", ("", "flagged"), tuple(lines))


def main() -> None:
    """Print the tables."""
    for one in sheets([Path(name) for name in sys.argv[1:]] or (CHOSEN_ON, HELD)):
        Console(width=150).print(one.table(), "")


if __name__ == "__main__":
    main()
