"""Recognisers that a user brings are Presidio's own; where a pattern of theirs times out, the gate holds."""

import pytest
from presidio_analyzer import Pattern, PatternRecognizer

from guardrails import Context, Draft, Gate
from guardrails.packs.policy import Policy
from guardrails.pii import foreign_patterns
from guardrails.pii.detect import Detector
from guardrails.pii.foreign_patterns import PatternTimedOut
from guardrails.pii.guard import PiiGuard

HOSTILE = "a" * 60 + "!"


def badge(pattern: str) -> Detector:
    own = PatternRecognizer("BADGE", patterns=[Pattern("badge", pattern, 0.9)], supported_language="fr")
    return Detector([], [own])


def test_a_recogniser_of_ones_own_finds_and_says_so() -> None:
    (found,) = [one for one in badge(r"\bB-\d{5}\b").detect("Mon badge est B-40213.", "fr") if one.kind == "badge"]
    assert (found.text, found.score, found.sign) == ("B-40213", 0.9, "badge")


def test_a_pattern_that_times_out_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_patterns, "SECONDS", 0.05)
    with pytest.raises(PatternTimedOut, match=r"badge.*backtrack"):
        badge(r"(a|aa)+$").detect(HOSTILE, "fr")


def test_a_gate_holds_what_a_recogniser_had_no_time_for(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setattr(foreign_patterns, "SECONDS", 0.05)
    gate = Gate(policy, [PiiGuard(policy, badge(r"(a|aa)+$"))])
    verdict = gate.inspect(Draft(text=f"Bonjour, voici {HOSTILE}", language="fr"), Context())
    assert verdict.decision == "hold"
    assert verdict.released is None
    assert [one.rule for one in verdict.findings] == ["pii.check_failed"]
