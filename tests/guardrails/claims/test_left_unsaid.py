"""What a text says in the place of a fact that it leaves unsaid: another day, name, code, value or duty."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import evidence, findings

DAYS = (
    Fact(id="visit", type="date", subject="Première visite", value="2026-12-08 09:00", source="rep"),
    Fact(id="fair", type="event", subject="Salon du Bois, Nantes", value="2027-01-19"),
)
NAMES = (
    Fact(id="ref", type="reference", subject="client cité avec accord", value="Tamworth Valves"),
    Fact(id="rge", type="certification", subject="Comblevert", value="RGE Qualibat 7131"),
    Fact(id="ip", type="feature", subject="Totem, indice de protection", value="IP65"),
)
LAWS = (
    Fact(id="fine", type="legal", subject="Défaut de certificat, amende", value="7 500 € par logiciel"),
    Fact(id="drone", type="legal", subject="Drone registration", value="mandatory from 250 g"),
    Fact(id="keep", type="legal", subject="Conservation des bulletins", value="recommandée, non obligatoire"),
)
GOODS = (
    Fact(id="stock", type="stock", subject="Badgéo One", value="40"),
    Fact(id="most", type="quantity", subject="Participants au maximum", value="12"),
    Fact(id="trip", type="delivery", subject="Palettes", value="8 jours"),
    Fact(id="answer", type="delivery", subject="Dépannage", value="4 h"),
)
NEEDS = (
    Fact(id="classes", type="quantity", subject="classes", value="6"),
    Fact(id="pupils", type="quantity", subject="élèves par classe", value="28"),
    Fact(id="books", type="stock", subject="manuels", value="1900"),
    Fact(id="tops", type="price", subject="Toupies, lot de 12", value="54", currency="EUR", tax="excl",
         tax_rate="20 %", unit="lot"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "facts", "found"),
    [
        ("fr", "Nous passons le mardi 15 décembre à 9 heures.", DAYS, "claims.date"),
        ("en", "We start on 15 December at 9:00.", DAYS, "claims.date"),
        ("fr", "Venez au Salon du Bois le 19 février.", DAYS, "claims.date"),
        ("fr", "Venez au Salon du Bois, à Angers, le 19 janvier.", DAYS, "claims.date"),
        ("en", "Tamar Valves would say the same.", NAMES, "claims.reference"),
        ("fr", "Notre qualification est RGE Qualibat 7132.", NAMES, "claims.certification"),
        ("en", "The panel is IP67 throughout.", NAMES, "claims.quantity"),
        ("fr", "Sans certificat, l'amende se monte à 15 000 €.", LAWS, "claims.legal"),
        ("en", "Drone registration starts at 900 g.", LAWS, "claims.legal"),
        ("fr", "La loi vous oblige à la conservation des bulletins.", LAWS, "claims.legal"),
        ("fr", "Une cinquantaine de lecteurs attendent à l'entrepôt.", GOODS, "claims.stock"),
        ("fr", "Chaque groupe compte au plus quinze stagiaires.", GOODS, "claims.quantity"),
        ("fr", "Les palettes mettent moins d'une semaine.", GOODS, "claims.delivery"),
    ],
)
def test_what_stands_in_the_place_of_a_fact_is_held(
    language: Language, text: str, facts: tuple[Fact, ...], found: str
) -> None:
    assert found in {rule for rule, _ in findings(text, facts, language)}


@pytest.mark.parametrize(
    ("language", "text", "facts", "fact"),
    [
        ("fr", "Les 168 manuels des six classes sont prêts.", NEEDS, "classes"),
        ("fr", "La toupie revient à 4,50 € HT pièce.", NEEDS, "tops"),
        ("fr", "Le dépannage arrive dans la demi-journée.", GOODS, "answer"),
        ("en", "The fair is in the third week of January.", DAYS, "fair"),
    ],
)
def test_what_follows_from_facts_is_supported(
    language: Language, text: str, facts: tuple[Fact, ...], fact: str
) -> None:
    assert fact in {one for one, _ in evidence(text, facts, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je vous rappelle le 12 décembre."),
        ("fr", "Merci pour votre message du 3 novembre."),
        ("en", "Your lobby is bigger than our whole office!"),
        ("en", "Thank you for the cake, better than my mother's."),
        ("fr", "Vous êtes plus matinale que moi !"),
        ("en", "Could Hill House lend us a ladder?"),
    ],
)
def test_talk_beside_the_facts_stays_quiet(language: Language, text: str) -> None:
    assert findings(text, (*DAYS, *NAMES, *LAWS, *GOODS), language) == []


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("fr", "Il va plus vite que les robots allemands.", "claims.superlative"),
        ("en", "It comes by more often than those of any other operator.", "claims.superlative"),
        ("en", "Our poles outlast all the others.", "claims.superlative"),
        ("fr", "Nous avons remporté la médaille d'or du salon.", "claims.certification"),
        ("en", "The kit meets BS EN 1090.", "claims.certification"),
        ("fr", "Parmi nos fidèles, on compte Michelin.", "claims.reference"),
        ("en", "Skip it and the council will fine you.", "claims.legal"),
        ("fr", "Vous risquez une amende.", "claims.legal"),
        ("en", "If you are not delighted you pay nothing.", "claims.guarantee"),
    ],
)
def test_claims_of_these_families_need_a_fact(language: Language, text: str, rule: str) -> None:
    assert rule in {one for one, _ in findings(text, (), language)}
