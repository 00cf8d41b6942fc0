"""How good the claims guard is: planted errors caught and supported claims doubted, per language and kind.

    python -m benchmarks.claims_quality [FILE]

The first line of FILE holds the moment of judging and the sets of facts, every other line a text in which each
claim is marked ``supported``, ``contradicted`` or ``unsupported``. A planted error is caught when a finding
overlaps it; a supported claim is doubted when one does. A finding that overlaps no marked claim is a false alarm.
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sheet import Sheet, share
from guardrails.claims.guard import ClaimsGuard
from guardrails.draft import Context, Draft
from guardrails.packs.loader import shipped_packs
from guardrails.packs.policy import Policy
from guardrails.verdict import Action, Evidence, Finding

DEFAULT = Path(__file__).parent / "sets" / "claims.jsonl"


@dataclass
class Tally:
    """Counts for one language, or one kind of claim in it."""

    planted: int = 0
    caught: int = 0
    put_right: int = 0
    supported: int = 0
    doubted: int = 0
    evidenced: int = 0
    texts: int = 0
    false_alarms: int = 0
    missed: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of the table."""
        caught = f"{self.caught}/{self.planted}"
        doubted = f"{self.doubted}/{self.supported}"
        evidence = f"{self.evidenced}/{self.supported}"
        return f"{name:<18}{caught:>10}{self.put_right:>10}{doubted:>10}{evidence:>10}{self.false_alarms:>14}"


def measure(path: Path) -> dict[str, Tally]:
    """Tallies by language (``fr``) and by language and kind (``fr price``)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = json.loads(lines[0])
    guard = ClaimsGuard(Policy.of(shipped_packs()))
    guard.load()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for line in lines[1:]:
        row = json.loads(line)
        context = Context.model_validate({"now": head["now"], "facts": head["sets"][row["facts"]]})
        report = guard.inspect(Draft(text=row["text"], language=row["language"]), context)
        _count(row, list(report.findings), list(report.evidence), tallies)
    return dict(tallies)


def _count(row: dict, findings: list[Finding], evidence: list[Evidence], tallies: dict[str, Tally]) -> None:
    language = row["language"]
    total = tallies[language]
    total.texts += 1
    marked: set[str] = set()
    for claim in row["claims"]:
        hits = [one for one in findings if one.start < claim["end"] and claim["start"] < one.end]
        marked.update(one.key for one in hits)
        proofs = [one for one in evidence if one.start < claim["end"] and claim["start"] < one.end]
        for tally in (total, tallies[f"{language} {claim['kind']}"]):
            if claim["verdict"] == "supported":
                tally.supported += 1
                tally.doubted += bool(hits)
                tally.evidenced += bool(proofs)
            else:
                tally.planted += 1
                tally.caught += bool(hits)
                tally.put_right += any(one.action is Action.REWRITE for one in hits)
        if (claim["verdict"] == "supported") == bool(hits):
            total.missed.append(f"{row['id']} {claim['verdict']}: {row['text'][claim['start'] : claim['end']]}")
    total.false_alarms += sum(one.key not in marked for one in findings)


def sheets() -> list[Sheet]:
    """The committed set: by language, then by language and kind."""
    tallies = measure(DEFAULT)
    rows = tuple(_cells(name, tallies[name]) for name in sorted(tallies, key=lambda name: (" " in name, name)))
    texts = sum(one.texts for one in tallies.values())
    columns = ("", "planted errors caught", "put right", "supported, doubted", "with evidence", "false alarms")
    return [Sheet(f"Claims: {texts} texts", columns, rows, "False alarms are counted by language only.")]


def _cells(name: str, one: Tally) -> tuple[str, ...]:
    caught, doubted = share(one.caught, one.planted), share(one.doubted, one.supported)
    alarms = str(one.false_alarms) if one.texts else ""
    return name, caught, str(one.put_right), doubted, share(one.evidenced, one.supported), alarms


def main() -> None:
    """Print the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    tallies = measure(path)
    print(f"{'':<18}{'caught':>10}{'put right':>10}{'doubted':>10}{'evidence':>10}{'false alarms':>14}")
    for name in sorted(tallies):
        print(tallies[name].row(name))
    print(f"texts: {dict(Counter({name: one.texts for name, one in tallies.items() if one.texts}))}")
    for one in tallies.values():
        print("\n".join(one.missed), end="\n" if one.missed else "")


if __name__ == "__main__":
    main()
