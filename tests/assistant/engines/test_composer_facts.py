"""Which facts enter a mail, and how they read."""

from itertools import product

import pytest

from assistant.engines.request import Correspondent, Occasion, Tone
from guardrails.draft import Fact, Language
from tests.assistant.engines.composer_requests import FACTS, PAUL, plain, write


def fact(kind: str, value: str, subject: str | None = "Licence Pro", **more: object) -> Fact:
    return Fact(**{"id": f"{kind}-{value}", "type": kind, "subject": subject, "value": value, **more})  # pyright: ignore[reportArgumentType]


def bodies(occasion: Occasion, facts: tuple[Fact, ...], language: Language = "fr", **changed: object) -> list[str]:
    """The mail in all tones and several variations."""
    return [
        plain(write(occasion, tone, language, facts=facts, variation=variation, **changed).body)
        for tone, variation in product(Tone, range(4))
    ]


@pytest.mark.parametrize(
    ("one", "occasion", "french", "english"),
    [
        (
            fact("price", "1200", currency="EUR", tax="excl", unit="year"),
            Occasion.QUOTE,
            "1 200 € HT par an",
            "€1,200 excl. VAT per year",
        ),
        (fact("discount", "10"), Occasion.QUOTE, "remise de 10 %", "discount of 10%"),
        (fact("discount", "100", currency="EUR"), Occasion.QUOTE, "remise de 100 €", "discount of €100"),
        (
            fact("deadline", "2026-12-31"),
            Occasion.QUOTE,
            "valable jusqu’au 31 décembre 2026",
            "valid until 31 December 2026",
        ),
        (fact("delivery", "10 jours ouvrés"), Occasion.QUOTE, "10 jours ouvrés", "10 working days"),
        (
            fact("delivery", "2026-12-03"),
            Occasion.QUOTE,
            "est prévue le 3 décembre 2026",
            "is planned for 3 December 2026",
        ),
        (fact("guarantee", "5 years"), Occasion.QUOTE, "5 ans", "5 years"),
        (fact("term", "2027-01-31"), Occasion.RENEWAL, "31 janvier 2027", "31 January 2027"),
        (fact("term", "36 mois"), Occasion.RENEWAL, "36 mois", "36 months"),
        (fact("certification", "ISO 27001"), Occasion.FIRST_CONTACT, "ISO 27001", "ISO 27001"),
    ],
)
def test_facts_read_as_each_language_writes_them(one: Fact, occasion: Occasion, french: str, english: str) -> None:
    assert all(french in body for body in bodies(occasion, (one,)))
    assert all(english in body for body in bodies(occasion, (one,), "en"))


def test_a_discount_is_never_told_without_its_deadline_and_conditions() -> None:
    facts = (
        fact("price", "540", currency="EUR"),
        fact("discount", "8 %"),
        fact("quantity", "20", unit="piece"),
        fact("deadline", "2026-12-31"),
        fact("term", "Remise à partir de 20 licences livrées à la même adresse."),
    )
    for body in bodies(Occasion.QUOTE, facts):
        assert (
            "remise de 8 % est prévue jusqu’au 31 décembre 2026, aux conditions suivantes : remise à partir de 20"
            in body
        )
        assert "Quantité" not in body


def test_where_the_pair_finds_no_room_neither_is_told() -> None:
    facts = (*(fact("price", str(price), f"Module {price}") for price in (100, 200, 300)), *FACTS[1:3])
    for body in bodies(Occasion.QUOTE, facts):
        assert "10 %" not in body
        assert "décembre" not in body


def test_at_most_four_facts() -> None:
    facts = tuple(fact("price", str(price), f"Module {price}") for price in (101, 102, 103, 104, 105, 106))
    for body in bodies(Occasion.QUOTE, facts):
        assert sum(f"{price} €" in body for price in range(101, 107)) == 4


@pytest.mark.parametrize(
    ("occasion", "point", "expected", "absent"),
    [
        (Occasion.FOLLOW_UP, "préciser la garantie", "5 ans", "Orion"),
        (Occasion.THANKS, "remercier pour sa visite", "votre visite", "1 200"),
        (Occasion.APOLOGY, "s'excuser pour le retard", "le retard", "1 200"),
        (Occasion.FIRST_CONTACT, "présenter notre logiciel", "logiciel", "1 200"),
        (Occasion.FOLLOW_UP, "revenir sur Orion", "99 €", "1 200"),
    ],
)
def test_only_facts_that_fit_points_and_occasion(occasion: Occasion, point: str, expected: str, absent: str) -> None:
    facts = (*FACTS, fact("price", "99", "Orion", currency="EUR"))
    for body in bodies(occasion, facts, points=(point,)):
        assert expected in body
        assert absent not in body


def test_stock_is_told_only_when_somebody_asks() -> None:
    stock = (fact("stock", "3", unit="piece"), fact("price", "1200"))
    assert all("stock" not in body for body in bodies(Occasion.QUOTE, stock))
    asked = bodies(Occasion.ANSWER, stock, incoming="Est-ce disponible en stock ?")
    assert all("3 unités" in body and "plus que" not in body for body in asked)


@pytest.mark.parametrize("limits", [{"valid_until": "2026-11-01"}, {"valid_from": "2027-01-11"}])
def test_facts_count_only_while_they_hold(limits: dict[str, str]) -> None:
    assert all("10 %" not in body for body in bodies(Occasion.QUOTE, (fact("discount", "10 %", **limits),)))


def test_what_the_rep_stated_is_not_told_twice() -> None:
    stated = Fact(id="rep-1", type="date", value="2026-11-26", source="rep")
    for body in bodies(Occasion.EVENT, (stated,), points=("l'inviter jeudi 26 novembre",)):
        assert body.count("26 novembre") == 1


def test_an_english_mail_takes_english_twins_and_a_french_one_never() -> None:
    french, english = bodies(Occasion.FIRST_CONTACT, FACTS), bodies(Occasion.FIRST_CONTACT, FACTS, "en")
    assert all("le suivi des devis" in body or "du suivi des devis" in body for body in french)
    assert all("tracking" not in body for body in french)
    assert all("real-time tracking of quotes" in body and "suivi" not in body for body in english)


def test_a_value_in_the_other_language_is_left_out() -> None:
    term = fact("term", "sans engagement et avec un préavis de deux mois")
    assert all("préavis" in body for body in bodies(Occasion.RENEWAL, (term,)))
    assert all("préavis" not in body for body in bodies(Occasion.RENEWAL, (term,), "en"))


def test_a_price_that_is_no_number_is_left_out() -> None:
    assert all("sur devis" not in body for body in bodies(Occasion.QUOTE, (fact("price", "sur devis"),)))


def test_sentences_of_the_catalogue_stand_as_they_are() -> None:
    facts = (
        fact("feature", "Le tissu se lave à 30 °C."),
        fact("reference", "Atelier Nord travaille avec nous.", "Atelier Nord"),
    )
    for body in bodies(Occasion.FIRST_CONTACT, facts):
        assert "Le tissu se lave à 30 °C." in body
        assert "Atelier Nord travaille avec nous." in body


def test_a_feature_that_the_rep_told_is_not_told_again() -> None:
    facts = (fact("feature", "La pose prend une demi-journée et peut se faire un samedi."),)
    for body in bodies(Occasion.FOLLOW_UP, facts, points=("rappeler que la pose prend une demi-journée",)):
        assert body.count("prend une demi-journée") == 1


def test_several_products_are_named_each_time() -> None:
    facts = (fact("price", "100", "Orion"), fact("price", "200", "Vega"), fact("guarantee", "2 ans", "Vega"))
    for body in bodies(Occasion.QUOTE, facts):
        assert body.count("Vega") == 2


def test_general_terms_wait_until_somebody_asks() -> None:
    facts = (
        fact("price", "100", "Orion"),
        fact("term", "14 jours", "droit de rétractation"),
        fact("delivery", "3 semaines", "Royaume-Uni"),
    )
    assert all("14 jours" not in body and "3 semaines" not in body for body in bodies(Occasion.QUOTE, facts))
    asked = bodies(Occasion.ANSWER, facts, incoming="Livrez-vous au Royaume-Uni ?")
    assert all("3 semaines" in body and "le Royaume-Uni" in body and "14 jours" not in body for body in asked)


def test_our_own_certification_suits_any_product() -> None:
    sender = Correspondent(name=PAUL.name, company="Vendeur SAS")
    facts = (fact("feature", "le suivi des devis"), fact("certification", "ISO 14001", "Vendeur SAS"))
    assert all("ISO 14001" in body for body in bodies(Occasion.FIRST_CONTACT, facts, sender=sender))


def test_the_contract_that_ends_is_the_topic_of_a_renewal() -> None:
    facts = (fact("term", "2027-01-31", "Contrat Sérénité n° 118"), fact("price", "1480", "Contrat Sérénité"))
    for tone, variation in product(Tone, range(4)):
        mail = write(Occasion.RENEWAL, tone, facts=facts, variation=variation)
        assert "Contrat Sérénité n° 118" in plain(mail.subject + mail.body)
        assert "31 janvier 2027" in plain(mail.body)
        assert "1 480 €" in plain(mail.body)


def test_past_dates_invite_nobody() -> None:
    founded = fact("date", "2012-03-05", "création de l'entreprise")
    assert all("2012" not in body for body in bodies(Occasion.EVENT, (founded,)))
