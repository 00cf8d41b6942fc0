"""How quality is counted: small tables checked by hand."""

from pathlib import Path
from typing import Any

import pytest

import benchmarks
from benchmarks.consent_quality import Judged as Ruling
from benchmarks.consent_quality import sheet
from benchmarks.gate_quality import Judged, decisions_sheet, passages_sheet
from benchmarks.quality import TOPICS
from guardrails.draft import Draft
from guardrails.verdict import Action, Decision, Finding, Severity, Verdict


def test_every_quality_module_is_printed() -> None:
    (folder,) = benchmarks.__path__
    assert {path.stem for path in Path(folder).glob("*_quality.py")} == {one.__name__.split(".")[1] for one in TOPICS}


def ruling(expected: str, outcome: str, rules: tuple[str, ...] = (), found: tuple[str, ...] = ()) -> Ruling:
    return Ruling("c1", "a situation", expected, rules, outcome, found)


@pytest.mark.parametrize(
    ("expected", "outcome", "lax", "strict"),
    [
        ("refused", "admitted", True, False),
        ("review", "admitted", True, False),
        ("admitted", "review", False, True),
        ("admitted", "refused", False, True),
        ("refused", "refused", False, False),
    ],
)
def test_too_lax_and_too_strict(expected: str, outcome: str, lax: bool, strict: bool) -> None:
    judged = ruling(expected, outcome)
    assert (judged.too_lax, judged.too_strict) == (lax, strict)


def test_the_right_outcome_for_the_wrong_reason_is_counted_apart() -> None:
    right = ruling("refused", "refused", ("consent.objection",), ("consent.objection",))
    wrong = ruling("refused", "refused", ("consent.objection",), ("consent.no_consent",))
    assert sheet([right, wrong]).rows[-1] == ("all", "100.0% (2/2)", "0.0% (0/2)", "0.0% (0/2)", "50.0% (1/2)")


def finding(guard: str, start: int, end: int, action: Action = Action.HOLD) -> Finding:
    return Finding(guard, f"{guard}.kind", "text", start, end, Severity.HIGH, action, "message", "source")


def mail(findings: list[Finding], passages: list[dict[str, Any]], decision: Decision = Decision.HOLD) -> Judged:
    verdict = Verdict(decision, tuple(findings), (), None, (), "fr", 0.0, Draft(text="x" * 100))
    return Judged("m1", "fr", "pressure", tuple(passages), verdict)


def passage(guard: str, start: int, end: int, field: str = "text") -> dict[str, Any]:
    return {"guard": guard, "field": field, "start": start, "end": end}


@pytest.mark.parametrize(
    ("found", "marked", "counted"),
    [
        (finding("pii", 10, 20), passage("pii", 19, 30), True),
        (finding("pii", 10, 20), passage("pii", 20, 30), False),
        (finding("claims", 10, 20), passage("pii", 10, 20), False),
        (finding("pii", 10, 20), passage("pii", 10, 20, "subject"), False),
        (finding("pii", 10, 20, Action.ALLOW), passage("pii", 10, 20), False),
    ],
    ids=["overlap", "neighbour", "another-guard", "another-field", "for-information-only"],
)
def test_a_passage_is_found_when_its_guard_touches_it(found: Finding, marked: dict[str, Any], counted: bool) -> None:
    assert mail([found], [marked]).found(marked) is counted


def test_a_finding_on_what_is_marked_for_another_guard_is_no_false_alarm() -> None:
    judged = mail([finding("claims", 10, 20), finding("claims", 50, 60)], [passage("pressure", 5, 15)])
    assert judged.false_alarms("claims") == 1


def test_sheets_count_passages_and_decisions() -> None:
    judged = [mail([finding("pressure", 10, 20)], [passage("pressure", 5, 15), passage("pressure", 40, 50)])]
    assert ("pressure fr", "50.0% (1/2)", "0") in passages_sheet(judged).rows
    assert decisions_sheet(judged).rows == (("pressure", "0", "0", "1", "0"),)
