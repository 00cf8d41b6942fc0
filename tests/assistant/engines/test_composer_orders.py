"""Points that ask for something to be told: facts tell it, or the mail says honestly that the answer follows."""

from itertools import product

import pytest

from assistant.engines.composer.countries import countries_in, delivered_to, towards
from assistant.engines.composer.subjects import subject_values
from assistant.engines.request import Occasion, Tone
from guardrails.draft import Fact, Language
from tests.assistant.engines.composer_requests import exchange, plain, sentences, write

DESK = (
    Fact(id="p", type="price", subject="Nordet 140", value="720", currency="EUR", tax="excl", unit="piece"),
    Fact(id="g", type="guarantee", subject="Nordet 140", value="6 ans"),
    Fact(id="d", type="delivery", subject="Nordet 140", value="9 jours", source="délais constatés, France"),
    Fact(id="f", type="feature", subject="Nordet 140", value="Le plateau porte 80 kg."),
    Fact(id="f-en", type="feature", subject="Nordet 140", value="The top carries 80 kg."),
)
CHAIR = (Fact(id="c", type="price", subject="Suroît", value="310", currency="EUR", tax="excl", unit="piece"),)
ABROAD = (
    Fact(id="uk", type="delivery", subject="Royaume-Uni", value="4 semaines"),
    Fact(id="uk-en", type="delivery", subject="United Kingdom", value="4 weeks"),
)
HOME = tuple(fact for fact in DESK if fact.type != "delivery")
WAYS = tuple(product(Tone, range(4)))


def bodies(
    points: tuple[str, ...],
    facts: tuple[Fact, ...],
    language: Language = "fr",
    occasion: Occasion = Occasion.FOLLOW_UP,
    incoming: str | None = None,
) -> list[str]:
    return [
        plain(write(occasion, tone, language, points=points, facts=facts, variation=number, incoming=incoming).body)
        for tone, number in WAYS
    ]


@pytest.mark.parametrize(
    ("language", "point", "told", "left_out"),
    [
        ("fr", "préciser le délai de livraison et la garantie", ("9 jours", "6 ans"), ("720", "80 kg")),
        ("fr", "lui donner le tarif", ("720 € HT",), ("6 ans", "80 kg")),
        ("fr", "rappeler le prix", ("720 € HT",), ("9 jours",)),
        ("fr", "dire quand il sera livré", ("9 jours",), ("720",)),
        ("en", "give the price and the guarantee", ("€720", "6 years"), ("80 kg",)),
        ("en", "tell her about the guarantee", ("6 years",), ("€720",)),
        ("en", "tell her how much it costs", ("€720",), ("6 years",)),
    ],
)
def test_facts_do_what_the_order_asks_and_the_order_is_not_announced(
    language: Language, point: str, told: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    for body in bodies((point,), DESK, language):
        assert all(one in body for one in told)
        assert not any(one in body for one in left_out)
        assert "précise" not in body
        assert "donner le" not in body
        assert "I would like to give" not in body
        assert "je vérifie" not in body
        assert "check" not in body


@pytest.mark.parametrize(
    ("language", "point", "gap"),
    [
        ("fr", "donner le prix et la remise", "les conditions commerciales"),
        ("fr", "donner le prix et le délai de livraison en Norvège", "la livraison en Norvège"),
        ("fr", "indiquer le prix et l'adresse du dépôt", "l’adresse du dépôt"),
        ("en", "give her the price and the discount for 12 desks", "the commercial terms"),
        ("en", "give the price and the delivery time to Norway", "delivery to Norway"),
        ("en", "give the price and the delivery time to the Netherlands", "delivery to the Netherlands"),
    ],
)
def test_what_no_fact_tells_follows_and_is_never_said_to_exist(language: Language, point: str, gap: str) -> None:
    for body in bodies((point,), DESK, language):
        assert "720" in body
        assert gap in body
        assert "je reviens vers vous" in body or "come back to you" in body
        assert "remise" not in body
        assert "discount" not in body
        assert "9 jours" not in body
        assert "9 days" not in body


def test_a_named_country_has_its_own_delivery_time() -> None:
    for body in bodies(("give the delivery time to the UK",), (*DESK, *ABROAD), "en"):
        assert "4 weeks" in body
        assert "the United Kingdom" in body
        assert "9 days" not in body
    for body in bodies((), (*DESK, *ABROAD), "fr", Occasion.ANSWER, "Quel délai pour livrer au Royaume-Uni ?"):
        assert "4 semaines" in body
        assert "9 jours" not in body


def test_without_a_product_s_own_time_that_of_the_reader_s_country_answers() -> None:
    for body in bodies(("tell her when it can be delivered",), (*HOME, *ABROAD), "en"):
        assert "4 weeks" in body
        assert "the United Kingdom" in body


def test_a_source_may_say_where_a_time_holds() -> None:
    assert all("9 jours" in body for body in bodies(("donner le délai de livraison en France",), DESK))


def test_each_product_that_is_named_is_told_apart() -> None:
    for body in bodies(("donner le prix du Nordet 140 et du Suroît",), (*DESK, *CHAIR)):
        assert "720 €" in body
        assert "310 €" in body
        assert "Nordet 140" in body
        assert "Suroît" in body
    for body in bodies(("donner la garantie du Nordet 140 et du Suroît",), (*DESK, *CHAIR)):
        assert "6 ans" in body
        assert "la garantie de Suroît" in body.replace("du Suroît", "de Suroît")


def test_a_discount_told_on_request_keeps_its_conditions() -> None:
    facts = (
        *DESK,
        Fact(id="o", type="discount", subject="Nordet 140", value="6 %"),
        Fact(id="o2", type="deadline", subject="Nordet 140", value="2026-12-20"),
        Fact(id="o3", type="term", subject="Nordet 140", value="Remise à partir de 8 bureaux."),
    )
    for body in bodies(("donner la remise",), facts):
        assert "6 %" in body
        assert "20 décembre 2026" in body
        assert "à partir de 8 bureaux" in body


@pytest.mark.parametrize(
    ("subject", "language", "said", "expected"),
    [
        ("Nordet 140", "fr", "la garantie du Nordet 140", "le Nordet 140"),
        ("Nordet 140", "fr", "au sujet de la Nordet 140", "la Nordet 140"),
        ("Nordet 140", "fr", "Nordet 140 : prix", "Nordet 140"),
        ("Alizé", "fr", "le prix de l'Alizé", "Alizé"),
        ("Alizé", "fr", "un Alizé pour le salon", "l'Alizé"),
        ("Licence Pro", "fr", "un Licence Pro", "la Licence Pro"),
        ("Nordet 140", "en", "the price of the Nordet 140", "the Nordet 140"),
        ("Nordet 140", "en", "price of Nordet 140", "Nordet 140"),
    ],
)
def test_a_product_takes_the_article_that_it_was_given(
    subject: str, language: Language, said: str, expected: str
) -> None:
    assert subject_values(subject, language, said)["s"] == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("livraison au Royaume-Uni", ("GB",)),
        ("delivery to the UK or Germany", ("GB", "DE")),
        ("aux États-Unis", ("US",)),
        ("la chaise est noire", ()),
        ("us and them, in no country", ()),
    ],
)
def test_countries_are_recognised(text: str, codes: tuple[str, ...]) -> None:
    assert countries_in(text) == codes


def test_a_country_counts_only_where_delivery_is_spoken_of() -> None:
    assert delivered_to("Our office in Germany is small. Can you deliver to Ireland?") == ("IE",)


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("DE", "fr", "en Allemagne"),
        ("GB", "fr", "au Royaume-Uni"),
        ("NL", "fr", "aux Pays-Bas"),
        ("IQ", "fr", "en Irak"),
        ("MX", "fr", "au Mexique"),
        ("MT", "fr", "à Malte"),
        ("US", "en", "to the United States"),
        ("NO", "en", "to Norway"),
    ],
)
def test_countries_take_their_preposition(code: str, language: Language, expected: str) -> None:
    assert towards(code, language) == expected


class TestAnswers:
    MAIL = "Le plateau porte combien de kilos ? Et le prix ?\n\n> Avez-vous un autre modèle en stock, et la garantie ?"

    def test_a_feature_answers_the_question_that_names_it(self) -> None:
        for body in bodies((), DESK, occasion=Occasion.ANSWER, incoming=self.MAIL):
            assert "plateau porte 80 kg" in body
            assert "720 €" in body

    def test_what_the_mail_quotes_asks_for_nothing(self) -> None:
        for body in bodies((), DESK, occasion=Occasion.ANSWER, incoming=self.MAIL):
            assert "6 ans" not in body
            assert "stock" not in body

    @pytest.mark.parametrize("occasion", [Occasion.APOLOGY, Occasion.THANKS])
    def test_a_complaint_is_no_request_for_figures(self, occasion: Occasion) -> None:
        complaint = "Commande livrée en retard : délai annoncé de 9 jours, prix 720 €. Où est-elle ?"
        for body in bodies((), DESK, occasion=occasion, incoming=complaint):
            assert "9 jours" not in body
            assert "720" not in body

    def test_an_apology_names_what_went_wrong_and_promises_an_answer(self) -> None:
        for body in bodies((), DESK, occasion=Occasion.APOLOGY, incoming="La livraison a trois semaines de retard."):
            assert "la livraison" in body
            assert "je reviens vers vous" in body


def test_a_renewal_is_about_a_contract_not_about_any_product() -> None:
    for body in bodies((), DESK, occasion=Occasion.RENEWAL):
        assert "Nordet" not in body
        assert "720" not in body


def test_the_subject_of_thanks_names_no_other_reason_than_the_rep_s() -> None:
    for tone, number in WAYS:
        mail = write(
            Occasion.THANKS, tone, points=("remercier pour sa visite",), history=(exchange(4),), variation=number
        )
        assert "rendez-vous" not in mail.subject
        assert "votre visite" in mail.body


def test_a_product_is_introduced_once() -> None:
    for body in bodies(("présenter le Nordet 140",), DESK, occasion=Occasion.FIRST_CONTACT):
        assert body.count("Nordet 140") == 1


@pytest.mark.parametrize("occasion", [Occasion.QUOTE, Occasion.FOLLOW_UP])
def test_facts_in_a_row_start_differently(occasion: Occasion) -> None:
    for body in bodies((), HOME, occasion=occasion):
        told = [line for line in sentences(body) if "720" in line or "6 ans" in line]
        assert len({line.removeprefix("- ").split()[0] for line in told}) == 2
