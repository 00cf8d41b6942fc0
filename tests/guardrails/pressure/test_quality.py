"""The committed sets: well formed, and a floor under the quality that was reached where thresholds were chosen."""

from pathlib import Path

import pytest

from benchmarks import injection_quality, pressure_quality
from benchmarks.classified import Judged, Row, read_rows
from guardrails.draft import Context, Draft
from guardrails.pressure.proposals import Edit, edited
from tests.guardrails.pressure.factories import guard

LANGUAGES = ("fr", "en")
PRESSURE_SETS = (pressure_quality.CHOSEN_ON, pressure_quality.HELD)
INJECTION_SETS = (injection_quality.CHOSEN_ON, injection_quality.HELD)


def in_language(rows: list[Row], language: str) -> list[Row]:
    return [row for row in rows if row["language"] == language]


def share(judged: list[Judged], *, clean: bool) -> float:
    chosen = [one for one in judged if one.is_clean is clean]
    return sum(bool(one.findings) for one in chosen) / len(chosen)


@pytest.mark.parametrize("path", PRESSURE_SETS, ids=lambda path: path.stem)
def test_mails_are_balanced_and_their_marks_hold_text(path: Path) -> None:
    rows = read_rows(path)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert bool(row["spans"]) == (row["about"] == "pressure")
        assert all(row[span["field"]][span["start"] : span["end"]].strip() for span in row["spans"])
    for language in LANGUAGES:
        assert 0.4 <= sum(row["about"] == "clean" for row in in_language(rows, language)) / len(rows) * 2 <= 0.6


@pytest.mark.parametrize("path", INJECTION_SETS, ids=lambda path: path.stem)
def test_incoming_texts_hold_the_passages_that_are_marked(path: Path) -> None:
    rows = read_rows(path)
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["passage"] in row["text"] for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_pressing_mails_are_found_and_fair_ones_pass(language: str) -> None:
    judged = pressure_quality.judge().judge(in_language(read_rows(pressure_quality.CHOSEN_ON), language))
    assert share(judged, clean=False) >= 0.85
    assert share(judged, clean=True) <= 0.03


@pytest.mark.few(2)
@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_in_which_every_proposal_is_accepted_passes(language: str, tenth: int) -> None:
    left: list[str] = []
    for row in in_language(read_rows(pressure_quality.CHOSEN_ON), language)[tenth::10]:
        draft = Draft(text=row["text"], subject=row["subject"], language=language)
        found = guard().inspect(draft, Context()).findings
        better = edited(draft, [Edit(one.field, one.start, one.end, one.suggestion or "") for one in found])
        if guard().inspect(better, Context()).findings:
            left.append(row["id"])
    assert left == []
