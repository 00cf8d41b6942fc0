"""Promises in everyday words: what costs nothing, how long a price stands, when a thing pays for itself."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import evidence, findings, judged

FACTS = (
    Fact(id="plan", type="price", subject="Care Plan", value="49", currency="EUR", tax="excl", unit="month"),
    Fact(id="sensor", type="delivery", subject="Capteur C2", value="sous 48 h"),
    Fact(id="boiler", type="delivery", subject="Alto boiler", value="three weeks"),
    Fact(id="mayor", type="reference", subject="Mairie de Plouha", value="Mairie de Plouha, équipée depuis 2023"),
    Fact(id="happy", type="statistic", subject="Satisfaction clients", value="94 % en 2025"),
)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "Nous prenons les frais de dossier à notre charge.", "frais de dossier"),
        ("fr", "La dépose est à nos frais.", "dépose est à nos frais"),
        ("fr", "Le transport, c'est cadeau.", "c'est cadeau"),
        ("fr", "Vous ne payez pas la dépose.", "ne payez pas la dépose"),
        ("fr", "Vos voisins diviseront leur facture par trois.", "trois"),
        ("fr", "Ce prix est maintenu jusqu'à Pâques.", "Pâques"),
        ("fr", "Il nous en reste très peu, et il ne reste que quelques selles.", "reste que quelques selles"),
        ("fr", "L'installation est amortie en deux hivers.", "deux"),
        ("fr", "Notre application est notée 4,8 étoiles.", "4,8"),
        ("fr", "Chez nous, c'est satisfaction garantie ou argent remis.", "argent remis"),
        ("fr", "Le deuxième transport de l'année est gratuit.", "l'année"),
        ("fr", "À deux, vous avez 10 % de réduc.", "10 %"),
        ("fr", "L'an dernier, nous avons régalé plus de 12 000 invités.", "12 000"),
        ("fr", "Notre assistance répond 24 h/24.", "24 h/24"),
        ("fr", "Nous faisons cela depuis trois générations.", "trois"),
        ("fr", "Nous nous alignons sur tout devis.", "nous alignons sur tout devis"),
        ("fr", "C'est déductible des impôts.", "déductible des impôts"),
        ("fr", "Nous vous prêtons un radiateur en attendant.", "vous prêtons un radiateur"),
        ("fr", "Sans cela, votre assurance ne vous couvrira pas.", "assurance ne vous couvrira"),
        ("fr", "La prime s'arrête vendredi.", "vendredi"),
        ("fr", "Nous décrochons jour et nuit.", "jour et nuit"),
        ("fr", "L'Alto ne tombe jamais en panne.", "ne tombe jamais en panne"),
        ("fr", "L'Alto est compatible avec tous les thermostats.", "compatible avec tous les thermostats"),
        ("fr", "L'Alto est recommandée par les architectes.", "recommandée par les architectes"),
        ("fr", "L'Alto a reçu l'Étoile du design.", "Étoile"),
        ("en", "Good news: the fitting is on us this time.", "fitting is on us"),
        ("en", "The fitting's on us.", "fitting's on us"),
        ("en", "We'll swallow the admin fee.", "swallow the admin fee"),
        ("en", "Removal won't be charged.", "won't be charged"),
        ("en", "You won't pay for the removal.", "won't pay for the removal"),
        ("en", "I can hold the price for you until Easter.", "Easter"),
        ("en", "We only have a handful left.", "a handful left"),
        ("en", "It pays for itself in two winters.", "two"),
        ("en", "Our app has a 4.8 star rating.", "4.8"),
        ("en", "Our helpdesk answers 24/7.", "24/7"),
        ("en", "We've been at it for three generations.", "three"),
        ("en", "We'll match any quote.", "match any quote"),
        ("en", "It's tax-deductible.", "tax-deductible"),
        ("en", "We'll lend you a heater until it's in.", "lend you a heater"),
        ("en", "It needs no planning permission.", "needs no planning permission"),
        ("en", "We are rated excellent on Trustpilot.", "excellent on Trustpilot"),
        ("en", "You can reach us around the clock.", "around the clock"),
        ("en", "The Alto never breaks down.", "never breaks down"),
        ("en", "The Alto works with every thermostat.", "works with every thermostat"),
        ("en", "It is recommended by doctors.", "recommended by doctors"),
        ("en", "The Alto won a Red Dot.", "Red Dot"),
        ("en", "We ship the Alto boiler before the week is out.", "week is out"),
    ],
)
def test_a_promise_without_a_fact_is_held(language: Language, text: str, passage: str) -> None:
    assert any(passage in found for _, found in findings(text, FACTS, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La mairie de Plouha nous fait confiance depuis 2023."),
        ("fr", "Votre ancien assureur vous prenait 600 €."),
        ("fr", "Vous parliez d'un format de 3 pieds sur 8."),
        ("fr", "Pour un règlement comptant, voyez la page 2."),
        ("fr", "C'est noté sur la fiche 214."),
        ("fr", "Nous ne sommes pas agréés pour le gaz."),
        ("fr", "Le grand modèle est plus silencieux que le petit."),
        ("en", "The larger model is quieter than the small one."),
        ("fr", "Votre four tourne jour et nuit, c'est ce qui l'use."),
        ("fr", "Votre chaudière ne tombe jamais en panne le bon jour."),
        ("en", "Your oven runs day and night, and that wears it out."),
        ("fr", "Vous ne payez pas à la bonne adresse, je crois."),
        ("fr", "Le livreur a laissé un mot pour nous."),
        ("fr", "Nous avons évoqué deux points avec nos ingénieurs."),
        ("fr", "Votre entrepôt expédie surtout en fin de semaine."),
        ("fr", "Notre politique de confidentialité : https://alto.example/donnees"),
        ("fr", "Un café vous est offert à l'accueil."),
        ("en", "Your warehouse ships mostly on Friday."),
        ("en", "Coffee and something to eat are on us."),
        ("en", "I have noted the 8 on your form."),
        ("en", "The road to you is on our way."),
        ("en", "Let me know before the week is out."),
        ("en", "The sensor leaves us within two days."),
    ],
)
def test_what_is_known_or_promises_nothing_passes(language: Language, text: str) -> None:
    facts = (*FACTS, Fact(id="en", type="delivery", subject="Sensor C2", value="within 48 hours"))
    assert findings(text, facts, language) == []


@pytest.mark.parametrize("value", ["24 h/24, 7 j/7", "jour et nuit", "24 hours a day"])
def test_service_at_any_hour_is_known_in_other_words(value: str) -> None:
    facts = (Fact(id="help", type="feature", subject="Assistance", value=value),)
    assert findings("Nous décrochons jour et nuit.", facts) == []
    assert findings("Our helpdesk answers around the clock.", facts, "en") == []


_TAXED = (
    Fact(id="snow", type="price", subject="Saison", value="475", currency="CAD", tax="excl", tax_rate="14,975 %"),
    Fact(id="word", type="price", subject="Mot", value="0.28", currency="CHF", tax="excl", tax_rate="8.1 %"),
    Fact(id="words", type="quantity", subject="Dossier", value="12400", unit="mots"),
    Fact(id="board", type="price", subject="Planche", value="8", currency="EUR", tax="incl", unit="jour"),
    Fact(id="box", type="price", subject="Carton", value="3.50", currency="CHF", tax="incl"),
)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("La saison est à 475 $ plus taxes, soit 546,13 $ taxes incluses.", "snow"),
        ("Cela fait CHF 3'472.– hors TVA pour 12'400 mots, soit environ CHF 3'753.– TVA incluse.", "word"),
        ("Pour la planche, on t'en loue une à 8 € la journée.", "board"),
        ("Les cartons sont à CHF 3.50 ; avec la quarantaine qu'il vous faut, cela ferait 140 francs.", "box"),
    ],
)
def test_sums_as_people_write_them_are_borne_out(text: str, fact: str) -> None:
    assert findings(text, _TAXED) == []
    assert fact in {one for one, _ in evidence(text, _TAXED)}


_OPEN_DAY = (
    Fact(id="day", type="event", subject="Portes ouvertes", value="2026-12-05"),
    Fact(id="fee", type="price", subject="Portes ouvertes", value="0", currency="EUR"),
)


def test_attending_what_costs_nothing_is_free() -> None:
    assert evidence("La participation est gratuite.", _OPEN_DAY) == [("fee", "participation est gratuite")]


@pytest.mark.parametrize(
    "text", ["La pose est gratuite.", "L'inscription à l'année est payante, la pose est gratuite."]
)
def test_nothing_else_is_free_with_it(text: str) -> None:
    assert [found for _, found in findings(text, _OPEN_DAY)] == ["pose est gratuite"]


def test_a_year_of_a_reference_is_evidence() -> None:
    assert ("mayor", "2023") in evidence("La mairie de Plouha nous fait confiance depuis 2023.", FACTS)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Sur deux ans, le Care Plan revient à 1 000 € HT."), ("en", "Over two years the Care Plan is €1,000.")],
)
def test_a_sum_over_time_is_held_without_a_monthly_price_in_its_place(language: Language, text: str) -> None:
    (found,) = judged(text, FACTS, language).findings
    assert found.suggestion is None


TERMS = (
    Fact(id="audit", type="price", subject="Audit", value="1200", currency="EUR", tax="excl", tax_rate="20 %"),
    Fact(id="bound", type="term", subject="Contrat d'entretien", value="engagement 12 mois"),
    Fact(id="quote", type="term", subject="Devis", value="valable 60 jours"),
    Fact(id="carriage", type="delivery", subject="Frais de port", value="offerts dès 300 € HT"),
    Fact(id="free", type="delivery", subject="Carriage", value="free over €300"),
    Fact(id="visits", type="feature", subject="Service visits", value="4 visits a year"),
)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "Le contrat d'entretien est sans engagement.", "sans engagement"),
        ("fr", "Le contrat d'entretien vous engage pour deux ans.", "deux ans"),
        ("fr", "La TVA est à 5,5 %.", "5,5 %"),
        ("fr", "L'audit revient à 20 € HT par mois.", "20 € HT par mois"),
        ("fr", "Le règlement se fait comptant à la commande.", "comptant"),
        ("fr", "Le port est offert dès 200 € HT.", "port est offert"),
        ("en", "VAT is 5%.", "5%"),
        ("en", "Carriage is free with no minimum.", "Carriage is free"),
        ("en", "Payment is due with the order.", "with the order"),
        ("en", "The contract ties you in for two years.", "two years"),
    ],
)
def test_terms_that_are_not_those_of_the_facts_are_held(language: Language, text: str, passage: str) -> None:
    assert any(passage in found for _, found in findings(text, TERMS, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le contrat d'entretien vous engage pour un an."),
        ("fr", "Un premier entretien est sans engagement."),
        ("fr", "La TVA est à 20 %."),
        ("fr", "Le port est offert dès 300 € HT."),
        ("en", "VAT is 20%."),
        ("en", "Carriage is free over €300."),
        ("en", "You have a service visit every quarter."),
    ],
)
def test_terms_of_the_facts_pass(language: Language, text: str) -> None:
    assert findings(text, TERMS, language) == []


PROMISED = (
    Fact(id="care", type="discount", subject="Care Plan", value="15 %", valid_until="2026-12-31"),
    Fact(id="alto", type="delivery", subject="Alto", value="three weeks"),
    Fact(id="open", type="event", subject="Open day", value="2026-12-05"),
    Fact(id="plan", type="price", subject="Abonnement", value="49", currency="EUR", tax="excl", unit="month"),
    Fact(id="happy", type="statistic", subject="Customer satisfaction", value="94 %"),
)
MONDAY = "2026-11-23T10:00:00+01:00"


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "La remise de 15 % vaut jusqu'à Pâques.", "Pâques"),
        ("fr", "La remise de 15 % vaut jusqu'à Noël 2027.", "Noël 2027"),
        ("fr", "Le chauffeur passera entre 8 h et 10 h.", "10"),
        ("fr", "On dépanne même le dimanche.", "dimanche"),
        ("fr", "Le solde n'est dû qu'à soixante jours.", "soixante jours"),
        ("fr", "Tous nos clients sont satisfaits.", "Tous nos clients"),
        ("fr", "Nos équipes se déplacent jusqu'à Lorient sans supplément.", "sans supplément"),
        ("fr", "Elle a trois étoiles au guide.", "trois"),
        ("fr", "L'Alto arrive dans trois semaines, soit le 4 décembre.", "4 décembre"),
        ("en", "The 15% is yours until Burns Night.", "Burns Night"),
        ("en", "The driver comes between 8 am and 10 am.", "between 8 am and 10 am"),
        ("en", "We turn out on Sundays too.", "Sundays"),
        ("en", "The balance isn't due for sixty days.", "sixty days"),
        ("en", "Every single customer is happy.", "Every single customer"),
        ("en", "The caramel has three Great Taste stars.", "three"),
        ("en", "The case spends three business days with us.", "three business days"),
        ("en", "You have a full year to send it back.", "a full year"),
        ("en", "The helpline picks up inside two minutes.", "two minutes"),
        ("en", "The Alto takes three weeks, so by 1 December.", "1 December"),
    ],
)
def test_what_no_fact_promises_is_held(language: Language, text: str, passage: str) -> None:
    assert any(passage in found for _, found in findings(text, PROMISED, language, now=MONDAY))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Alto arrive dans trois semaines, soit vers le 14 décembre."),
        ("fr", "Pour un an d'abonnement, comptez 588 € HT."),
        ("fr", "94 clients sur 100 sont satisfaits."),
        ("fr", "Passez quand vous voulez entre 7 h et 16 h."),
        ("en", "The Alto takes three weeks, so around 14 December."),
        ("en", "94 customers in 100 are satisfied."),
        ("en", "Your driver said he would come between 8 and 10."),
    ],
)
def test_what_the_facts_come_to_passes(language: Language, text: str) -> None:
    assert findings(text, PROMISED, language, now=MONDAY) == []
