"""No text keeps the detector busy: four times the text takes about four times the time, not sixteen."""

import pytest

from guardrails.pii.detect import Detector
from tests.steps import assert_linear

HOSTILE = [
    ".",
    "a-",
    "1",
    "1 ",
    "@",
    "a@",
    "a.",
    "(",
    "[at] ",
    "zéro six ",
    "Jean ",
    "M. ",
    "rue 1 ",
    "<PERSON_",
    "12 rue ",
    "\n> ",
    "é",
    "l'",
    "FR76 ",
    ":",
]


@pytest.mark.few(7)
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(detector: Detector, piece: str) -> None:
    assert_linear(lambda size: detector.detect(piece * (size // len(piece)), "fr"), 6_000)


def test_what_lies_across_a_window_is_found_once(detector: Detector) -> None:
    text = "Un mot de plus. " * 249 + "Voyez avec Hugo Blin au 06 98 76 54 32. " + "Un mot de plus. " * 249
    assert [one.text for one in detector.detect(text, "fr")] == ["Hugo Blin", "06 98 76 54 32"]
