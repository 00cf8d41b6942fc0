"""Realistic pseudonyms: of the same gender, reachable by nobody, restored exactly or refused."""

from itertools import combinations

import pytest

from guardrails.draft import Language
from guardrails.folding import fold
from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import Pseudonymiser, UnknownPlaceholder
from guardrails.pii.surrogate_names import COMPANIES, FAMILY, GIVEN, STREETS, TOWNS, gender_of
from guardrails.pii.surrogates import near

KNOWN = {
    "person": ["Claire Martin", "Paul Durand", "Anne Roy"],
    "company": ["Alpes Froid"],
    "email": ["claire.martin@exemple.fr"],
    "phone": ["+33 6 12 34 56 78"],
    "address": ["8 quai de la Fosse, 44000 Nantes"],
}
TEXT = (
    "Claire Martin (Alpes Froid, claire.martin@exemple.fr, +33 6 12 34 56 78, 8 quai de la Fosse, 44000 Nantes) "
    "et Paul Durand"
)
HIDDEN = (
    "Solveig Vaucresson (Ostravel, mailbox1@example.com, 06 39 98 00 00, 1 rue Brisemarne, 99010 Valdoisel) "
    "et Gontran Brindamour"
)


def realistic(language: Language = "fr", detector: Detector | None = None) -> Pseudonymiser:
    return Pseudonymiser(detector, language, KNOWN, style="realistic")


def told() -> Pseudonymiser:
    names = realistic()
    assert names.hide(TEXT) == HIDDEN
    return names


def test_names_are_far_from_each_other() -> None:
    names = [*(name for table in GIVEN.values() for name in table), *FAMILY, *COMPANIES, *STREETS, *TOWNS]
    assert [pair for pair in combinations(names, 2) if near(fold(pair[0]), fold(pair[1]))] == []


@pytest.mark.parametrize(
    ("name", "gender"), [("claire", "female"), ("jean-pierre", "male"), ("camille", "either"), ("xandra", "either")]
)
def test_gender(name: str, gender: str) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        (HIDDEN, TEXT),
        ("Bonjour Solveig,", "Bonjour Claire,"),
        ("Chère Madame Vaucresson,", "Chère Madame Martin,"),
        ("SOLVEIG VAUCRESSON", "CLAIRE MARTIN"),
        ("Vaucresson Solveig", "Martin Claire"),
        ("Solveig Vaucresson's quote", "Claire Martin's quote"),
        ("S. Vaucresson", "S. Martin"),
        ("chez OSTRAVEL", "chez ALPES FROID"),
        ("MAILBOX1@EXAMPLE.COM", "claire.martin@exemple.fr"),
        ("+33 6 39 98 00 00 ou 06.39.98.00.00", "+33 6 12 34 56 78 ou +33 6 12 34 56 78"),
        ("1 rue Brisemarne\n99010 Valdoisel", "8 quai de la Fosse, 44000 Nantes"),
        ("Le 12 06 39 98 00 00", "Le 12 +33 6 12 34 56 78"),
        ("Solveig et Gontran", "Claire et Paul"),
        ("Dear Mrs. Vaucresson, Dear Gontran", "Dear Mrs. Martin, Dear Paul"),
        ("Mme VAUCRESSON\nSolveig\nMerci", "Mme MARTIN\nClaire\nMerci"),
    ],
)
def test_what_comes_back_is_restored(written: str, restored: str) -> None:
    assert told().restore(written) == restored


@pytest.mark.parametrize(
    "written",
    [
        "Bonjour Solveiga,",
        "Bien cordialement,\n\nGont",
        "Solvingig Vaucresson a signé.",
        "Solveig Smith a signé.",
        "SOLVINGIG VAUCRESSON",
        "Mme Vaucreson",
        "les Vaucressons",
        "Solveig Brindamour",
        "Gontran Vaucresson",
        "Solveig-Vaucresson-Brindamour",
        "solveig.vaucresson@example.com",
        "mailbox2@example.com",
        "mailbox1",
        "mailbox1 @ example",
        "06 39 98 00 01",
        "06 39 98 00 00 1 et 06 39 98 00 007",
        "1 rue Brisemarne",
        "2 rue Brisemarne, 99010 Valdoisel",
        "à Valdoisel",
        "Ostravel SAS et Ostravil",
        "PERSON_1",
    ],
)
def test_what_is_altered_halved_or_invented_is_refused(written: str) -> None:
    with pytest.raises(UnknownPlaceholder):
        told().restore(written)


def test_parts_capitals_and_elision_agree() -> None:
    names = realistic()
    text = "Mme MARTIN, Claire, l'avis d'Anne Roy, M. Durand et PAUL DURAND (C. Martin)."
    hidden = names.hide(text)
    assert not {"martin", "claire", "anne", "roy", "durand", "paul"} & set(fold(hidden).replace("'", " ").split())
    assert "d'Isaure" in hidden or "d'Honorine" in hidden
    assert names.restore(hidden) == text


def test_after_a_civility_comes_a_family_name(detector: Detector) -> None:
    names = Pseudonymiser(detector, "fr", style="realistic")
    assert names.hide("Bonjour Mme Martin, merci.") == "Bonjour Mme Vaucresson, merci."


def test_a_name_in_the_text_is_no_surrogate() -> None:
    names = realistic()
    text = "Claire Martin connaît Solveig Vaucresson, de Valdoisel."
    hidden = names.hide(text)
    assert "Claire" not in hidden
    assert names.restore(hidden) == text
    later = "Et Gontran ?"
    assert names.restore(names.hide("Paul Durand")) == "Paul Durand"
    assert names.restore(names.hide(later)) == later


def test_english_coordinates_are_reserved_for_fiction() -> None:
    names = Pseudonymiser(None, "en", {**KNOWN, "phone": ["+44 20 7946 0123", "+1 (206) 273-7054"]}, style="realistic")
    text = "+44 20 7946 0123, +1 (206) 273-7054, 8 quai de la Fosse, 44000 Nantes"
    hidden = names.hide(text)
    assert hidden == "07700 900000, +1 202-555-0101, 1 Brisemarne Lane, Valdoisel"
    assert names.restore(hidden) == text
    assert names.restore("+44 7700 900000") == "+44 20 7946 0123"


def test_what_has_no_realistic_form_keeps_its_tag(detector: Detector) -> None:
    names = realistic(detector=detector)
    text = "Claire Martin, IBAN FR14 2004 1010 0505 0001 3M02 606"
    hidden = names.hide(text)
    assert "VALUE_1" in hidden
    assert names.restore(hidden) == text


def test_more_people_than_names_are_hidden_all_the_same() -> None:
    people = [f"Zed{chr(97 + a)}{chr(97 + b)}" for a in range(6) for b in range(10)]
    names = Pseudonymiser(None, "fr", {"person": people}, style="realistic")
    text = ", ".join(people)
    hidden = names.hide(text)
    assert not any(person in hidden for person in people)
    assert names.restore(hidden) == text
