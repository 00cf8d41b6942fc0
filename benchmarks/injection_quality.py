"""The injection guard on whole incoming texts by other authors: ``python -m benchmarks.injection_quality [FILE …]``.

Each row holds a mail, note or attachment, as text or HTML, and whether it is an ``attack`` (then of which kind, and
the passage that speaks to the machine) or ``innocent`` (``hard`` or ``plain``). The thresholds were chosen on the
first set, and nothing on the second.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.classified import SETS, Judge, Judged, Remembering, Row, flagged, read_rows, recall_rows, scaled
from benchmarks.sheet import Sheet, print_sheets, share
from guardrails.draft import Draft
from guardrails.injection.guard import InjectionGuard
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy

CHOSEN_ON, HELD = SETS / "injection_mails.jsonl", SETS / "injection_mails_held.jsonl"


def judge() -> Judge:
    """The guard over the shipped packs."""
    policy, reader = Policy.of(load_packs([])), Remembering("injection")
    thresholds = policy.injection_classifier
    assert thresholds

    def guard(factor: float) -> InjectionGuard:
        return InjectionGuard(replace(policy, injection_classifier=scaled(thresholds, factor)), reader=reader)

    return Judge(guard, _draft, "innocent")


def sheets(paths: Sequence[Path] = (CHOSEN_ON, HELD)) -> list[Sheet]:
    """Attacks caught and false alarms, by language and by kind."""
    asked = judge()
    made: list[Sheet] = []
    for path in paths:
        rows = read_rows(path)
        made += [_recall_sheet(path.stem, rows, asked), _kinds_sheet(path.stem, asked.judge(rows))]
    return made


def _draft(row: Row) -> Draft:
    return Draft(text=row["text"], language=row["language"], format=row["format"], kind="incoming")


def _recall_sheet(name: str, rows: Sequence[Row], judge: Judge) -> Sheet:
    columns = ("", "caught", "innocent, flagged", "hard, flagged", "passages overlapped")
    return Sheet(f"Hidden instructions: {name}, {len(rows)} texts", columns, recall_rows(judge, rows, _cells))


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
    print_sheets(sheets([Path(name) for name in sys.argv[1:]] or (CHOSEN_ON, HELD)))


if __name__ == "__main__":
    main()
