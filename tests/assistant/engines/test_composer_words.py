"""The words between the sentences: names and civility, articles and elision, numbers, dates, typography."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from assistant.engines.composer.figures import amount, duration, percentage, read_day, read_number, write_day
from assistant.engines.composer.french_persons import second_person
from assistant.engines.composer.nouns import english_phrase, indefinite, noun_phrase
from assistant.engines.composer.people import address, signature
from assistant.engines.composer.typography import typeset
from assistant.engines.request import Correspondent, Occasion, Tone
from guardrails.draft import Fact, Language
from tests.assistant.engines.composer_requests import plain, write


@pytest.mark.parametrize(
    ("text", "definite", "after_de", "after_a"),
    [
        ("Licence Pro", "la Licence Pro", "de la Licence Pro", "à la Licence Pro"),
        ("Pack Essentiel", "le Pack Essentiel", "du Pack Essentiel", "au Pack Essentiel"),
        ("abonnement annuel", "l'abonnement annuel", "de l'abonnement annuel", "à l'abonnement annuel"),
        ("panneaux", "les panneaux", "des panneaux", "aux panneaux"),
        ("travaux", "les travaux", "des travaux", "aux travaux"),
        ("Orion", "Orion", "d'Orion", "à Orion"),
        ("Nordlys CRM", "Nordlys CRM", "de Nordlys CRM", "à Nordlys CRM"),
        ("Le Pack", "le Pack", "du Pack", "au Pack"),
        ("les modules", "les modules", "des modules", "aux modules"),
        ("l'atelier", "l'atelier", "de l'atelier", "à l'atelier"),
        ("votre contrat", "votre contrat", "de votre contrat", "à votre contrat"),
        ("une démo", "une démo", "d'une démo", "à une démo"),
        ("haie", "la haie", "de la haie", "à la haie"),
        ("Hector", "Hector", "d'Hector", "à Hector"),
        ("Hall Nord", "Hall Nord", "de Hall Nord", "à Hall Nord"),
        ("Onze", "Onze", "de Onze", "à Onze"),
        ("Poste & Pause", "Poste & Pause", "de Poste & Pause", "à Poste & Pause"),
    ],
)
def test_french_articles(text: str, definite: str, after_de: str, after_a: str) -> None:
    phrase = noun_phrase(text)
    assert (phrase.definite, phrase.after_de, phrase.after_a) == (definite, after_de, after_a)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rendez-vous", "un rendez-vous"),
        ("démo", "une démo"),
        ("documents", "des documents"),
        ("xyz", "xyz"),
        ("mardi", "mardi"),
    ],
)
def test_a_bare_noun_gets_an_article_only_if_its_gender_is_known(text: str, expected: str) -> None:
    assert indefinite(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Licence Pro", "Licence Pro"),
        ("maintenance contract", "the maintenance contract"),
        ("Spring workshop", "the Spring workshop"),
        ("the delay", "the delay"),
        ("your order", "your order"),
        ("facture F-12", "invoice F-12"),
        ("United Kingdom", "the United Kingdom"),
    ],
)
def test_english_articles(text: str, expected: str) -> None:
    assert english_phrase(text) == expected


@pytest.mark.parametrize(
    ("verb", "vous"),
    [
        ("a", "avez"),
        ("est", "êtes"),
        ("souhaite", "souhaitez"),
        ("préfère", "préférez"),
        ("achète", "achetez"),
        ("finit", "finissez"),
        ("choisit", "choisissez"),
        ("prend", "prenez"),
        ("voudrait", "voudriez"),
        ("avait", "aviez"),
        ("recevra", "recevrez"),
        ("envoie", "envoyez"),
        ("fait", "faites"),
        ("vu", None),
    ],
)
def test_verbs_agree_with_vous(verb: str, vous: str | None) -> None:
    assert second_person(verb) == vous


PERSON = Correspondent(name="Sami Benali", first_name="Sami", last_name="Benali", civility="M.")


@pytest.mark.parametrize(
    ("person", "tone", "language", "salutation"),
    [
        (PERSON, Tone.FORMAL, "fr", "Cher Monsieur Benali,"),
        (PERSON, Tone.FRIENDLY, "fr", "Bonjour Monsieur Benali,"),
        (PERSON, Tone.FORMAL, "en", "Dear Mr Benali,"),
        (PERSON, Tone.FRIENDLY, "en", "Dear Sami,"),
        (PERSON, Tone.CONCISE, "en", "Hello Sami,"),
        (Correspondent(last_name="MARTIN", civility="Mme"), Tone.FORMAL, "fr", "Chère Madame Martin,"),
        (Correspondent(last_name="DE LA TOUR", civility="Mlle"), Tone.FRIENDLY, "fr", "Bonjour Madame de La Tour,"),
        (Correspondent(last_name="O'BRIEN", civility="Mrs"), Tone.FORMAL, "en", "Dear Mrs O'Brien,"),
        (Correspondent(name="Claire Martin"), Tone.FORMAL, "fr", "Madame, Monsieur,"),
        (Correspondent(name="Claire Martin"), Tone.FRIENDLY, "fr", "Bonjour Claire Martin,"),
        (Correspondent(name="Claire Martin", first_name="Claire"), Tone.FORMAL, "en", "Dear Claire Martin,"),
        (Correspondent(first_name="Claire"), Tone.FRIENDLY, "fr", "Bonjour Claire,"),
        (Correspondent(civility="Mme"), Tone.FORMAL, "fr", "Madame,"),
        (Correspondent(civility="Mme"), Tone.FRIENDLY, "fr", "Bonjour,"),
        (Correspondent(), Tone.FORMAL, "fr", "Madame, Monsieur,"),
        (Correspondent(), Tone.CONCISE, "fr", "Bonjour,"),
        (Correspondent(), Tone.FORMAL, "en", "Dear Sir or Madam,"),
        (Correspondent(), Tone.FRIENDLY, "en", "Hello,"),
        (Correspondent(name="Léa\nRoux  ", civility="???"), Tone.FRIENDLY, "fr", "Bonjour Léa Roux,"),
    ],
)
def test_salutations(person: Correspondent, tone: Tone, language: Language, salutation: str) -> None:
    assert address(person, tone, Occasion.QUOTE, language).salutation == salutation


@pytest.mark.parametrize("first_name", ["Claire", "Marie", "Pierre", "Camille", "John", "Emily"])
def test_civility_is_never_inferred(first_name: str) -> None:
    person = Correspondent(name=f"{first_name} Martin", first_name=first_name, last_name="Martin")
    for tone, variation in [(tone, variation) for tone in Tone for variation in range(4)]:
        french = write(Occasion.QUOTE, tone, recipient=person, variation=variation).body
        assert not re.search(r"Madame(?!, Monsieur)|(?<!Madame, )Monsieur|Chère?\b", french)
        assert not re.search(r"\b(Mr|Ms|Mrs|Sir)\b", write(Occasion.QUOTE, tone, "en", recipient=person).body)


@pytest.mark.parametrize(("civility", "word"), [("Mme", "chère Madame"), ("M.", "cher Monsieur")])
def test_the_closing_formula_repeats_the_salutation(civility: str, word: str) -> None:
    person = Correspondent(last_name="Martin", civility=civility)
    for variation in range(8):
        body = write(Occasion.QUOTE, Tone.FORMAL, recipient=person, variation=variation).body
        assert body.startswith(word[0].upper() + word[1:])
        assert f", {word}, " in body


def test_the_signature_has_what_is_known() -> None:
    sender = Correspondent(name="Paul Durand", job_title="Commercial", company="Vendeur SAS", phone="+33 1 23 45 67 89")
    assert signature(sender) == "Paul Durand\nCommercial\nVendeur SAS\n+33 1 23 45 67 89"
    assert signature(Correspondent(first_name="Paul", company="Vendeur SAS")) == "Paul\nVendeur SAS"


def price(value: str, **changed: str) -> Fact:
    return Fact(**{"id": "p", "type": "price", "value": value, "currency": "EUR", **changed})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("fact", "french", "english"),
    [
        (price("1200", tax="excl", unit="year"), "1 200 € HT par an", "€1,200 excl. VAT per year"),
        (price("1 200,50", tax="incl"), "1 200,50 € TTC", "€1,200.50 incl. VAT"),
        (price("12", unit="user/month"), "12 € par utilisateur et par mois", "€12 per user per month"),
        (price("0.5", currency="USD"), "0,50 $US", "US$0.50"),
        (price("49", currency="GBP"), "49 £GB", "£49"),
        (price("59", unit="piece"), "59 € la pièce", "€59 each"),
        (price("59", unit="palette"), "59 € par palette", "€59 per palette"),
        (price("1234567"), "1 234 567 €", "€1,234,567"),
    ],
)
def test_amounts(fact: Fact, french: str, english: str) -> None:
    assert plain(amount(fact, "fr") or "") == french
    assert plain(amount(fact, "en") or "") == english


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1200", "1200"),
        ("1 200,50 €", "1200.50"),
        ("1,200.00", "1200.00"),
        ("1.200", "1200"),
        ("0.125", "0.125"),
        ("sur devis", None),
        ("3 à 5", None),
        ("", None),
    ],
)
def test_numbers_as_a_crm_holds_them(value: str, number: str | None) -> None:
    assert read_number(value) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("5 ans", "5 ans", "5 years"),
        ("1 year", "1 an", "1 year"),
        ("10 jours ouvrés", "10 jours ouvrés", "10 working days"),
        ("sous 48 h", "48 heures", "48 hours"),
        ("3 à 5 jours", "3 à 5 jours", "3 to 5 days"),
        ("12 months", "12 mois", "12 months"),
        ("à vie", None, None),
        ("5", None, None),
        ("10 jours après accord", None, None),
    ],
)
def test_durations(value: str, french: str | None, english: str | None) -> None:
    assert [plain(text) if text else None for text in (duration(value, "fr"), duration(value, "en"))] == [
        french,
        english,
    ]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("2026-12-31", "31 décembre 2026", "31 December 2026"),
        ("2027-01-01", "1er janvier 2027", "1 January 2027"),
        ("31/12/2026", "31 décembre 2026", "31 December 2026"),
        ("2026-11-26T14:00:00+01:00", "26 novembre 2026 à 14 h", "26 November 2026 at 14:00"),
        ("2026-11-26T09:05:00+01:00", "26 novembre 2026 à 9 h 05", "26 November 2026 at 09:05"),
    ],
)
def test_dates(value: str, french: str, english: str) -> None:
    moment = read_day(value)
    assert isinstance(moment, date | datetime)
    assert (plain(write_day(moment, "fr")), plain(write_day(moment, "en"))) == (french, english)


@pytest.mark.parametrize("value", ["fin décembre", "2026-13-01", "31/02/2026", "12", ""])
def test_what_is_no_date(value: str) -> None:
    assert read_day(value) is None


def test_percentages() -> None:
    assert (percentage("10", "fr"), percentage("7,5 %", "en")) == ("10\u00a0%", "7.5%")


@pytest.mark.parametrize(
    ("language", "raw", "expected"),
    [
        ("fr", "Ça va ?", "Ça va\u00a0?"),
        ("fr", "Ça va?", "Ça va\u00a0?"),
        ("fr", "voici : un ; deux !", "voici\u00a0: un\u00a0; deux\u00a0!"),
        ("fr", 'le "Pack"', "le «\u00a0Pack\u00a0»"),
        ("fr", "«Pack»", "«\u00a0Pack\u00a0»"),
        ("fr", "l'offre d'hier", "l’offre d’hier"),
        ("fr", "1200€ et 10%", "1200\u00a0€ et 10\u00a0%"),
        ("fr", "1 200 €", "1\u00a0200\u00a0€"),
        ("fr", "à 14h30", "à 14\u00a0h\u00a030"),
        ("fr", "à 14 h.", "à 14\u00a0h."),
        ("fr", "n° 12", "n°\u00a012"),
        ("fr", "Super!!!", "Super\u00a0!"),
        ("fr", "bon...", "bon…"),
        ("fr", "voir https://a.fr/?x=1;y:2 svp", "voir https://a.fr/?x=1;y:2 svp"),
        ("fr", "à 14:30", "à 14:30"),
        ("fr", "14 hôtels", "14 hôtels"),
        ("en", "How's it?", "How’s it?"),
        ("en", 'the "Pack"', "the “Pack”"),
        ("en", "customers' data", "customers’ data"),
        ("en", "10%: fine", "10%: fine"),
    ],
)
def test_typography(language: Language, raw: str, expected: str) -> None:
    assert typeset(raw, language) == expected
    assert typeset(expected, language) == expected
