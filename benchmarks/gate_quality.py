"""The whole gate on the mails that are timed, in which what should be found is marked.

These mails were written without knowledge of the rules, and no rule may be written for them: of all the sets here, they
say the most about mails that the guards have never seen, and there are few of them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.classified import touch
from benchmarks.mails import MAIL_SETS
from benchmarks.sheet import Sheet, print_sheets, share
from guardrails.gate import Gate
from guardrails.screening import Row
from guardrails.verdict import Decision, Finding, Verdict

GUARDS = ("pii", "pressure", "claims")
"""The guards whose passages are marked; consent judges the context and injection incoming mail."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One mail, what is marked in it, and the gate's verdict."""

    id: str
    language: str
    about: str
    passages: tuple[dict[str, Any], ...]
    verdict: Verdict

    def passages_of(self, guard: str) -> list[dict[str, Any]]:
        """What this guard should find."""
        return [one for one in self.passages if one["guard"] == guard]

    def findings_of(self, guard: str) -> list[Finding]:
        """What this guard found."""
        return [one for one in self.verdict.findings if one.guard == guard and one.asks]

    def found(self, passage: dict[str, Any]) -> bool:
        """Whether a finding of the passage's guard touches it."""
        return any(_is_in(passage, one) for one in self.findings_of(passage["guard"]))

    def false_alarms(self, guard: str) -> int:
        """Findings that touch nothing that is marked for any guard.

        A passage that one guard should find may well trouble another: "before tonight" is pressure and a deadline.
        """
        return sum(not any(_is_in(passage, one) for passage in self.passages) for one in self.findings_of(guard))


def judge(lines: Iterable[str]) -> Iterator[Judged]:
    """The gate's verdict on each row."""
    gate = Gate.from_packs()
    gate.load()
    for line in lines:
        marked, row = json.loads(line), Row.model_validate_json(line)
        assert row.context
        assert row.language
        verdict = gate.inspect(row.draft(), row.context)
        yield Judged(str(row.id), row.language, marked["about"], tuple(marked["passages"]), verdict)


def sheets() -> list[Sheet]:
    """Passages found and false alarms by guard and language; decisions by kind of mail."""
    judged = list(judge(line for path in MAIL_SETS for line in path.read_text(encoding="utf-8").splitlines()))
    return [passages_sheet(judged), decisions_sheet(judged)]


def passages_sheet(judged: Sequence[Judged]) -> Sheet:
    """How much of what is marked was found."""
    rows: list[tuple[str, ...]] = []
    for guard in GUARDS:
        for language in sorted({one.language for one in judged}):
            mails = [one for one in judged if one.language == language]
            marked = [one.found(passage) for one in mails for passage in one.passages_of(guard)]
            alarms = sum(one.false_alarms(guard) for one in mails)
            rows.append((f"{guard} {language}", share(sum(marked), len(marked)), str(alarms)))
    columns = ("", "marked passages found", "false alarms")
    return Sheet(f"Whole gate: {len(judged)} mails that no rule was written for", columns, tuple(rows))


def decisions_sheet(judged: Sequence[Judged]) -> Sheet:
    """What became of the mails. Clean ones should leave; what is pressing or unsupported should not leave as it is."""
    kinds = sorted({one.about for one in judged})
    rows = tuple(
        (kind, *(str(sum(one.about == kind and one.verdict.decision is way for one in judged)) for way in Decision))
        for kind in kinds
    )
    return Sheet("Decisions by kind of mail", ("", *(str(way) for way in Decision)), rows)


def main() -> None:
    """Print the tables."""
    print_sheets(sheets())


def _is_in(passage: dict[str, Any], finding: Finding) -> bool:
    return finding.field == passage["field"] and touch(finding, passage["start"], passage["end"])


if __name__ == "__main__":
    main()
