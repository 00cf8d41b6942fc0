"""Years in business, days after, trials, what certificates last, and values that each have a fact of their own."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

FOUNDED = (Fact(id="since", type="date", subject="Press founded / maison fondée", value="1998"),)
CERTIFICATES = (Fact(id="paper", type="delivery", subject="Certificates / attestations", value="5 working days"),)
TRIAL = (Fact(id="trial", type="term", subject="Home trial / essai à domicile", value="100 nights"),)
CARD = (Fact(id="card", type="certification", subject="Certificate", value="PHECC First Aid, valid 2 years"),)
CACES = (Fact(id="caces", type="legal", subject="Validité du CACES", value="5 ans"),)
TILE = (Fact(id="tile", type="price", subject="Carreau, tile", value="39", currency="EUR", tax="excl",
             tax_rate="20 %", unit="m²"),)  # fmt: skip
HIRE = (
    Fact(id="up", type="date", subject="Set-up / pose", value="2026-12-10"),
    Fact(id="down", type="date", subject="Pickup / reprise", value="2026-12-14"),
)
TYRES = (
    Fact(id="tyre", type="price", subject="Drive axle tyre", value="365", currency="GBP", tax="excl", unit="tyre"),
    Fact(id="fit", type="price", subject="Fitting and balancing", value="22", currency="GBP", tax="excl", unit="tyre"),
)
RESCUE = (
    Fact(id="repair", type="delivery", subject="Dépannage", value="4 h après appel"),
    Fact(id="stuck", type="delivery", subject="Personne bloquée", value="1 h après appel"),
)
PALLETS = (Fact(id="ten", type="discount", subject="Ten pallets or more", value="5 %"),)
PALETTES = (Fact(id="dix", type="discount", subject="À partir de 10 palettes", value="5 %"),)
PUMPING = (Fact(id="pump", type="term", subject="Pumping / pompage", value="once a day, une fois par jour"),)
LOAN = (Fact(id="loan", type="price", subject="Day delegate rate", value="46", currency="GBP", tax="incl",
             unit="delegate"),)  # fmt: skip
NONE_LEFT = (Fact(id="none", type="stock", subject="Pump X200 / pompe X200", value="0"),)
SOME_LEFT = (Fact(id="some", type="stock", subject="Pump X200 / pompe X200", value="12"),)
SLOW = (Fact(id="slow", type="delivery", subject="Pump X200 / pompe X200", value="10 working days"),)


@pytest.mark.parametrize(
    ("language", "right", "wrong", "facts"),
    [
        ("en", "We have been doing this for 28 years.", "We have been doing this for 35 years.", FOUNDED),
        ("en", "We have almost thirty years of experience.", "We have fifty years of experience.", FOUNDED),
        ("fr", "Nous exerçons depuis près de trente ans.", "Nous exerçons depuis près de cinquante ans.", FOUNDED),
        ("en", "The certificates arrive within five working days.", "The certificates reach you the following working "
         "day.", CERTIFICATES),
        ("fr", "Les attestations arrivent sous cinq jours ouvrés.", "Les attestations vous parviennent le jour ouvré "
         "suivant.", CERTIFICATES),
        ("en", "You can sleep on it for 100 nights.", "You can sleep on it for 120 nights.", TRIAL),
        ("fr", "Vous avez cent nuits pour l'essayer.", "Vous avez un an pour l'essayer et le rendre.", TRIAL),
        ("en", "The card is good for two years.", "The card is good for five years.", CARD),
        ("fr", "Le certificat vaut ensuite cinq ans.", "Le certificat vaut ensuite dix ans.", CACES),
        ("fr", "Hors taxes, le carreau est à 39 € le mètre carré.", "Taxes comprises, le carreau est à 39 € le mètre "
         "carré.", TILE),
        ("en", "VAT included, the tile is €46.80 a square metre.", "VAT included, the tile is €39 a square metre.",
         TILE),
        ("en", "We set up Thursday, December 10 and are back Monday the 14th.",
         "We set up Thursday, December 10 and are back Tuesday the 14th.", HIRE),
        ("fr", "La pose a lieu le jeudi 10 décembre et la reprise le lundi 14.",
         "La pose a lieu le jeudi 10 décembre et la reprise le mardi 14.", HIRE),
        ("en", "The tyres are £365 apiece and £22 a tyre to fit and balance.",
         "The tyres are £365 apiece and £32 a tyre to fit and balance.", TYRES),
        ("fr", "Un technicien vient dans les quatre heures, et dans l'heure lorsqu'une personne est bloquée.",
         "Un technicien vient dans les trois heures, et dans l'heure lorsqu'une personne est bloquée.", RESCUE),
        ("en", "Since you take twelve, 5% volume break applies.", "Since you take five, the 5% volume break applies.",
         PALLETS),
        ("fr", "Comme vous en prenez douze, la remise de 5 % s'applique.",
         "Comme vous en prenez cinq, la remise de 5 % s'applique.", PALETTES),
        ("en", "My trucks do the pumping once a day.", "My trucks do the pumping morning and evening.", PUMPING),
        ("fr", "Mes camions assurent le pompage une fois par jour.", "Mes camions assurent le pompage matin et soir.",
         PUMPING),
        ("en", "The X200 is sold out until spring.", "We have plenty of X200 in the yard.", NONE_LEFT),
        ("fr", "Nous avons encore la X200 en rayon.", "La X200 est épuisée.", SOME_LEFT),
        ("en", "It ships within ten working days.", "It ships the day you order.", SLOW),
        ("fr", "Elle part sous dix jours ouvrés.", "Elle part le jour de votre commande.", SLOW),
        ("en", "Our day rate is £46 a head.", "Our day rate is £46 for the sixty of you.", LOAN),
    ],
)  # fmt: skip
def test_only_what_the_facts_say_passes(language: Language, right: str, wrong: str, facts: tuple[Fact, ...]) -> None:
    assert findings(right, facts, language) == []
    assert findings(wrong, facts, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We staffed Pennine Soups all through last summer."),
        ("en", "The owners get six hours back every month."),
        ("fr", "Nous avons formé tout le Secours en Montagne de Barèges."),
        ("fr", "Les Établissements Hardy sont avec nous depuis le printemps."),
        ("fr", "Nos clients divisent leur facture par trois."),
        ("fr", "Toute pénalité de retard due à notre fait vous est remboursée."),
        ("en", "You would sign for twelve months."),
        ("en", "Delivery of the pump is thrown in."),
        ("en", "I can knock a bit off if you take two."),
    ],
)
def test_what_no_fact_says_is_held(language: Language, text: str) -> None:
    assert findings(text, (), language)
