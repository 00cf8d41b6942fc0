"""How good the claims guard is, on whole mails: ``python -m benchmarks.claims_quality [FILE …]``.

Each row is one of the screening interface, with what is ``expected`` of it: the claims that its facts bear out
(``supported``) and the planted ``errors``, each with its kind. An error is caught when a finding touches it, a
supported claim is doubted when one does. A finding that touches neither is a false alarm.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classified import LANGUAGES, SETS, Row, read_rows, touch
from benchmarks.sheet import Sheet, print_sheets, share
from guardrails.claims.guard import ClaimsGuard
from guardrails.draft import Context
from guardrails.packs.loader import shipped_packs
from guardrails.packs.policy import Policy
from guardrails.screening import Row as Screened
from guardrails.verdict import Action, Evidence, Finding, Report

DEVELOPED_ON, HELD = SETS / "claims_mails.jsonl", SETS / "claims_mails_held.jsonl"


@dataclass
class Tally:
    """Counts for one language, or for one kind of error in it."""

    planted: int = 0
    caught: int = 0
    put_right: int = 0
    supported: int = 0
    doubted: int = 0
    evidenced: int = 0
    alarms: int = 0
    right: int = 0
    held: int = 0


def sheets(paths: Sequence[Path] = (DEVELOPED_ON, HELD)) -> list[Sheet]:
    """Two tables a set: by language, and what is caught by kind of error."""
    made: list[Sheet] = []
    for path in paths:
        languages, kinds = measure(read_rows(path))
        made += [_languages_sheet(path.stem, languages), _kinds_sheet(path.stem, kinds)]
    return made


def measure(rows: Sequence[Row]) -> tuple[dict[str, Tally], dict[str, dict[str, Tally]]]:
    """Tallies by language, and by kind of error and language."""
    guard = ClaimsGuard(Policy.of(shipped_packs()))
    guard.load()
    languages: dict[str, Tally] = defaultdict(Tally)
    kinds: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for row in rows:
        screened = Screened.model_validate(row)
        report = guard.inspect(screened.draft(), screened.context or Context())
        _count(row, report, languages[row["language"]], kinds)
    return dict(languages), dict(kinds)


def _count(row: Row, report: Report, total: Tally, kinds: dict[str, dict[str, Tally]]) -> None:
    findings = [one for one in report.findings if one.asks]
    touched: set[str] = set()
    for error in row["expected"]["errors"]:
        hits = [one for one in findings if _touches(one, error)]
        touched.update(one.key for one in hits)
        for tally in (total, kinds[error["kind"]][row["language"]]):
            tally.planted += 1
            tally.caught += bool(hits)
            tally.put_right += any(one.action is Action.REWRITE for one in hits)
    for claim in row["expected"]["supported"]:
        hits = [one for one in findings if _touches(one, claim)]
        touched.update(one.key for one in hits)
        total.supported += 1
        total.doubted += bool(hits)
        total.evidenced += any(_touches(one, claim) for one in report.evidence)
    total.alarms += sum(one.key not in touched for one in findings)
    if not row["expected"]["errors"]:
        total.right += 1
        total.held += bool(findings)


def _touches(found: Finding | Evidence, marked: Row) -> bool:
    """Whether something was found in a marked place, which stands in the text unless it says otherwise."""
    return found.field == marked.get("field", "text") and touch(found, marked["start"], marked["end"])


def _languages_sheet(name: str, languages: dict[str, Tally]) -> Sheet:
    columns = ("", "errors caught", "put right", "supported, doubted", "with evidence", "false alarms", "right, held")
    rows = tuple(
        (
            said,
            share(one.caught, one.planted),
            share(one.put_right, one.planted),
            share(one.doubted, one.supported),
            share(one.evidenced, one.supported),
            str(one.alarms),
            share(one.held, one.right),
        )
        for code, said in LANGUAGES.items()
        if (one := languages.get(code))
    )
    return Sheet(f"Claims, {name}", columns, rows, "The last column counts whole mails without an error.")


def _kinds_sheet(name: str, kinds: dict[str, dict[str, Tally]]) -> Sheet:
    rows = tuple(
        (kind, *(share(one[code].caught, one[code].planted) if code in one else "" for code in LANGUAGES))
        for kind, one in sorted(kinds.items())
    )
    return Sheet(f"Claims, {name}: errors caught by kind", ("", *LANGUAGES.values()), rows, "")


def main() -> None:
    """Print the tables."""
    print_sheets(sheets([Path(given) for given in sys.argv[1:]] or (DEVELOPED_ON, HELD)))


if __name__ == "__main__":
    main()
