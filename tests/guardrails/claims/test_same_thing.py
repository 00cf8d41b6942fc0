"""A fact contradicts, corrects or proves a claim only where both are about the same thing."""

import pytest

from guardrails.draft import Fact
from guardrails.verdict import Action
from tests.guardrails.claims.given import evidence, findings, judged

TOWER = (
    Fact(id="price", type="price", subject="Broyeur Taillis", value="2 340", currency="EUR", tax="excl"),
    Fact(id="other", type="price", subject="Lame de rechange", value="45", currency="EUR", tax="excl"),
    Fact(id="off", type="discount", subject="Broyeur Taillis", value="5 %"),
    Fact(id="deposit", type="term", subject="acompte", value="30 %"),
    Fact(id="repair", type="guarantee", subject="remplacement du moteur", value="12 mois"),
    Fact(id="bring", type="delivery", subject="Broyeur Taillis", value="72 h"),
    Fact(id="pay", type="term", subject="paiement", value="30 jours"),
    Fact(id="many", type="statistic", subject="clients", value="1 100"),
    Fact(id="since", type="statistic", subject="machines vendues depuis 2009", value="5 400"),
    Fact(id="noise", type="feature", subject="Broyeur Taillis", value="moteur de 9 kW, trémie de 30 cm"),
    Fact(id="basis", type="legal", subject="Broyeur Taillis",
         value="Remise calculée sur 2 463 € HT, prix le plus bas des 30 derniers jours avant l’offre."),
    Fact(id="mark", type="certification", subject="machine", value="marquage CE, norme EN 13525"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Le débit du réseau atteint 940 Mb/s.",
        "Le rétablissement est garanti en deux heures.",
        "La production de lait augmente de 27 %.",
        "Nous vous accordons 30 % de remise sur la lame.",
        "Nous reprenons votre vieille tondeuse 60 €.",
        "Vous gagnez deux mois gratuits.",
        "Le Broyeur Taillis a un bac de 50 litres.",
    ],
)
def test_a_claim_about_something_else_is_held_and_never_rewritten(text: str) -> None:
    report = judged(text, TOWER)
    assert {one.action for one in report.findings} == {Action.HOLD}
    assert report.evidence == ()


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Le Broyeur Taillis coûte 2 100 € HT.", "2 340 € HT"),
        ("L'acompte est de 40 %.", "30 %"),
        ("Le Broyeur Taillis est livré sous 24 h.", "72 heures"),
        ("Sur le Broyeur Taillis, la remise est de 15 %.", "5 %"),
    ],
)
def test_a_claim_about_the_same_thing_is_put_right(text: str, suggestion: str) -> None:
    (finding,) = judged(text, TOWER).findings
    assert (finding.suggestion or "").replace("\u202f", " ").replace("\u00a0", " ") == suggestion


def test_a_product_named_in_part_is_not_put_right_with_the_price_of_another() -> None:
    (finding,) = judged("Le Broyeur Taillis est à 2 340 € HT et la lame 40 € HT.", TOWER).findings
    assert (finding.action, finding.suggestion) == (Action.HOLD, None)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Remise calculée sur 2 463 € HT, prix le plus bas des 30 derniers jours avant l’offre.", {"basis"}),
        ("Le Broyeur Taillis est à 2 340 € HT et la lame 45 € HT.", {"price", "other"}),
        ("Nous en avons vendu 5 400 : la première de ces machines date, et depuis 2009 nous la suivons.", {"since"}),
        ("La machine porte le marquage CE et suit la norme EN 13525.", {"mark"}),
        ("Nous livrons le Broyeur Taillis sous 72 h. Le paiement est à 30 jours.", {"bring", "pay"}),
        ("Un moteur de 9 kW, une trémie de 30 cm : le Broyeur Taillis avale tout.", {"noise"}),
    ],
)
def test_what_a_fact_says_is_supported_by_it(text: str, facts: set[str]) -> None:
    assert findings(text, TOWER) == []
    assert {fact for fact, _ in evidence(text, TOWER)} >= facts


def test_another_standard_with_the_same_letters_is_not_attested() -> None:
    assert findings("La machine suit la norme EN 285.", TOWER) == [("claims.certification", "EN 285")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je vous contacte au nom de Maison Aubépine au sujet de Broyeur Taillis."),
        ("fr", "Les clients de Broyeur Taillis et de Maison Aubépine nous écrivent."),
        ("en", "Customers of Broyeur Taillis, such as Maison Aubépine."),
    ],
)
def test_the_sender_and_the_products_are_no_reference_customers(language: str, text: str) -> None:
    assert findings(text, TOWER, language, sender={"organisation": "Maison Aubépine"}) == []  # type: ignore[arg-type]
    assert findings("Des clients comme Lebrun.", TOWER, sender={"organisation": "Maison Aubépine"}) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J'ai vérifié deux points ; vous occupez 3 bureaux au 2e étage et vous êtes 18."),
        ("fr", "Je vous livre mon avis en fin de semaine, après trente minutes de lecture."),
        ("fr", "Un an après notre rencontre, votre fils a 12 ans et vous avez deux machines."),
        ("fr", "Votre contrat actuel vous coûte 79 € par mois et votre chiffre d'affaires de 480 000 € progresse."),
        ("fr", "Nous sommes ouverts six jours sur sept, et le standard répond dès huit heures."),
        ("en", "I called you twice; you had three accountants in five years and farm 320 acres."),
        ("en", "You pay £70 a month today, and your turnover of £410,000 is fine."),
        ("en", "Two of our engineers will look at the two data regions in room 204."),
    ],
)
def test_the_readers_own_figures_and_small_talk_are_no_claims(language: str, text: str) -> None:
    assert findings(text, TOWER, language) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("Je veux une remise de 40 %.", "Nous vous accordons 40 % de remise."),
        ("Vous m'aviez promis 900 €.", "Le prix est de 900 €."),
        ("L'offre finit le 15 décembre, n'est-ce pas ?", "L'offre expire le 15 décembre."),
        ("Il vous reste 2 exemplaires ?", "Il ne reste que 2 exemplaires."),
        ("La garantie est bien de 10 ans ?", "La garantie est de 10 ans."),
        ("Vous êtes bien certifiés ISO 9001 ?", "Nous sommes certifiés ISO 9001."),
        ("Vous livrez en 24 h ?", "Nous livrons en 24 h."),
        ("Vous avez 9 000 clients, je crois.", "Nous avons 9 000 clients."),
    ],
)
@pytest.mark.parametrize("facts", [(), TOWER])
def test_nothing_that_a_customer_wrote_proves_an_offer(heard: str, text: str, facts: tuple[Fact, ...]) -> None:
    assert findings(text, facts, thread=[heard]) == findings(text, facts) != []
