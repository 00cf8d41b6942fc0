"""Families of wording: each has a mechanism of its own, shown by a few members in both languages."""

import pytest

from guardrails.draft import Fact
from tests.guardrails.claims.given import evidence, findings

PRICED = (
    Fact(id="p", type="price", subject="caméra", value="640", currency="EUR", tax="excl", tax_rate="20 %",
         unit="piece"),
    Fact(id="m", type="price", subject="entretien", value="2100", currency="EUR", tax="excl", unit="year"),
    Fact(id="b", type="price", subject="bouchon", value="310", currency="EUR", tax="excl", unit="mille"),
    Fact(id="h", type="price", subject="agent", value="29.80", currency="EUR", tax="excl", unit="hour"),
    Fact(id="q", type="quantity", subject="heures par nuit", value="10", source="rep"),
    Fact(id="t", type="term", subject="paiement", value="4 fois"),
    Fact(id="d", type="discount", subject="commande groupée", value="8 %"),
)  # fmt: skip
PROMISED = (
    Fact(id="del", type="delivery", subject="livraison", value="8 semaines"),
    Fact(id="gua", type="guarantee", subject="moteur", value="5 ans"),
    Fact(id="stk", type="stock", subject="tablettes", value="45"),
    Fact(id="cli", type="statistic", subject="clients", value="310"),
    Fact(id="leg", type="legal", subject="contrôle d'étanchéité", value="tous les 24 mois"),
    Fact(id="dl", type="deadline", subject="commande", value="2026-12-15"),
    Fact(id="bio", type="statistic", subject="produits bio de la carte", value="40 %"),
    Fact(id="off", type="certification", subject="BPCA", value="member", valid_until="2026-06-30"),
    Fact(id="rdv", type="date", subject="livraison au théâtre", value="2027-01-11", source="rep"),
)


@pytest.mark.parametrize(
    ("language", "text", "fact"),
    [
        ("fr", "15 caméras à 640 € HT l'unité font 9 600 € HT, donc 11 520 € TTC.", "p"),
        ("fr", "Pour 40 000 bouchons à 310 € HT le mille, on arrive à 12 400 € HT.", "b"),
        ("fr", "À 29,80 € HT de l'heure, trente nuits d'agent font 8 940 € HT.", "h"),
        ("fr", "L'entretien revient à 175 € HT par mois.", "m"),
        ("fr", "Les caméras à 640 € HT se paient en quatre fois, 160 € à chaque échéance.", "p"),
        ("fr", "15 caméras font 9 600 € HT ; la remise de 8 % ramène à 8 832 € HT.", "p"),
        ("en", "Sixteen cameras caméra at €640 apiece, ex VAT, make €10,240.", "p"),
        ("en", "The entretien is €2,100 a year, so €525 a quarter.", "m"),
    ],
)
def test_sums_follow_through_quantities_lots_shares_and_earlier_sums(language: str, text: str, fact: str) -> None:
    assert findings(text, PRICED, language) == []  # type: ignore[arg-type]
    assert evidence(text, PRICED, language)[-1][0] == fact  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "15 caméras font 9 600 € HT, soit 10 560 € TTC.",
        "L'entretien coûte 2 100 € HT par mois.",
        "L'agent est à 29,80 € HT la journée.",
        "Les caméras sont à 640 $.",
        "15 caméras font 9 000 € HT.",
    ],
)
def test_a_wrong_rate_period_unit_currency_or_product_is_held(text: str) -> None:
    assert len(findings(text, PRICED)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La livraison prend environ deux mois."),
        ("en", "Livraison takes roughly two months."),
        ("fr", "Le moteur est garanti soixante mois."),
        ("en", "The moteur is guaranteed for half a decade."),
        ("fr", "Plus de 300 entreprises nous ont choisis."),
        ("en", "Over 300 companies rely on us."),
        ("fr", "Le contrôle d'étanchéité doit être fait tous les deux ans."),
        ("en", "We deliver on the second Monday in January."),
        ("fr", "Passez commande avant le 16 décembre."),
    ],
)
def test_other_ways_to_say_what_a_fact_says_are_quiet(language: str, text: str) -> None:
    assert findings(text, PROMISED, language) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("fr", "Comptez quinze jours après votre accord.", "claims.delivery"),
        ("en", "Please allow five weeks from order.", "claims.delivery"),
        ("en", "The whole lot would be with you tomorrow morning.", "claims.delivery"),
        ("fr", "La pose aurait lieu dès la semaine prochaine.", "claims.delivery"),
        ("fr", "Nous en avons plus de 80 en réserve.", "claims.stock"),
        ("en", "We have well over a hundred on the shelf.", "claims.stock"),
        ("en", "It is in use in over 5,000 practices.", "claims.statistic"),
        ("fr", "Notre carte fait la part belle au bio, avec les trois quarts des produits.", "claims.statistic"),
        ("fr", "Le contrôle d'étanchéité doit être fait tous les mois.", "claims.legal"),
        ("en", "We need your signature by 31 January to place the commande.", "claims.deadline"),
        ("en", "We are members of the BPCA.", "claims.certification"),
        ("fr", "Notre adhésion BPCA est à jour.", "claims.certification"),
        ("fr", "La livraison demande neuf à dix mois.", "claims.delivery"),
    ],
)
def test_what_contradicts_a_fact_is_held_however_it_is_said(language: str, text: str, rule: str) -> None:
    assert [one for one, _ in findings(text, PROMISED, language)] == [rule]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("fr", "La loi vous oblige à équiper votre toiture.", "claims.legal"),
        ("fr", "Tout locataire est tenu de payer la moitié.", "claims.legal"),
        ("en", "By law you must digitise all older records.", "claims.legal"),
        ("en", "Under EU rules all old chairs must be replaced.", "claims.legal"),
        ("fr", "Nous sommes le meilleur cuisiniste du Vaucluse.", "claims.superlative"),
        ("fr", "Aucun autre granulé ne chauffe aussi bien.", "claims.superlative"),
        ("en", "Nothing on the market is more accurate.", "claims.superlative"),
        ("en", "It is cheaper to run than any other machine.", "claims.superlative"),
        ("fr", "Nous suivons de nombreux artisans, parmi lesquels Carrelages Bonneau.", "claims.reference"),
        ("en", "Brandt & Sons have put one on every bench.", "claims.reference"),
        ("en", "Smile Clinic Cork, among them, is delighted.", "claims.reference"),
        ("en", "You get unlimited revisions.", "claims.quantity"),
        ("fr", "Vous pouvez résilier à tout moment.", "claims.term"),
    ],
)
def test_claims_in_words_need_a_fact_in_many_wordings(language: str, text: str, rule: str) -> None:
    assert [one for one, _ in findings(text, (), language)] == [rule]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J'avais noté 14 mètres sur un coin de nappe, et attendu 20 minutes sous la pluie."),
        ("en", "I wrote 595 mm on the back of my hand. My notes from Tuesday end halfway down the page."),
        ("fr", "Je cherche la référence du point de livraison, en haut à droite."),
        ("en", "Nobody has yet beaten his 11-year-old daughter. Nothing to report from the July visit."),
        ("fr", "Je repasse dans votre rue jeudi ; je peux sonner chez vous au 9 vers 17 h."),
        ("en", "I can set up a loaner for a week. Shall we visit them one afternoon?"),
        ("fr", "Aucune formation n'est obligatoire, et la réunion non plus."),
    ],
)
def test_small_talk_stays_quiet_beside_facts(language: str, text: str) -> None:
    assert findings(text, PROMISED[:5], language) == []  # type: ignore[arg-type]


def test_a_duty_that_a_fact_states_is_supported() -> None:
    fact = Fact(id="l", type="legal", subject="assurance décennale",
                value="obligatoire avant l'ouverture du chantier, article L. 241-1 du code des assurances")  # fmt: skip
    text = "La décennale est obligatoire avant l'ouverture de tout chantier (article L. 241-1 du code des assurances)."
    assert findings(text, (fact,)) == []
    assert {one for one, _ in evidence(text, (fact,))} == {"l"}


def test_a_deadline_may_count_back_from_a_known_day() -> None:
    facts = (
        Fact(id="s", type="date", subject="soirée", value="2027-01-19", source="rep"),
        Fact(id="c", type="deadline", subject="nombre de convives", value="10 jours avant la soirée"),
    )
    assert findings("Le nombre de convives se confirme au plus tard le 9 janvier.", facts) == []
    assert len(findings("Le nombre de convives se confirme au plus tard le 16 janvier.", facts)) == 1


def test_a_date_with_another_hour_is_another_appointment() -> None:
    fact = (Fact(id="r", type="date", subject="rendez-vous", value="2026-12-03 14:30", source="rep"),)
    assert findings("Notre rendez-vous du 3 décembre à 14 h 30 est confirmé.", fact) == []
    assert len(findings("Notre rendez-vous du 3 décembre à 10 h est confirmé.", fact)) == 1
