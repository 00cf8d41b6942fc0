"""What is told in passing: customers, units of prices, waivers, days without a month, and small talk beside them."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

SHOP = (
    Fact(id="walk", type="price", subject="balade", value="14", currency="EUR", tax="incl", unit="personne"),
    Fact(id="coach", type="price", subject="coach", value="640", currency="EUR", tax="incl", unit="day"),
    Fact(id="wine", type="price", subject="Picpoul, case of 12", value="96", currency="EUR", unit="case"),
    Fact(id="heads", type="quantity", subject="participants", value="20"),
    Fact(id="bound", type="term", subject="Engagement", value="aucun"),
    Fact(id="post", type="term", subject="Franco de port", value="dès 200 €"),
    Fact(id="cool", type="term", subject="cooling-off period", value="14 days"),
    Fact(id="kit", type="delivery", subject="cuisine", value="6 à 8 semaines"),
    Fact(id="first", type="event", subject="stage, premier jour", value="2026-12-14"),
    Fact(id="last", type="event", subject="stage, dernier jour", value="2026-12-19"),
    Fact(id="bikes", type="stock", subject="vélos", value="4"),
    Fact(id="ref", type="reference", subject="client", value="Kerr Logistics"),
)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("en", "We have also fitted Ashdown Lodge.", "Ashdown Lodge"),
        ("en", "Kerr Logistics is a client, and so is the Spike Island Hotel.", "the Spike Island Hotel"),
        ("en", "Ask Pendle Academy how the boiler has behaved.", "Pendle Academy"),
        ("fr", "Nous entretenons aussi le Lycée Jean-Rostand.", "Lycée Jean-Rostand"),
        ("fr", "Appelez le Camping des Pins, ils vous raconteront.", "Camping des Pins"),
        ("en", "The coach is €640 per passenger.", "€640 per passenger"),
        ("fr", "La balade est à 14 € TTC pour le groupe.", "14 € TTC"),
        ("fr", "La balade coûte 280 € TTC par personne.", "280 € TTC par personne"),
        ("en", "For all of them together you pay €14.", "€14"),
        ("en", "I have all six in the shop.", "six"),
        ("fr", "Votre cuisine est dans votre salon sous 48 heures.", "48 heures"),
        ("fr", "Nous proposons un crédit à taux zéro.", "crédit à taux zéro"),
        ("fr", "Le premier jour du stage est le mardi 15 décembre.", "mardi 15 décembre"),
    ],
)
def test_what_no_fact_bears_out_is_held(language: Language, text: str, passage: str) -> None:
    assert any(passage in found or found in passage for _, found in findings(text, SHOP, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I was parked outside Harbour House and had a table at the Swan Inn."),
        ("en", "Lovely to meet Sister Agnes. Security at the gate know me."),
        ("fr", "J'ai croisé votre collègue au Lycée Pasteur. D'ailleurs, demandez à Julie si elle est libre."),
        ("fr", "La balade est à 14 € TTC par personne, soit 280 € TTC pour le groupe."),
        ("en", "A case is €96, so €8 a bottle."),
        ("fr", "C'est sans engagement."),
        ("fr", "Vingt balades font 280 € TTC, port offert."),
        ("en", "You have a fortnight to change your mind."),
        ("fr", "Le stage va du lundi 14 au samedi 19 décembre."),
        ("fr", "En décembre, venez du lundi 14 au samedi 19."),
        ("fr", "Merci de m'avoir reçu vendredi. Un technicien sera sur place, la réserve abrite un chat."),
        ("en", "The workshop is shut on Good Friday. See you at the show on Saturday?"),
    ],
)
def test_what_a_fact_grants_or_nobody_claims_passes(language: Language, text: str) -> None:
    assert findings(text, SHOP, language) == []
