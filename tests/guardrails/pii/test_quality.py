"""Quality on the committed sets does not fall; they were looked at while building: a floor, no estimate."""

from pathlib import Path

import pytest

from benchmarks.pii_finders import OURS, Find, load
from benchmarks.pii_quality import evaluate
from benchmarks.pii_rows import read_rows

SETS = Path(__file__).parents[3] / "benchmarks" / "sets"


@pytest.fixture(scope="module")
def find() -> Find:
    return load(OURS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quality_on_the_committed_sets(find: Find, language: str) -> None:
    quality = evaluate(read_rows(SETS / f"pii_{language}.jsonl"), find)
    assert quality.f1 >= 0.96
    assert quality.coverage >= 0.98
    assert quality.lookalike_share <= 0.02


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quality_on_mails_of_other_authors(find: Find, language: str) -> None:
    quality = evaluate(read_rows(SETS / f"pii_held_{language}.jsonl"), find)
    assert quality.f1 >= 0.92
    assert quality.coverage >= 0.95
    assert quality.lookalike_share <= 0.06
