"""What a pack holds, when a stretch begins, which days follow a closure, what falls due when, and what stays."""

import pytest

from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.values import Money
from guardrails.draft import Fact, Language
from guardrails.folding import fold
from tests.guardrails.claims.given import findings

TIES = (
    Fact(id="ties", type="price", subject="cable ties / colliers, bag of 1000, sachet de 1000", value="11",
         currency="EUR", tax="excl"),
)  # fmt: skip
FIELD = (Fact(id="field", type="feature", subject="family field / camping famille", value="quiet from 22:00"),)
ROOMS = (Fact(id="rooms", type="event", subject="rooms / salles", value="2027-03-23 to 2027-03-24"),)
CLOSED = (Fact(id="closed", type="term", subject="fermeture estivale", value="fermé du 2 au 15 août"),)
POOL = (Fact(id="pool", type="feature", subject="weekly service", value="chemicals included"),)
BASIN = (Fact(id="pool", type="feature", subject="service hebdomadaire", value="produits compris"),)
PARTS = (Fact(id="parts", type="term", subject="paiement", value="40 % à la commande, 60 % à la mise en service"),)
MOVE = (
    Fact(id="shared", type="price", subject="shared load", value="14500", currency="ZAR", tax="incl"),
    Fact(id="own", type="price", subject="dedicated truck", value="19800", currency="ZAR", tax="incl"),
)
STUDIO = (Fact(id="room", type="price", subject="4 m x 3 m garden room", value="16800", currency="GBP", tax="incl"),)
FIXED = (Fact(id="fixed", type="term", subject="tarifs / prices", value="12 months, fixed"),)
VISITS = (
    Fact(id="plan", type="price", subject="monthly programme, 12 visits", value="24000", currency="AUD", tax="excl"),
    Fact(id="one", type="price", subject="one-off visit", value="2500", currency="AUD", tax="excl"),
)


@pytest.mark.parametrize(
    ("language", "right", "wrong", "passage", "facts"),
    [
        ("en", "Cable ties come with 1,000 in a bag.", "Cable ties come with 500 in a bag.", "500", TIES),
        ("fr", "Les colliers sont par sachet de 1000.", "Les colliers sont par sachet de 500.", "500", TIES),
        ("en", "The family field goes quiet at 10pm.", "The family field goes quiet at 11pm.", "11pm", FIELD),
        ("fr", "Le camping famille est calme à partir de 22 h.", "Le camping famille est calme à partir de 23 h.",
         "23 h", FIELD),
        ("en", "The rooms are yours on 23 and 24 March, a Tuesday and Wednesday.",
         "The rooms are yours on 23 and 24 March, a Monday and Tuesday.", "23 and 24 March", ROOMS),
        ("fr", "Les salles sont à vous les 23 et 24 mars (mardi et mercredi).",
         "Les salles sont à vous les 23 et 24 mars (lundi et mardi).", "23 et 24 mars", ROOMS),
        ("fr", "Nous fermons du 2 au 15 août et rouvrons le 16 août.",
         "Nous fermons du 2 au 15 août et rouvrons le 19 août.", "19 août", CLOSED),
        ("en", "In the weekly service, chemicals are included.",
         "In the weekly service, chemicals are billed separately.", "billed separately", POOL),
        ("fr", "Le service hebdomadaire vaut produits compris.", "Au service hebdomadaire, produits facturés à part.",
         "facturés à part", BASIN),
        ("fr", "40 % à la commande et 60 % à la mise en service.", "40 % à la commande et 60 % à la livraison.",
         "60 % à la livraison", PARTS),
        ("en", "A shared load is R14,500 and your own truck R19,800, so you save R5,300.",
         "A shared load is R14,500 and your own truck R19,800, so you save R6,300.", "R6,300", MOVE),
        ("en", "The garden room, that is 12 square metres, is £16,800.",
         "The garden room, that is 14 square metres, is £16,800.", "14", STUDIO),
        ("en", "Twelve visits cost $24,000, $2,000 a visit, and save you a fifth.",
         "Twelve visits cost $24,000, $2,000 a visit, and save you a quarter.", "a quarter", VISITS),
    ],
)  # fmt: skip
def test_only_what_the_fact_says_passes(
    language: Language, right: str, wrong: str, passage: str, facts: tuple[Fact, ...]
) -> None:
    assert findings(right, facts, language) == []
    held = [one for _, one in findings(wrong, facts, language)]
    assert any(passage in one or one in passage for one in held), held


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Prices are frozen for the first twelve months."),
        ("en", "The rent stays the same for two years."),
        ("en", "We will not raise prices before 2029."),
        ("fr", "Les prix sont bloqués pendant douze mois."),
        ("fr", "Le loyer ne bouge pas pendant deux ans."),
        ("en", "A fresh batch lands in mid-November."),
        ("en", "We get the next container in early June."),
        ("fr", "Nous serons réapprovisionnés en mars."),
        ("en", "The pensions upload is automatic from January."),
        ("fr", "La télédéclaration devient automatique en janvier."),
        ("fr", "La version allemande sort au printemps."),
        ("en", "From May the app also works offline."),
        ("fr", "La location revient un tiers moins cher."),
    ],
)
def test_promises_without_a_fact_are_held(language: Language, text: str) -> None:
    assert findings(text, (), language)


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "Prices are fixed for twelve months.", FIXED),
        ("fr", "Les tarifs sont fixes pendant douze mois.", FIXED),
        ("en", "I am available again from January.", ()),
        ("fr", "Je serai disponible en janvier.", ()),
        ("fr", "Votre budget repart en janvier.", ()),
        ("en", "Further visits are billed separately.", (Fact(id="v", type="feature", subject="contract",
                                                             value="first visit included"),)),
    ],
)  # fmt: skip
def test_what_a_fact_says_and_what_is_no_promise_passes(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    assert findings(text, facts, language) == []


def test_a_letter_before_a_number_is_rand_only_of_a_written_sum() -> None:
    found = find_measures(fold("R14,500 or EUR50 or CHF1,200, with gas R410 in an R750"), "en", None)
    assert [str(one.value.low) for one in found if isinstance(one.value, Money)] == ["14500", "50", "1200"]
    assert all(isinstance(one.value, Money) for one in found)
