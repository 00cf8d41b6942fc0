"""Quality on the committed sets does not fall; they were looked at while building: a floor, no estimate."""

from pathlib import Path

import pytest

from benchmarks.pii_quality import evaluate

SETS = Path(__file__).parents[3] / "benchmarks" / "sets"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quality_on_the_committed_sets(language: str) -> None:
    quality = evaluate(SETS / f"pii_{language}.jsonl")
    assert quality.f1 >= 0.96
    assert quality.coverage >= 0.98
    assert quality.lookalike_share <= 0.02


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quality_on_mails_of_other_authors(language: str) -> None:
    quality = evaluate(SETS / f"pii_held_{language}.jsonl")
    assert quality.f1 >= 0.92
    assert quality.coverage >= 0.95
    assert quality.lookalike_share <= 0.06
