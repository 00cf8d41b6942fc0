"""Quality of admission on our own situations: ``python -m benchmarks.consent_quality``.

What matters most is that nobody is admitted who should not be; then that nobody is turned away for nothing, and
that the reason given is the right one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sheet import Sheet, print_sheets, share
from guardrails.consent.guard import ConsentGuard
from guardrails.draft import Context
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy

SITUATIONS = Path(__file__).parent / "sets" / "consent.jsonl"
_OUTCOMES = ("admitted", "review", "refused")
"""From the most to the least permissive."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One situation: what it should come to, and what admission said."""

    id: str
    about: str
    expected: str
    rules: tuple[str, ...]
    outcome: str
    found: tuple[str, ...]

    @property
    def too_lax(self) -> bool:
        """Whether more was allowed than should have been."""
        return _OUTCOMES.index(self.outcome) < _OUTCOMES.index(self.expected)

    @property
    def too_strict(self) -> bool:
        """Whether less was allowed than should have been."""
        return _OUTCOMES.index(self.outcome) > _OUTCOMES.index(self.expected)

    @property
    def for_the_right_reason(self) -> bool:
        """Whether outcome and reasons are the expected ones."""
        return (self.outcome, self.found) == (self.expected, self.rules)


def judge(situations: Iterable[dict[str, Any]]) -> list[Judged]:
    """Ask for admission in every situation."""
    guard = ConsentGuard(Policy.of(load_packs([])))
    guard.load()
    judged: list[Judged] = []
    for one in situations:
        answer = guard.admit(Context.model_validate(one["context"]))
        found = tuple(finding.rule for finding in answer.findings)
        judged.append(Judged(one["id"], one["about"], one["expected"], tuple(one["rules"]), answer.outcome, found))
    return judged


def sheet(judged: Sequence[Judged]) -> Sheet:
    """One row an expected outcome, and one for all."""
    groups = [(f"expected: {name}", [one for one in judged if one.expected == name]) for name in _OUTCOMES]
    rows = tuple(
        (
            name,
            share(sum(one.outcome == one.expected for one in group), len(group)),
            share(sum(one.too_lax for one in group), len(group)),
            share(sum(one.too_strict for one in group), len(group)),
            share(sum(one.for_the_right_reason for one in group), len(group)),
        )
        for name, group in (*groups, ("all", judged))
        if group
    )
    columns = ("", "right", "too lax", "too strict", "right reason too")
    return Sheet(f"Consent: {len(judged)} situations", columns, rows, "Too lax: contacted without permission.")


def sheets() -> list[Sheet]:
    """Measure on the committed set."""
    lines = SITUATIONS.read_text(encoding="utf-8").splitlines()
    return [sheet(judge(json.loads(line) for line in lines))]


def main() -> None:
    """Print the table."""
    print_sheets(sheets())


if __name__ == "__main__":
    main()
