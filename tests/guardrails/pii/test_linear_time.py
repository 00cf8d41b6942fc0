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
    "[",
    "|",
    "Zyxor ",
    "Zyxor, ",
    "jean;Zyxor;",
    "Passeport :\n",
    "DOE Ann, X1\n",
    "est enceinte, ",
    "address: 1 ",
    "0,",
]


@pytest.mark.few(6)
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(detector: Detector, piece: str) -> None:
    assert_linear(lambda size: detector.detect(piece * (size // len(piece)), "fr"), 6_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", [".", "a-", "1", "@", "[", "(", "Zyxor "])
def test_a_hundred_thousand_characters_take_four_times_as_long_as_a_quarter(detector: Detector, piece: str) -> None:
    assert_linear(lambda size: detector.detect(piece * (size // len(piece)), "en"), 25_000)


def test_what_lies_across_a_window_is_found_once(detector: Detector) -> None:
    text = "Un mot de plus. " * 249 + "Voyez avec Hugo Blin au 06 98 76 54 32. " + "Un mot de plus. " * 249
    assert [one.text for one in detector.detect(text, "fr")] == ["Hugo Blin", "06 98 76 54 32"]
