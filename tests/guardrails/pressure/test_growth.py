"""Linear time: four times the text takes about four times as long, whatever the text."""

import time

import pytest

from guardrails.errors import PackError
from guardrails.pressure.rules import PressureRule
from guardrails.pressure.wording import compile_wording
from tests.guardrails.pressure.factories import found, guard

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


def seconds(text: str) -> float:
    begin = time.perf_counter()
    found(text)
    return time.perf_counter() - begin


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    guard().load()
    short, long = unit * (20_000 // len(unit)), unit * (80_000 // len(unit))
    best = min(seconds(long) / max(seconds(short), 0.004) for _ in range(3))
    assert best < 8, "quadratic time would be 16"


def test_an_ordinary_mail_takes_milliseconds() -> None:
    mail = "Bonjour Madame, voici le devis que vous avez demandé pour votre site de Lyon, avec deux options. " * 12
    found(mail)
    assert min(seconds(mail) for _ in range(5)) < 0.05


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
