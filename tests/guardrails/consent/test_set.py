"""The committed situations of benchmarks/sets: every one comes out right, for the right reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from guardrails.consent.admission import admit
from guardrails.draft import Context

from .factories import policy

SITUATIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).parents[3].joinpath("benchmarks/sets/consent.jsonl").read_text("utf-8").splitlines()
]


def test_the_set_is_worth_its_name() -> None:
    assert len(SITUATIONS) >= 80
    assert {one["expected"] for one in SITUATIONS} == {"admitted", "review", "refused"}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: f"{one['id']} {one['about']}")
def test_situation(situation: dict[str, Any]) -> None:
    answer = admit(Context.model_validate(situation["context"]), policy())
    assert (answer.outcome, [one.rule for one in answer.findings]) == (situation["expected"], situation["rules"])
