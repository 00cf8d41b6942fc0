"""Weekdays and hours of service against the fact about the same service; days that only a weekday hints at."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

SERVICE = (
    Fact(id="van", type="delivery", subject="jours de livraison / delivery days", value="mardi et jeudi"),
    Fact(id="texts", type="deadline", subject="remise de vos textes / your texts", value="2026-12-04"),
)
DESK = (
    Fact(id="desk", type="feature", subject="assistance téléphonique / phone support",
         value="du lundi au vendredi, 8 h 30 - 18 h"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "Quant à l'assistance, on nous joint sept jours sur sept.", "sept jours sur sept"),
        ("fr", "La livraison ? On roule tous les jours de la semaine.", "tous les jours de la semaine"),
        ("fr", "On dépose vos caisses chaque lundi matin.", "chaque lundi matin"),
        ("en", "We deliver every Monday.", "every Monday"),
        ("en", "There is a human on our phones round the clock.", "round the clock"),
        ("fr", "Une astreinte répond jour et nuit.", "jour et nuit"),
        ("fr", "J'attends vos textes pour le lundi 7 décembre, et je vous appelle vendredi.", "lundi 7 décembre"),
        ("en", "Your texts are due here on 11 December.", "11 December"),
    ],
)
def test_other_days_and_hours_than_those_of_the_service_are_doubted(
    language: Language, text: str, passage: str
) -> None:
    assert any(passage in found for _, found in (*findings(text, SERVICE, language), *findings(text, DESK, language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On livre chaque mardi et chaque jeudi."),
        ("en", "We deliver every Thursday."),
        ("fr", "On ne livre pas tous les jours."),
        ("fr", "Pensez-vous à nous tous les jours ?"),
        ("en", "Enjoy the garden every single day."),
        ("fr", "J'attends vos textes pour le vendredi 4 décembre."),
        ("en", "Send me your texts by 4 December."),
    ],
)
def test_the_days_of_the_service_and_talk_of_days_pass(language: Language, text: str) -> None:
    assert findings(text, SERVICE, language) == []
