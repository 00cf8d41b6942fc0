"""Placeholders come back as what they stand for, whatever a model did to them, or the text is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import Pseudonymiser, Style, UnknownPlaceholder

KNOWN = {"person": ["Claire Martin", "Anne Roy"], "company": ["Alpes Froid"], "email": ["claire@exemple.fr"]}


def pseudonymiser() -> Pseudonymiser:
    names = Pseudonymiser(None, "fr", KNOWN)
    assert (
        names.hide("Claire Martin (Alpes Froid, claire@exemple.fr), Anne Roy")
        == "PERSON_1 (COMPANY_1, EMAIL_1), PERSON_2"
    )
    return names


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        ("Bonjour PERSON_1,", "Bonjour Claire Martin,"),
        ("Bonjour person_1,", "Bonjour Claire Martin,"),
        ("Bonjour Person 1,", "Bonjour Claire Martin,"),
        ("Bonjour PERSON_ 1,", "Bonjour Claire Martin,"),
        ("Bonjour [PERSON_1],", "Bonjour Claire Martin,"),
        ("Bonjour <PERSON_1>,", "Bonjour Claire Martin,"),
        ("Bonjour **PERSON_1**,", "Bonjour Claire Martin,"),
        ("Bonjour {{PERSON_1}},", "Bonjour Claire Martin,"),
        (r"Bonjour PERSON\_1,", "Bonjour Claire Martin,"),
        ("Bonjour PERSONS_1,", "Bonjour Claire Martin,"),
        ("Bonjour PERSONNE_1,", "Bonjour Claire Martin,"),
        ("chez SOCIÉTÉ_1 et Entreprise 1", "chez Alpes Froid et Alpes Froid"),
        ("PERSON_1's quote", "Claire Martin's quote"),
        ("Bonjour PERSON1,", "Bonjour Claire Martin,"),
        ("Bonjour PERSON-1,", "Bonjour Claire Martin,"),
        ("PERSON_1 et PERSON_2", "Claire Martin et Anne Roy"),
        ("PERSON_1, 12 chaises", "Claire Martin, 12 chaises"),
        ("PERSON_1 and 3 chairs", "Claire Martin and 3 chairs"),
        ("l'avis d'PERSON_1", "l'avis de Claire Martin"),
        ("l'avis de PERSON_2", "l'avis d'Anne Roy"),
        ("Écrivez à COURRIEL_1.", "Écrivez à claire@exemple.fr."),
        ("Rien à restaurer, 3 personnes, adresse 12 rue Foch.", "Rien à restaurer, 3 personnes, adresse 12 rue Foch."),
    ],
)
def test_what_models_do_to_placeholders_is_undone(written: str, restored: str) -> None:
    assert pseudonymiser().restore(written) == restored


@pytest.mark.parametrize(
    "written",
    [
        "PERSON_7", "PERSONNE_9", "PERSON_1_2", "PERSON_X", "PERSON_12", "IBAN et EMAIL_4", "PERSON7", "PERSON 7",
        "PERSON_1s", "PERSON1s", "PERSON_1F", "PERSON 1A", "PERSON_1 and 2", "Persons 1 and 2", "PERSONS_1 & 2",
        "PERSON_1/2", "PERSON_1, 2", "Personnes 1 et 2", "PERSON_ONE", "Person One", "[PERSON]", "PERSON", "COMPANY",
        "EQUIPMENT_2", "ACCOUNT_MANAGER_1", "VENDEUR\\_1",
    ],
)  # fmt: skip
def test_a_placeholder_never_issued_is_refused(written: str) -> None:
    with pytest.raises(UnknownPlaceholder):
        pseudonymiser().restore(f"Bonjour {written}, merci.")


def test_a_placeholder_that_was_cut_off_is_refused() -> None:
    for cut in ("PERSON_", "PERSON", "PERSO", "PER", "COMP"):
        with pytest.raises(UnknownPlaceholder):
            pseudonymiser().restore(f"Bonjour,\n\nMerci, {cut}")


def test_parts_of_a_known_name_are_hidden_too() -> None:
    names = Pseudonymiser(None, "fr", KNOWN)
    assert "Martin" not in names.hide("Madame MARTIN et Claire, puis Mme Martin.").title()


def test_what_the_detector_finds_is_hidden(detector: Detector) -> None:
    names = Pseudonymiser(detector, "fr", {"company": ["Alpes Froid"]})
    text = "Hugo Blin (Alpes Froid), 06 98 76 54 32, hugo@exemple.fr, habite 18 rue des Glycines, 29000 Quimper."
    hidden = names.hide(text)
    assert hidden == "PERSON_1 (COMPANY_1), PHONE_1, EMAIL_1, habite ADDRESS_1."
    assert names.restore(hidden) == text


def test_requests_know_nothing_of_each_other() -> None:
    pseudonymiser()
    with pytest.raises(UnknownPlaceholder):
        Pseudonymiser(None, "fr").restore("PERSON_1")


PIECES = st.sampled_from(
    [
        "Claire Martin",
        "claire",
        "PERSON_1",
        "person 1",
        "_1",
        "1",
        " ",
        "PERSON",
        "_",
        "Personne ",
        "claire@exemple.fr",
        "<",
        ">",
        "*",
        "d'",
        "de ",
        "\u200b",
        "\u0301",
        "-",
        "COMPANY",
        "LOT_45",
        "PERS",
        "Gont",
        ", 2",
        "PERSON1",
        " et 2",
        "one",
        "Mailbox1",
        "@example.com",
        "06 39 98 00 00",
        "Solveig",
        "Vaucresson",
        "MARTIN",
        "Vaucreson",
        "1 rue Brisemarne",
        "ALPES FROID",
        "e-",
        "é",
        "\\",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(("tagged", "realistic")))
def test_hiding_then_restoring_changes_nothing(first: str, second: str, style: Style) -> None:
    names = Pseudonymiser(None, "fr", KNOWN, style=style)
    assert names.restore(names.hide(first)) == first
    assert names.restore(names.hide(second)) == second


def test_products_named_after_people_stay(detector):
    names = Pseudonymiser(detector, "fr", {"person": ["Claire Martin"]}, kept=["Fauteuil Gaspard"])
    hidden = names.hide("Claire Martin veut 18 Gaspard ; voir avec Sylvie Bernard.")
    assert "Gaspard" in hidden
    assert "Claire" not in hidden
    assert "Sylvie" not in hidden
