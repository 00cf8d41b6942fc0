"""Values that stand in the place of a fact's: the customer's numbers, hours, stretches of days, amounts."""

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
    Fact(id="desks", type="quantity", subject="Architectes / Architects", value="7", source="rep"),
    Fact(id="licence", type="price", subject="Licence", value="900", currency="EUR", tax="excl"),
    Fact(id="bike", type="feature", subject="Triporteur T3 / T3 trike", value="charge utile 180 kg"),
    Fact(id="store", type="feature", subject="Batterie / Battery", value="30 kWh"),
    Fact(id="gym", type="feature", subject="Salle de sport / Gym", value="6:00 - 23:00"),
    Fact(id="cut", type="delivery", subject="Commandes avant 16 h / Orders in by 4 pm", value="same day"),
    Fact(id="sensor", type="stock", subject="Capteur C2 / C2 sensor", value="34"),
    Fact(id="salt", type="feature", subject="Chemicals", value="included"),
    Fact(id="sheet", type="price", subject="Drap / Sheet", value="1.35", currency="EUR", tax="excl"),
    Fact(id="towel", type="price", subject="Serviette / Towel", value="0.72", currency="EUR", tax="excl"),
    Fact(id="begun", type="statistic", subject="Année de création / Founded", value="1898"),
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
        ("fr", "Pour dix personnes, cela fait 6 300 € HT.", "dix"),
        ("fr", "Le triporteur T3 porte 138 kilos.", "138"),
        ("fr", "Elle stocke 50 kWh.", "50"),
        ("fr", "La salle ouvre de 5 h à 23 h.", "de 5 h à 23 h"),
        ("fr", "Les commandes reçues avant 18 h partent le jour même.", "avant 18 h"),
        ("fr", "Le stage va du lundi 14 au jeudi 18 décembre.", "lundi 14 au jeudi 18 décembre"),
        ("fr", "La maison remonte à 1789.", "1789"),
        ("fr", "Les capteurs C2 sont en rupture.", "en rupture"),
        ("fr", "Pas besoin de déclaration préalable.", "déclaration préalable"),
        ("fr", "En cas de retour, nous payons le port.", "payons le port"),
        ("fr", "Si cela reverdit, je le traite gratuitement.", "le traite gratuitement"),
        ("en", "C2 sensors are sold out.", "sold out"),
        ("en", "Chemicals are billed separately.", "billed separately"),
        ("en", "No planning consent is required for it.", "No planning consent"),
        ("en", "It's vet-approved.", "vet-approved"),
        ("en", "We belong to the Southern Movers' Guild.", "Southern Movers"),
        ("en", "The pilot comes with no cap on users.", "no cap on users"),
        ("en", "Orders by 6 p.m. leave the same day.", "by 6 p.m"),
        ("en", "For ten people that makes €6,300.", "ten"),
        ("en", "The T3 trike carries 138 kilos.", "138"),
        ("en", "The gym is open from 6 am to midnight.", "from 6 am to midnight"),
        ("en", "The firm goes back to 1789.", "1789"),
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
        ("fr", "Pour sept personnes, cela fait 6 300 € HT."),
        ("fr", "Le triporteur T3 porte 0,18 tonne."),
        ("fr", "Votre dépôt de 400 m² suffit."),
        ("fr", "La salle ouvre de 6 h à 23 h."),
        ("fr", "Je vous appelle de 9 h à 10 h."),
        ("fr", "Les commandes reçues avant 16 h partent le jour même."),
        ("fr", "Répondez-moi avant midi."),
        ("fr", "La maison remonte à 1898."),
        ("fr", "900 draps et 1 400 serviettes font 2 223 € HT par semaine."),
        ("fr", "Le capteur C2 n'a jamais été en rupture."),
        ("en", "For 900 sheets and 1,400 towels that is €2,223 a week before tax."),
        ("en", "If C2 sensors are out of stock, we tell you."),
        ("en", "Yes, cheese too. Please keep both in one room."),
        ("en", "Orders by four in the afternoon leave the same day."),
        ("en", "For seven people that makes €6,300."),
        ("en", "The gym is open from six in the morning to eleven at night."),
        ("en", "Are you open from 9 am to 11 pm?"),
        ("en", "The firm goes back to 1898."),
        ("en", "The lease runs for three years."),
    ],
)
def test_what_the_facts_say_passes(language: Language, text: str) -> None:
    assert findings(text, FACTS, language, now=NOW) == []
