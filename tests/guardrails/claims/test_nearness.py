"""What a value or a name stands beside decides what it claims: lists, places, parts, stretches of time."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import evidence, findings

WORKSHOP = (
    Fact(id="ref", type="reference", subject="client de référence", value="Château de Boussac"),
    Fact(id="lab", type="certification", subject="capteur Oxy", value="IP68"),
    Fact(id="pend", type="certification", subject="ISO 27001", value="audit en cours, non certifié"),
    Fact(id="cyber", type="certification", subject="company", value="Cyber Essentials (not Plus)"),
    Fact(id="day", type="event", subject="atelier audio", value="2027-01-14, Limoges"),
    Fact(id="ins", type="term", subject="insurance", value="not included"),
    Fact(id="tank", type="guarantee", subject="cuve Onda", value="5 ans"),
    Fact(id="pump", type="guarantee", subject="compresseur Onda", value="2 ans"),
    Fact(id="ship", type="delivery", subject="expédition", value="lendemain"),
    Fact(id="load", type="feature", subject="plateau", value="charge 2 000 kg"),
    Fact(id="fee", type="price", subject="honoraires", value="18 % du salaire", tax="excl"),
    Fact(id="seat", type="price", subject="poste", value="39", currency="EUR", tax="excl", unit="person/month"),
    Fact(id="rent", type="price", subject="nacelle", value="310", currency="EUR", tax="excl", unit="day"),
    Fact(id="lamp", type="price", subject="lampe", value="46", currency="EUR", tax="excl"),
)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("fr", "Le château de Boussac et le musée d'Orsay l'ont adopté.", "musée d'Orsay"),
        ("en", "It runs at Château de Boussac and at the National Theatre.", "National Theatre"),
        ("en", "The capteur is rated IP68 and ATEX.", "ATEX"),
        ("fr", "Nous sommes certifiés ISO 27001.", "ISO 27001"),
        ("en", "We hold Cyber Essentials Plus.", "Cyber Essentials Plus"),
        ("fr", "Notre atelier audio se tiendra à Bordeaux.", "Bordeaux"),
        ("en", "Our atelier audio takes place at Eden Court in Inverness.", "Eden Court"),
        ("en", "Insurance is included.", "included"),
        ("fr", "La cuve est garantie cinq ans et le compresseur cinq ans.", "cinq ans"),
        ("fr", "L'expédition se fait le jour même.", "le jour même"),
        ("fr", "Le plateau porte une charge de trois tonnes.", "trois"),
        ("fr", "Le poste est à 39 € HT par mois pour toute l'équipe.", "39 € HT par mois"),
        ("fr", "L'atelier audio est dans trois mois.", "trois mois"),
        ("en", "You can end the contract whenever you like.", "end the contract whenever you like"),
        ("fr", "Tout commerçant doit renouveler sa caisse.", "Tout commerçant doit renouveler sa caisse"),
    ],
)
def test_what_stands_beside_a_fact_and_differs_is_doubted(language: Language, text: str, passage: str) -> None:
    assert passage in [found for _, found in findings(text, WORKSHOP, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le château de Boussac l'a adopté, et Marie vous racontera."),
        ("en", "Château de Boussac in Creuse uses it, and you may ring them."),
        ("fr", "Notre atelier audio se tiendra à Limoges, loin de votre bureau à Lyon."),
        ("en", "We met at Glasgow; the atelier audio is in Limoges."),
        ("fr", "L'atelier audio est dans huit semaines."),
        ("en", "Insurance is extra, VAT is included."),
        ("fr", "La cuve est garantie cinq ans et le compresseur deux ans."),
        ("fr", "La cuve est garantie cinq ans, le compresseur pendant deux."),
        ("fr", "L'expédition se fait le lendemain."),
        ("fr", "Le plateau porte une charge de deux tonnes."),
        ("fr", "Pour un salaire de 45 000 €, les honoraires sont de 8 100 € HT."),
        ("fr", "La nacelle revient à 1 550 € HT la semaine."),
        ("fr", "Une lampe coûte 46 € HT, la douzaine 552 € HT."),
        ("en", "Every guest must bring a coat."),
        ("en", "Shall we have lunch in York before the atelier audio?"),
        ("en", "It took two weeks to find the cuve a home."),
        ("fr", "Toutes les nacelles doivent être rendues propres."),
        ("en", "I was in the 1954 building for two days."),
    ],
)
def test_the_same_thing_in_other_words_and_small_talk_stay_quiet(language: Language, text: str) -> None:
    assert findings(text, WORKSHOP, language) == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Le plateau porte une charge de deux tonnes.", "load"),
        ("Pour un salaire de 45 000 €, les honoraires sont de 8 100 € HT.", "fee"),
        ("Une lampe coûte 46 € HT, la paire 92 € HT.", "lamp"),
        ("Le poste coûte moins de 1,50 € HT par jour.", "seat"),
    ],
)
def test_converted_and_reckoned_values_have_evidence(text: str, fact: str) -> None:
    assert fact in [found for found, _ in evidence(text, WORKSHOP)]
