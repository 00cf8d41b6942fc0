"""Cutting a sentence leaves the text clean: no doubled space, no bare bullet, no empty line."""

import itertools

import pytest

from guardrails.pressure.removal import removal_span
from tests.guardrails.pressure.factories import found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A. Gone. B.", "A. B."),
        ("Gone. B.", "B."),
        ("A. Gone.", "A."),
        ("A. Gone.\nB.", "A.\nB."),
        ("A.\nGone.\nB.", "A.\nB."),
        ("A.\n\nGone.\n\nB.", "A.\n\nB."),
        ("A.\r\n\r\nGone.\r\n\r\nB.", "A.\r\n\r\nB."),
        ("A.\n\nGone. B.", "A.\n\nB."),
        ("A :\n- Gone.\n- B.", "A :\n- B."),
        ("A.\n\nGone.\n", "A."),
        ("A.\nGone.\n\nB.", "A.\n\nB."),
        ("A.\u00a0Gone.", "A."),
        ("Gone.", ""),
    ],
)
def test_white_space_goes_with_the_sentence(text: str, left: str) -> None:
    start = text.index("Gone.")
    start, end = removal_span(text, start, start + len("Gone."))
    assert text[:start] + text[end:] == left


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_neighbouring_findings_do_not_overlap(between: str) -> None:
    text = f"Bonjour.{between} Il ne reste que quelques heures.{between} Dépêchez-vous."
    findings = found(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(findings))
    for finding in reversed(findings):
        text = text[: finding.start] + (finding.suggestion or "") + text[finding.end :]
    assert "  " not in text
    assert text == text.rstrip()
