"""Linear time: four times the text takes about four times as long, whatever the text."""

import pytest

from guardrails.errors import PackError
from guardrails.pressure.rules import PressureRule
from guardrails.wording import compile_wording
from tests.guardrails.pressure.factories import found, guard
from tests.steps import assert_linear

HOSTILE = [
    "dernière chance ! ",
    ".",
    "a ",
    "a-",
    "A\nB\n",
    "é",
    "plus que ",
    "si vous signez aujourd'hui ",
    "\u200b",
    '"',
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    guard().load()
    assert_linear(lambda size: found(unit * (size // len(unit))), 1_000)


def test_a_wording_names_what_is_wrong_with_it() -> None:
    with pytest.raises(PackError, match="<soon>"):
        compile_wording(("act <soon>",), {})
    with pytest.raises(PackError, match="not accepted"):
        compile_wording(("act (now",), {})


def test_no_pattern_matches_nothing() -> None:
    assert compile_wording((), {}).search("anything\nat all") is None


def test_a_rule_refuses_a_broken_pattern() -> None:
    row = {
        "id": "pressure.x", "severity": "low", "action": "hold", "patterns": ["a(b"],
        "message": {"fr": "x", "en": "x"}, "citations": [{"ref": "x", "basis": "policy"}],
    }  # fmt: skip
    with pytest.raises(ValueError, match="not accepted by RE2"):
        PressureRule.model_validate(row)
