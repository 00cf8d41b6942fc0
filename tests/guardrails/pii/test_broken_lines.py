"""Numbers and addresses that a line break, a letter or a comma parts; and words that speak of something else."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import found, unmarked, values_found

KINDS = frozenset(["phone", "card", "nir", "ssn", "nhs", "siret", "siren", "email"])
FOUND: list[tuple[Language, str, str]] = [
    # the sentence is about something numbered, the number is somebody's
    ("fr", "phone", "Le contrat est suivi par notre juriste, au ⟦06 21 43 65 87⟧."),
    ("fr", "phone", "Le colis attend chez le gardien, ⟦07 21 43 65 87⟧"),
    ("fr", "phone", "Pour le devis, le ⟦06 21 43 65 87⟧ toute la journée"),
    ("fr", "phone", "Pour la cliente, le ⟦+33 6 21 43 65 87⟧"),
    ("fr", "phone", "Suivi du dossier par sa fille au ⟦0621436587⟧"),
    ("fr", "phone", "le suivi par son frère, au ⟦zéro six vingt et un quarante-trois soixante-cinq douze⟧"),
    ("en", "phone", "The parcel is with our neighbour on ⟦07911 654321⟧"),
    ("en", "phone", "Tracking stays with the porter at ⟦07911123987⟧"),
    ("en", "phone", "For the order, the ⟦(206) 273-7054⟧ please"),
    # over two lines
    ("fr", "phone", "vous pouvez la joindre au ⟦06 21\n43 65 87⟧ avant midi"),
    ("fr", "phone", "> Portable : ⟦06.21.43.\n> 65.87⟧"),
    ("fr", "phone", "> > Tel ⟦+33 6 21 43\n> > 65 87⟧"),
    ("en", "phone", "Ring me on ⟦07911 654\n321⟧ tonight"),
    ("en", "phone", "Cell: ⟦206-273-\n7054⟧"),
    ("fr", "card", "Visa ⟦4539 1488 0343\n6467⟧"),
    ("en", "card", "> my card is ⟦4539-\n> 1488-0343-6467⟧"),
    ("en", "ssn", "Her SSN is ⟦536-\n22-8147⟧"),
    ("en", "nhs", "NHS number ⟦943 476\n5919⟧"),
    ("fr", "nir", "Numéro de sécu ⟦1 85 01 75 116\n001 92⟧"),
    ("fr", "siret", "SIRET : ⟦732 829 320\n00074⟧"),
    # letters for digits, brackets, no zero
    ("fr", "phone", "Portable : ⟦O6.2l.43.65.87⟧"),
    ("fr", "phone", "appelez le ⟦(0033)621436587⟧"),
    ("fr", "phone", "portable : ⟦sept douze trente-quatre cinquante-six vingt-deux⟧"),
    # addresses
    ("fr", "email", "Écrivez à ⟦anne.marie-\nlouise@exemple.fr⟧"),
    ("en", "email", "> Write to ⟦jane.roe@\n> exemple.co.uk⟧ please"),
    ("fr", "email", "Mon adresse : ⟦anne.roux@exemple,com⟧"),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Commande n° : 06 21 43 65 87, suivi 06 21 43 65 87"),
    ("fr", "Le numéro de suivi est le 06 21 43 65 87"),
    ("fr", "Numéro client : 06 21 43 65 87"),
    ("en", "Tracking number: 07911 654321"),
    ("fr", "Janvier;06 21\n43 65 87;x"),
    ("fr", "Ventes | 06 21 |\n43 65 87"),
    ("fr", "Total   06   21 43\n65 87"),
    ("fr", "06 21 43\n65 87"),
    ("en", "part 4539 1488\n0343 6467"),
    ("fr", "Pièce O6 2I 43 65 87"),
    ("fr", "six douze trente-quatre cinquante-six vingt-deux"),
    ("fr", "Écrivez à contact@\nexemple.fr ou info@exemple,fr"),
]
APART: list[tuple[Language, str]] = [
    ("fr", "Tél : ⟦06 21 43 65 87⟧\n12 rue des Lilas"),
    ("fr", "Tél : ⟦+33 6 21 43 65 87⟧\n12 rue des Lilas"),
    ("fr", "Portables : ⟦06 21 43 65 87⟧\n⟦07 21 43 65 87⟧"),
    ("en", "Card ⟦4539 1488 0343 6467⟧\n123 is the code"),
    ("fr", "E-mail-\n⟦anne@exemple.fr⟧"),
    ("fr", "⟦anne@exemple.com⟧,fr,Lyon"),
]


@pytest.mark.parametrize(("language", "kind", "text"), FOUND)
def test_are_found_whole(detector: Detector, language: Language, kind: str, text: str) -> None:
    plain, values = unmarked(text)
    assert found(detector, plain, language, KINDS) == [(kind, value) for value in values]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_look_alikes_stay(detector: Detector, language: Language, text: str) -> None:
    assert found(detector, text, language, KINDS) == []


@pytest.mark.parametrize(("language", "text"), APART)
def test_what_stands_below_is_not_joined(detector: Detector, language: Language, text: str) -> None:
    plain, values = unmarked(text)
    assert values_found(detector, plain, language, KINDS) == values
