"""Whose data may stay, in all the ways that people write it; a namesake's may not."""

import pytest

from guardrails.draft import Context, Fact, Recipient, Sender
from guardrails.pii.detect import Entity
from guardrails.pii.keep import Acquaintances

CONTEXT = Context(
    recipient=Recipient(name="Claire Martin", email="claire.martin@exemple.fr", phone="+33612345678"),
    sender=Sender(
        name="Paul Durand",
        email="paul@vendeur.fr",
        phone="04 76 22 81 05",
        organisation="Durand Nautisme",
        address="8 avenue de la Fosse, 44000 Nantes",
        identifiers=("732 829 320 00074", "FR14 2004 1010 0505 0001 3M02 606"),
    ),
    mentionable=("Nadia Haddad",),
)


def stays(kind: str, words: str, context: Context = CONTEXT) -> bool:
    return Acquaintances.of(context).may_stay(Entity(kind, 0, len(words), 1.0, words), words)


def to(name: str | None, email: str | None = None) -> Context:
    return Context(recipient=Recipient(name=name, email=email))


@pytest.mark.parametrize(
    ("name", "email", "written"),
    [
        ("Claire Martin", None, "Claire Martin"),
        ("Claire Martin", None, "Claire"),
        ("Claire Martin", None, "Mme Martin"),
        ("Claire Martin", None, "C. MARTIN"),
        ("Claire Martin", None, "Claire M."),
        ("Claire Martin", None, "MARTIN Claire"),
        ("Claire Martin", None, "Martin, Claire"),
        ("Claire Martin", None, "martin"),
        ("C. Martin", None, "Claire Martin"),
        ("Hélène Lefèvre", None, "Helene LEFEVRE"),
        ("Jean-Pierre Dubois", None, "Jean Pierre Dubois"),
        ("Jean-Pierre Dubois", None, "J.-P. Dubois"),
        ("Jean-Pierre Dubois", None, "JP Dubois"),
        ("Claire Martin-Duval", None, "Mme Duval"),
        ("Claire Martin-Duval", None, "Claire Martin"),
        ("Claire Martin (Dupont)", None, "Claire Dupont"),
        ("Claire Martin née Dupont", None, "Mme Dupont"),
        ("Claire Martin Dupont", None, "Claire Martin née Dupont"),
        ("Claire Martin", "claire.dupont@exemple.fr", "Claire Dupont"),
        ("Robert Smith", "bob@acme.com", "Bob"),
        ("Robert Smith", None, "Bob Smith"),
        ("Bob Smith", None, "Robert Smith"),
        ("Katherine Lee", "kate.lee@acme.com", "Kate"),
        ("Frédéric Blanc", None, "Fred"),
        ("Claire Martin", "clairette@exemple.fr", "Clairette"),
        ("Jan van der Berg", None, "Mr van der Berg"),
        ("Seán O'Brien", None, "Sean O’BRIEN"),
        (None, "claire.martin@exemple.fr", "Claire Martin"),
        (None, "c.martin@exemple.fr", "Claire Martin"),
        (None, "cmartin@exemple.fr", "Claire Martin"),
        (None, "cmartin@exemple.fr", "Mme Martin"),
        (None, "clairem@exemple.fr", "Claire"),
        (None, "claire@exemple.fr", "Claire"),
    ],
)
def test_a_person_is_known_by_all_their_names(name: str | None, email: str | None, written: str) -> None:
    assert stays("person", written, to(name, email))


@pytest.mark.parametrize(
    ("name", "email", "written"),
    [
        ("Claire Martin", None, "Pierre Martin"),
        ("Claire Martin", None, "P. Martin"),
        ("Claire Martin", None, "Claire Dupont"),
        ("Claire Martin", None, "Claire D."),
        ("Claire Martin", None, "C. M."),
        ("Claire Martin", None, "C."),
        ("Claire Martin", None, "CM"),
        ("Jean-Pierre Dubois", None, "JL Dubois"),
        ("Claire Martin", None, "Clara Martin"),
        ("Jean Blanc", None, "Jeanne Blanc"),
        ("Jean-Pierre Dubois", None, "Jean-Paul Dubois"),
        ("Claire Martin", "paul.martin@exemple.fr", "Paul Martin"),
        ("Claire Martin", "paul@exemple.fr", "Paul"),
        ("Claire Martin", "contact@exemple.fr", "Contact"),
        ("Robert Smith", None, "Bill Smith"),
        ("Jan van der Berg", None, "van der Velde"),
        (None, "contact@exemple.fr", "Claire"),
        (None, "cmartin@exemple.fr", "Paul Martin"),
        (None, "c.martin@exemple.fr", "Paul Martin"),
        (None, None, "Claire"),
    ],
)
def test_somebody_else_is_not(name: str | None, email: str | None, written: str) -> None:
    assert not stays("person", written, to(name, email))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("person", "Nadia"),
        ("person", "P. Durand"),
        ("email", "Claire.Martin@Exemple.fr"),
        ("email", "claire.martin+devis@exemple.fr"),
        ("email", "claire.martin (at) exemple.fr"),
        ("email", "claire point martin arobase exemple point fr"),
        ("phone", "06 12 34 56 78"),
        ("phone", "0033 (0)6.12.34.56.78"),
        ("phone", "06-12-34-56-78"),
        ("phone", "zéro six douze trente-quatre cinquante-six soixante-dix-huit"),
        ("phone", "zero six 12 34 cinquante six 78"),
        ("phone", "+33 4 76 22 81 05"),
        ("phone", "04 76 22 81 05 poste 12"),
        ("address", "8 avenue de la Fosse, 44000 Nantes"),
        ("address", "8, av. de la Fosse\n44000 NANTES CEDEX 1"),
        ("address", "44000 Nantes, 8 ave de la Fosse"),
        ("address", "8 avenue de la Fosse"),
        ("address", "8 av de la fosse, Nantes, France"),
        ("address", "Bâtiment B, 2e étage, 8 avenue de la Fosse, 44000 Nantes"),
        ("siret", "73282932000074"),
        ("siren", "732 829 320"),
        ("vat", "FR 44 732 829 320"),
        ("iban", "FR1420041010050500013M02606"),
        ("iban", "fr14-2004-1010-0505-0001-3m02-606"),
        ("bank_account", "20041 01005 0500013M026 06"),
        ("url", "linkedin.com/in/claire-martin-12ab"),
        ("url", "https://www.linkedin.com/in/pauldurand"),
        ("url", "https://fr.linkedin.com/in/claire-martin-4b21a7?utm_source=mail"),
        ("url", "facebook.com/claire.martin.75"),
        ("url", "www.claire-martin-avocat.fr/contact"),
        ("phone", "0033 4 76 22 81 05"),
        ("phone", "33 6 12 34 56 78"),
    ],
)
def test_coordinates_stay_however_they_are_written(kind: str, words: str) -> None:
    assert stays(kind, words)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("email", "claire@exemple.fr"),
        ("email", "claire.martin@autre.fr"),
        ("email", "nadia.haddad@exemple.fr"),
        ("phone", "06 12 34 56 79"),
        ("phone", "12 34 56 78"),
        ("phone", "+31 6 12345678"),
        ("phone", "+32 6 12 34 56 78"),
        ("phone", "0032 6 12 34 56 78"),
        ("phone", "+1 612 345 678"),
        ("phone", "+44 4 76 22 81 05"),
        ("phone", "+41 (0)4 76 22 81 05"),
        ("address", "8 avenue de la Fosse, 44000 Nantes, Roux"),
        ("address", "Appt 12, 8 avenue de la Fosse, 44000 Nantes"),
        ("address", "8 avenue de la Fosse et 14, 44000 Nantes"),
        ("address", "10 avenue de la Fosse, 44000 Nantes"),
        ("address", "8 rue de la Paix, 44000 Nantes"),
        ("address", ", ,"),
        ("siren", "552 100 554"),
        ("siret", "732 829 320 00082"),
        ("vat", "FR 40 303 265 045"),
        ("iban", "FR76 3000 6000 0112 3456 7890 189"),
        ("bank_account", "30006 00001 12345678901 89"),
        ("bank_account", "606"),
        ("url", "linkedin.com/in/claire-dupont"),
        ("url", "linkedin.com/in/martin"),
        ("url", "https://linkedin.com/in/nadia-haddad"),
        ("url", "facebook.com/claire.martin.pierre.roux"),
        ("url", "facebook.com/clairemartinpierreroux"),
        ("url", "www.claire-martin-avocat.fr/hugo-blin"),
        ("url", "www.claire-martin-roux.fr"),
    ],
)
def test_other_coordinates_do_not(kind: str, words: str) -> None:
    assert not stays(kind, words)


def test_a_british_number_is_known_in_both_forms() -> None:
    context = Context(recipient=Recipient(name="Kate Lee", phone="020 7946 0123"))
    assert stays("phone", "+44 (0)20 7946 0123", context)
    assert not stays("phone", "+44 (0)20 7946 0124", context)


def test_american_numbers_of_two_areas_are_two() -> None:
    context = Context(recipient=Recipient(name="Kate Lee", phone="+1 206 273 7054"))
    assert stays("phone", "(206) 273-7054", context)
    assert not stays("phone", "(306) 273-7054", context)


def test_account_and_sort_code_of_a_listed_iban_stay() -> None:
    context = Context(sender=Sender(identifiers=("GB29 NWBK 6016 1331 9268 19",)))
    assert stays("bank_account", "sort code 60-16-13, account 31926819", context)
    assert stays("bank_account", "31926819", context)
    assert not stays("bank_account", "31926818", context)


def test_without_anybody_nothing_stays() -> None:
    for kind in ("person", "email", "phone", "address", "url", "siret", "iban", "bank_account"):
        assert not stays(kind, "", Context())
        assert not stays(kind, "x", Context())


def test_a_known_national_number_is_of_the_jurisdiction() -> None:
    context = Context(jurisdiction="BE", recipient=Recipient(name="Kate Lee", phone="0476 22 81 05"))
    assert stays("phone", "+32 476 22 81 05", context)
    assert stays("phone", "0476/22.81.05", context)
    assert not stays("phone", "+33 4 76 22 81 05", context)


def test_every_known_number_is_read_in_its_own_country() -> None:
    context = Context(recipient=Recipient(phone="+39 06 698 12345"), sender=Sender(phone="+44 20 7946 0123"))
    for number in ("06 698 12345", "020 7946 0123", "+44 (0)20 7946 0123"):
        assert stays("phone", number, context)
    for number in ("+44 6698 12345", "+39 020 7946 0123", "+33 20 7946 0123"):
        assert not stays("phone", number, context)


@pytest.mark.parametrize("known", ["Jean-Pierre Martin", "M. Jean‑Pierre MARTIN", "MARTIN Jean-Pierre"])
def test_a_hyphenated_given_name_is_one(known: str) -> None:
    for written in ("Jean-Pierre", "J.-P. Martin", "JP Martin", "M. Martin", "J. Martin", "Jean Pierre Martin"):
        assert stays("person", written, to(known)), written
    for written in ("Pierre Martin", "Jean Martin", "P. Martin", "Jean", "Pierre", "Jean-Paul Martin"):
        assert not stays("person", written, to(known)), written


def test_a_hyphenated_given_name_of_an_address_is_one() -> None:
    context = to(None, "jean-pierre.martin@exemple.fr")
    assert stays("person", "Jean-Pierre Martin", context)
    assert not stays("person", "Pierre Martin", context)


@pytest.mark.parametrize(
    ("name", "given"), [("Claire Martin-Thomas", "Claire Martin"), ("Li-Duval Anne", "Anne Duval")]
)
def test_a_hyphenated_family_name_is_not(name: str, given: str) -> None:
    assert stays("person", given, to(name))


def _stays_within(before: str, name: str, after: str, context: Context) -> bool:
    entity = Entity("person", len(before), len(before) + len(name), 1.0, name)
    return Acquaintances.of(context).may_stay(entity, before + name + after)


@pytest.mark.parametrize(
    "before",
    [
        "Votre mari M. ",
        "J'ai eu votre fils, M. ",
        "Son beau-frère ",
        "votre ex-femme Mme ",
        "Your husband Mr ",
        "your late father ",
        "I met your mother-in-law, Mrs ",
    ],
)
def test_a_relative_is_not_the_recipient(before: str) -> None:
    assert not _stays_within(before, "Martin", " passera.", CONTEXT)


@pytest.mark.parametrize(
    "before", ["Bonjour Mme ", "Votre conseillère, Mme ", "Merci à votre mari, ", "Saluez vos fils. M. "]
)
def test_without_a_relative_right_before_it_is(before: str) -> None:
    assert _stays_within(before, "Martin", ", à demain", CONTEXT)


def test_a_mentionable_relative_may_be_named() -> None:
    assert _stays_within("Votre mari ", "Nadia Haddad", " viendra", CONTEXT)


@pytest.mark.parametrize(
    ("before", "name", "after", "kept"),
    [
        ("", "Margaux", " vous appelle. Fauteuil Margaux en stock.", False),
        ("Margaux vous appelle. Fauteuil ", "Margaux", " en stock.", True),
        ("Le ", "Fauteuil Margaux", " est là, Margaux aussi", True),
        ("Fauteuil Margaux : voyez avec ", "Margaux", ".", False),
        ("Fauteuil ", "margaux", "", True),
    ],
)
def test_a_name_is_a_thing_only_within_its_whole_name(before: str, name: str, after: str, kept: bool) -> None:
    context = Context(facts=(Fact(id="p", type="price", subject="Fauteuil Margaux", value="120"),))
    assert _stays_within(before, name, after, context) is kept


def test_an_initial_that_fits_is_enough_for_a_mere_address() -> None:
    assert stays("person", "Paul Lemaire", to(None, "p.lemaire@exemple.fr"))
    assert not stays("person", "Hugo Lemaire", to(None, "p.lemaire@exemple.fr"))
