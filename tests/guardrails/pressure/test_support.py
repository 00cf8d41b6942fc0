"""Urgency and scarcity that the facts bear out, in sober words."""

import pytest

from tests.guardrails.pressure.factories import found, rules

STOCK = {"id": "s", "type": "stock", "subject": "Modèle X", "value": "3"}
TERM = {"id": "t", "type": "term", "subject": "Offre", "value": "48 heures"}
NOW = "2026-11-21T10:00:00+01:00"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Plus que 3 Modèle X en stock.", "fr"),
        ("Il ne nous reste que trois Modèle X.", "fr"),
        ("Only 3 Model X left in stock.", "en"),
        ("Only three Model X left in stock.", "en"),
    ],
)
def test_true_scarcity_passes_and_untold_scarcity_does_not(sentence: str, language: str) -> None:
    assert rules(sentence, language, facts=[STOCK]) == []
    assert rules(sentence, language) == ["fake_scarcity"]
    assert rules(sentence, language, facts=[{**STOCK, "value": "8"}]) == ["fake_scarcity"]
    assert rules(sentence, language, facts=[{**STOCK, "type": "price"}]) == ["fake_scarcity"]


def test_a_true_figure_does_not_excuse_pressing_words() -> None:
    assert rules("Plus que 3 Modèle X, dépêchez-vous !", facts=[STOCK]) != []


def test_a_fact_that_expired_supports_nothing() -> None:
    assert rules("Plus que 3 Modèle X en stock.", facts=[{**STOCK, "valid_until": "2026-11-01"}], now=NOW) != []
    assert rules("Plus que 3 Modèle X en stock.", facts=[{**STOCK, "valid_until": "2026-12-01"}], now=NOW) == []


def test_a_stated_term_passes() -> None:
    assert rules("L'offre est valable 48 heures.", facts=[TERM]) == []
    assert rules("L'offre est valable 48 heures.") == ["exploding_offer"]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("L'offre est valable jusqu'au 31 décembre 2026.", "fr"),
        ("The offer is valid until 31 December 2026.", "en"),
        ("Le devis expire le 30/01/2027.", "fr"),
    ],
)
def test_a_bare_date_is_no_pressure_once_a_fact_states_it(sentence: str, language: str) -> None:
    day = "2027-01-30" if "2027" in sentence else "2026-12-31"
    assert rules(sentence, language, facts=[{"id": "d", "type": "deadline", "value": day}]) == []
    for finding in found(sentence, language):
        assert "vérifié" in finding.message or "verified" in finding.message


def test_a_dated_subject_passes_when_the_date_is_a_fact() -> None:
    deadline = {"id": "d", "type": "deadline", "value": "2026-12-31"}
    assert rules("Bonjour.", subject="Dernier jour le 31 décembre", facts=[deadline]) == []
    assert rules("Bonjour.", subject="Dernier jour le 30 décembre", facts=[deadline]) != []
    assert rules("Bonjour.", subject="Dernier jour") != []
