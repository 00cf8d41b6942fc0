"""Sums of several things at their own numbers, parts of a price, what a trade-in takes off; wrong ones are doubted."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

HIRE = (
    Fact(id="head", type="price", subject="projecteur / moving head", value="42", currency="EUR", tax="excl",
         tax_rate="20 %", unit="week"),
    Fact(id="desk", type="price", subject="pupitre / lighting desk", value="130", currency="EUR", tax="excl",
         tax_rate="20 %", unit="week"),
    Fact(id="heads", type="quantity", subject="projecteurs / moving heads", value="8"),
    Fact(id="club", type="discount", subject="associations / clubs", value="20 %"),
)  # fmt: skip
YARD = (
    Fact(id="trailer", type="price", subject="remorque / trailer", value="7450", currency="EUR", tax="incl"),
    Fact(id="old", type="price", subject="reprise / trade-in", value="2100", currency="EUR", tax="incl"),
    Fact(id="down", type="term", subject="acompte / deposit", value="one third"),
    Fact(id="pellets", type="price", subject="granulés, sac de 25 kg", value="13.80", currency="EUR", tax="excl"),
    Fact(id="port", type="delivery", subject="livraison, franco de port", value="2027-01-24"),
    Fact(id="yield", type="statistic", subject="production / output", value="21600 kWh par an, per year"),
)


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("fr", "Pour 8 projecteurs et le pupitre, comptez 466 € HT la semaine.", HIRE),
        ("en", "For 8 moving heads and the desk I make it €466 a week before VAT.", HIRE),
        ("en", "For the moving heads and the desk, less the club fifth, €372.80 a week before VAT.", HIRE),
        ("en", "With your old one off, you write me a cheque for €5,350.", YARD),
        ("fr", "Une fois la reprise déduite, vous réglez 5 350 €.", YARD),
        ("en", "For the trailer we take a third down, €2,483 and change.", YARD),
        ("fr", "Ce qui met le kilo à cinquante-cinq centimes environ.", YARD),
        ("fr", "La livraison se fait sans frais de port.", YARD),
        ("en", "That is an output of 1,800 kWh a month.", YARD),
    ],
)
def test_sums_that_follow_pass(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    assert findings(text, facts, language) == []


@pytest.mark.parametrize(
    ("language", "text", "facts", "passage"),
    [
        ("fr", "Pour 8 projecteurs et le pupitre, comptez 486 € HT la semaine.", HIRE, "486 €"),
        ("en", "For the moving heads and the desk, €446 a week before VAT.", HIRE, "€446"),
        ("en", "With your old one off, you write me a cheque for €5,150.", YARD, "€5,150"),
        ("fr", "Ce qui met le kilo à quarante centimes environ.", YARD, "quarante centimes"),
    ],
)
def test_sums_that_do_not_follow_are_doubted(
    language: Language, text: str, facts: tuple[Fact, ...], passage: str
) -> None:
    assert any(passage in found for _, found in findings(text, facts, language))
