"""Claims are compared with facts by meaning: formats, rounding, tax, periods, totals, validity, subject."""

import pytest

from guardrails.draft import Fact
from tests.guardrails.claims.given import OFFER, evidence, findings, judged

TWO = (
    Fact(id="a", type="price", subject="Formule Solo", value="30", currency="EUR", tax="excl", unit="mois"),
    Fact(id="b", type="price", subject="Formule Duo", value="50", currency="EUR", tax="excl", unit="mois"),
    Fact(id="c", type="discount", subject="Formule Duo", value="10 %"),
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Licence Pro est à 1 200 € HT par an."),
        ("fr", "La Licence Pro coûte 1200 EUR."),
        ("fr", "La Licence Pro coûte 1 440 € TTC."),
        ("fr", "La Licence Pro revient à 100 € HT par mois."),
        ("fr", "La Licence Pro revient à 120 € TTC par mois."),
        ("fr", "La Licence Pro coûte mille deux cents euros."),
        ("fr", "La Licence Pro coûte environ 1 180 €."),
        ("fr", "10 Licences Pro à 1 200 € HT font 12 000 € HT."),
        ("fr", "La TVA de la Licence Pro est de 240 €."),
        ("fr", "L'offre est valable jusqu'au 31 décembre."),
        ("fr", "L'offre est valable jusqu'à la fin de l'année."),
        ("fr", "L'offre expire avant le 1er janvier 2027."),
        ("fr", "Plus de 200 clients nous suivent."),
        ("en", "Licence Pro is €1,200 excl. VAT per year."),
        ("en", "Licence Pro is €1,440 including VAT."),
        ("en", "Licence Pro comes to €100 a month before VAT."),
        ("en", "The offer is valid until 31 December."),
        ("en", "Over 200 customers trust us."),
        ("en", "There are three Modèle X in stock."),
    ],
)
def test_what_a_fact_bears_out_is_evidence(language: str, text: str) -> None:
    report = judged(text, language=language)  # type: ignore[arg-type]
    assert report.findings == ()
    assert report.evidence


@pytest.mark.parametrize(
    ("language", "text", "rule", "passage", "suggestion"),
    [
        ("fr", "La Licence Pro est à 1 100 € HT par an.", "claims.price", "1 100 € HT par an", "1 200 € HT par an"),
        ("fr", "La Licence Pro est à 1 300 € TTC.", "claims.price", "1 300 € TTC", "1 440 € TTC"),
        (
            "fr",
            "La Licence Pro est à 110 EUR HT par mois.",
            "claims.price",
            "110 EUR HT par mois",
            "100 EUR HT par mois",
        ),
        ("fr", "Offre valable jusqu'au 15 décembre.", "claims.deadline", "15 décembre", "31 décembre"),
        ("fr", "Offre valable jusqu'au 15/12/2026.", "claims.deadline", "15/12/2026", "31/12/2026"),
        ("fr", "Plus que 5 Modèle X en stock.", "claims.stock", "5", "3"),
        ("fr", "Nous avons 300 clients.", "claims.statistic", "300", "240"),
        ("en", "Licence Pro costs €1,100 per year.", "claims.price", "€1,100 per year", "€1,200 per year"),
        ("en", "The offer ends on 15 December.", "claims.deadline", "15 December", "31 December"),
        ("en", "Only 5 Modèle X left in stock.", "claims.stock", "5", "3"),
    ],
)
def test_what_a_fact_contradicts_is_put_right_in_its_own_style(
    language: str, text: str, rule: str, passage: str, suggestion: str
) -> None:
    (finding,) = judged(text, language=language).findings  # type: ignore[arg-type]
    assert (finding.rule, text[finding.start : finding.end]) == (rule, passage)
    assert (finding.suggestion or "").replace("\u202f", " ").replace("\u00a0", " ") == suggestion
    corrected = text[: finding.start] + (finding.suggestion or "") + text[finding.end :]
    assert findings(corrected, language=language) == []  # type: ignore[arg-type]


def test_a_price_of_another_product_is_no_support() -> None:
    text = "La Formule Solo coûte 50 € et la Formule Duo 30 €."
    assert findings(text, TWO) == [("claims.price", "50 €"), ("claims.price", "30 €")]


def test_a_product_may_follow_its_price() -> None:
    text = "Comptez 30 € pour la Formule Solo et 50 € pour la Formule Duo."
    assert evidence(text, TWO) == [("a", "30 €"), ("b", "50 €")]


def test_a_reduced_price_follows_from_price_and_discount() -> None:
    assert evidence("La Formule Duo passe à 45 € par mois.", TWO) == [("b", "45 € par mois")]
    assert findings("La Formule Solo passe à 27 € par mois.", TWO) == [("claims.price", "27 € par mois")]


def test_the_total_of_stated_sums_is_supported() -> None:
    text = "La Formule Solo coûte 30 € et la Formule Duo 50 €, soit 80 € au total."
    assert evidence(text, TWO)[-1] == ("b", "80 €")


def test_an_expired_fact_supports_nothing_and_says_so() -> None:
    report = judged("La Licence Pro est à 1 200 € HT par an.", now="2027-01-02T10:00:00+01:00")
    (finding,) = report.findings
    assert report.evidence == ()
    assert "31 décembre 2026" in finding.message
    assert finding.suggestion is None


def test_a_fact_not_yet_valid_supports_nothing() -> None:
    later = (Fact(id="p", type="price", subject="Pack", value="90", currency="EUR", valid_from="2027-01-01"),)
    assert findings("Le Pack coûte 90 €.", later) == [("claims.price", "90 €")]


@pytest.mark.parametrize(
    ("fact", "text", "supported"),
    [
        (Fact(id="r", type="price", subject="Pack", value="90 €", source="rep"), "Le Pack coûte 90 €.", False),
        (Fact(id="r", type="discount", subject="Pack", value="10 %", source="rep"), "10 % de remise.", False),
        (Fact(id="r", type="stock", subject="Pack", value="4", source="rep"), "Plus que 4 Pack en stock.", False),
        (Fact(id="r", type="date", subject="rendez-vous", value="2026-12-03", source="rep"),
         "Notre rendez-vous du 3 décembre est confirmé.", True),
        (Fact(id="r", type="event", subject="salon", value="2027-03-09", source="rep"),
         "Le salon ouvre le 9 mars 2027.", True),
    ],
)  # fmt: skip
def test_the_rep_may_state_dates_and_appointments_only(fact: Fact, text: str, supported: bool) -> None:
    assert (evidence(text, (fact,)) != []) is supported


def test_tax_is_never_taken_for_granted() -> None:
    no_rate = (Fact(id="p", type="price", subject="Pack", value="100", currency="EUR", tax="excl"),)
    assert findings("Le Pack coûte 100 € TTC.", no_rate) == [("claims.price", "100 € TTC")]
    assert findings("Le Pack coûte 120 € TTC.", no_rate) == [("claims.price", "120 € TTC")]


def test_another_currency_is_another_price() -> None:
    assert findings("Licence Pro costs $1,200 per year.", OFFER, "en") == [("claims.price", "$1,200 per year")]
