"""No text keeps the detector busy: four times the text takes about four times the time, not sixteen."""

import time

import pytest

from guardrails.pii.detect import Detector

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


def _seconds(detector: Detector, text: str) -> float:
    begun = time.perf_counter()
    detector.detect(text, "fr")
    return time.perf_counter() - begun


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(detector: Detector, piece: str) -> None:
    small, large = piece * (8_000 // len(piece)), piece * (32_000 // len(piece))
    _seconds(detector, small)
    once = min(_seconds(detector, small) for _ in range(2))
    # A quadratic step would make it 16 times; the allowance is for a busy machine.
    assert _seconds(detector, large) < max(10 * once, 0.5)


def test_what_lies_across_a_window_is_found_once(detector: Detector) -> None:
    text = "Un mot de plus. " * 249 + "Voyez avec Hugo Blin au 06 98 76 54 32. " + "Un mot de plus. " * 249
    assert [one.text for one in detector.detect(text, "fr")] == ["Hugo Blin", "06 98 76 54 32"]
