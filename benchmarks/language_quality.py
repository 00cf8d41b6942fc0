"""Quality of the pressure and injection guards on our own sets: ``python -m benchmarks.language_quality``.

Recall is per marked text, false positives per text that must pass, overlap per marked text that was found.
The sets were written by hand; they are small, and no substitute for other people's mails. Batch 1 was written
before the patterns, batch 2 beside them. Batch 3 was written after them, in words chosen to avoid every keyword,
and no pattern was fitted to it: it shows what patterns alone cannot find.

Pressure batches 4 to 7 and injection batches 3 and 4 were each judged once before any pattern was fitted to them,
and fitted to afterwards. Only that first look predicts other people's mails (found / false alarms):

    pressure   4, stock phrases           64.8 % / 3.2 %
               5, unusual and indirect    18.7 % / 4.0 %
               6, indirect                25.0 % / 1.2 %
               7, plainly worded          54.0 % / 5.0 %
    injection  3, plain language          30.0 % / 7.7 %
               4, plain language          21.9 % / 0.0 %

What is printed for these batches now is how well patterns were fitted, not what to expect.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sheet import Sheet, share
from guardrails.draft import Context, Draft
from guardrails.guard import Guard
from guardrails.injection.guard import InjectionGuard
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard
from guardrails.verdict import Finding

SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of a set, and what the guard found in it."""

    row: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def marked(self) -> bool:
        """Whether the row holds something to find."""
        return bool(self.row["label"])

    @property
    def overlaps(self) -> bool:
        """Whether a finding overlaps a marked passage."""
        return any(
            found.field == span["field"] and found.start < span["end"] and span["start"] < found.end
            for found in self.findings
            for span in self.row["spans"]
        )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(guard: Guard, rows: Iterable[dict[str, Any]], kind: str) -> list[Judged]:
    """Run a guard over rows."""
    guard.load()
    judged: list[Judged] = []
    for row in rows:
        draft = Draft.model_validate({**{key: row.get(key) for key in ("text", "subject", "language")}, "kind": kind})
        context = Context.model_validate(row.get("context") or {})
        judged.append(Judged(row, guard.inspect(draft, context).findings))
    return judged


def summary(judged: Sequence[Judged]) -> tuple[str, str, str]:
    """Recall, false-positive rate and overlap, as printed."""
    marked = [one for one in judged if one.marked]
    clean = [one for one in judged if not one.marked]
    found = [one for one in marked if one.findings]
    return (
        share(len(found), len(marked)),
        share(sum(bool(one.findings) for one in clean), len(clean)),
        share(sum(one.overlaps for one in found), len(found)),
    )


def report(title: str, judged: Sequence[Judged], group: str, *, verbose: bool) -> None:
    """Print one guard's table: per language, then per tactic or kind (the look-alike's, for clean rows)."""
    print(f"\n{title}: {len(judged)} texts, {sum(one.marked for one in judged)} to find")
    print(f"  {'':28}{'recall':>14}{'false alarms':>14}{'overlap':>14}")
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[f" {one.row['language']}"].append(one)
        groups[f" batch {one.row.get('batch', 1)}"].append(one)
        groups[str(one.row.get(group) or "ordinary clean texts")].append(one)
    for name in sorted(groups):
        recall, alarms, overlap = summary(groups[name])
        print(f"  {name:28}{recall:>14}{alarms:>14}{overlap:>14}")
    if verbose:
        for one in judged:
            if one.marked != bool(one.findings):
                rules = ", ".join(finding.rule for finding in one.findings)
                print(f"  {'missed' if one.marked else 'false '} {one.row['id']} {rules}: {one.row['text'][:110]!r}")


def sheets() -> list[Sheet]:
    """Both guards on their committed sets: by language, then by tactic or kind."""
    pressure, injection = _judged()
    return [_sheet("Pressure", pressure, "tactic"), _sheet("Injection", injection, "kind")]


def _sheet(title: str, judged: Sequence[Judged], group: str) -> Sheet:
    names = {one.row["language"] for one in judged}
    rows = [(name, *summary([one for one in judged if one.row["language"] == name])) for name in sorted(names)]
    kinds = {str(one.row.get(group) or "whole clean mails") for one in judged}
    for kind in sorted(kinds):
        rows.append((kind, *summary([one for one in judged if str(one.row.get(group) or "whole clean mails") == kind])))
    marked = sum(one.marked for one in judged)
    columns = ("", "recall", "false alarms", "overlap")
    return Sheet(f"{title}: {len(judged)} texts, {marked} to find", columns, tuple(rows))


def _judged() -> tuple[list[Judged], list[Judged]]:
    policy = Policy.of(load_packs([]))
    pressure = judge(PressureGuard(policy), read_rows(SETS / "pressure.jsonl"), "email")
    return pressure, judge(InjectionGuard(policy), read_rows(SETS / "injection.jsonl"), "incoming")


def main() -> None:
    """Measure both guards."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--verbose", action="store_true", help="list what was missed and what was flagged wrongly")
    verbose = bool(options.parse_args().verbose)
    pressure, injection = _judged()
    report("pressure", pressure, "tactic", verbose=verbose)
    report("injection", injection, "kind", verbose=verbose)


if __name__ == "__main__":
    main()
