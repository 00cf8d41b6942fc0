"""Values that stand in the place of a fact's: the customer's numbers, hours, stretches of days, lengths of time."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

NOW = "2026-11-23T10:00:00+01:00"
FACTS = (
    Fact(id="tablets", type="quantity", subject="Tablettes pour l'école", value="32", source="rep"),
    Fact(id="slates", type="quantity", subject="Slates wanted", value="6400"),
    Fact(id="seats", type="quantity", subject="Utilisateurs inclus", value="10"),
    Fact(id="visit", type="event", subject="Visite de l'atelier / Workshop visit", value="2026-12-08 08:00"),
    Fact(id="course", type="event", subject="Stage / Course", value="2026-12-14 to 2026-12-18"),
    Fact(id="report", type="delivery", subject="Remise du rapport / Report", value="4 weeks"),
    Fact(id="lease", type="term", subject="Location / Lease", value="36 months"),
)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "Soixante tablettes à 219 € HT, voilà le devis.", "Soixante"),
        ("en", "For the chapel you want 4,400 slates.", "4,400"),
        ("fr", "On se retrouve mardi 8 décembre à 10 heures.", "10 heures"),
        ("en", "See you on Tuesday 8 December at half past ten.", "half past ten"),
        ("en", "See you on Tuesday 8 December at 4 p.m.", "4 p.m"),
        ("fr", "Le stage va du 12 au 18 décembre.", "12 au 18 décembre"),
        ("en", "The course runs 16 to 18 December.", "16 to 18 December"),
        ("fr", "Le stage va du lundi 15 au vendredi 18 décembre.", "lundi 15"),
        ("fr", "Le rapport vous est remis en sept semaines.", "sept semaines"),
        ("en", "The lease runs for sixty months.", "sixty months"),
    ],
)
def test_what_was_mistaken_is_held(language: Language, text: str, passage: str) -> None:
    assert any(passage in found for _, found in findings(text, FACTS, language, now=NOW))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Trente-deux tablettes, c'est noté."),
        ("en", "Your 6,400 slates are reserved."),
        ("fr", "Pour vos 25 utilisateurs, voyons-nous."),
        ("fr", "On se retrouve mardi 8 décembre à 8 heures."),
        ("en", "See you on Tuesday 8 December at eight sharp."),
        ("fr", "Le stage va du lundi 14 au vendredi 18 décembre."),
        ("fr", "Le stage tient dans la semaine du 14 décembre."),
        ("en", "The course takes up the week of 14 December."),
        ("fr", "Le rapport vous est remis en quatre semaines."),
        ("en", "The lease runs for three years."),
    ],
)
def test_what_the_facts_say_passes(language: Language, text: str) -> None:
    assert [found for rule, found in findings(text, FACTS, language, now=NOW) if rule != "claims.price"] == []
