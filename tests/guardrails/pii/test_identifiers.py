"""Numbers with checksums: the right kind, the whole number, and nothing for its look-alikes."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector

FOUND: list[tuple[Language, str, str, str]] = [
    ("fr", "NIR 1 84 12 76 451 089 46", "nir", "1 84 12 76 451 089 46"),
    ("fr", "Sécurité sociale : 184127645108946", "nir", "184127645108946"),
    ("fr", "sécurité sociale de Paul : 1.81.06.2A.038.067 / 80", "nir", "1.81.06.2A.038.067 / 80"),
    ("fr", "IBAN FR14 2004 1010 0505 0001 3M02 606", "iban", "FR14 2004 1010 0505 0001 3M02 606"),
    ("fr", "virement fr14.2004.1010.0505.0001.3m02.606 merci", "iban", "fr14.2004.1010.0505.0001.3m02.606"),
    (
        "fr",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        "iban",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
    ),
    ("fr", "SIREN 732 829 320", "siren", "732 829 320"),
    ("fr", "SIRET : 73282932000074", "siret", "73282932000074"),
    ("fr", "732 829 320 00074", "siret", "732 829 320 00074"),
    ("fr", "TVA FR44 732 829 320", "vat", "FR44 732 829 320"),
    ("fr", "Carte 4539 1488 0343 6467 exp. 12/27", "card", "4539 1488 0343 6467"),
    ("fr", "CNI n° 880692310285", "id_card", "880692310285"),
    ("fr", "Passeport n° 18CF44120", "passport", "18CF44120"),
    ("fr", "permis de conduire 14AB78523", "driving_licence", "14AB78523"),
    ("fr", "RIB 20041 01005 0500013M026 06", "bank_account", "20041 01005 0500013M026 06"),
    ("en", "Card number 3782-822463-10005", "card", "3782-822463-10005"),
    ("en", "My SSN is 536-22-8147", "ssn", "536-22-8147"),
    ("en", "NI number: AB 12 34 56 C", "nino", "AB 12 34 56 C"),
    ("en", "NHS no. 943 476 5919", "nhs", "943 476 5919"),
    ("en", "passport 533901482", "passport", "533901482"),
    ("en", "driving licence MORGA657054SM9IJ", "driving_licence", "MORGA657054SM9IJ"),
    ("en", "sort code 20-45-77, account 31926819", "bank_account", "20-45-77, account 31926819"),
    ("en", "routing 021000021 account 1234567890", "bank_account", "routing 021000021 account 1234567890"),
    ("en", "ID number 12345678Z", "national_id", "12345678Z"),
    ("en", "codice fiscale RSSMRA85T10A562S", "national_id", "RSSMRA85T10A562S"),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Commande 184127645108947, colis 6A65307513943, EAN 5163189092775."),
    ("fr", "Lot 732829320, article SKU737504760, devis FR-2026-0044."),
    ("fr", "IBAN à venir, carte de fidélité à demander, permis de construire accordé."),
    ("en", "Order 536228147, tracking 1Z395AA1223896208, part 4539 1488 0343 6468."),
    ("en", "Passport control, NHS supplier, NI office, driving licence renewal."),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), FOUND)
def test_numbers_are_found(detector: Detector, language: Language, text: str, kind: str, value: str) -> None:
    found = [(one.kind, one.text) for one in detector.detect(text, language) if one.kind != "person"]
    assert found == [(kind, value)]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_other_numbers_stay(detector: Detector, language: Language, text: str) -> None:
    assert detector.detect(text, language) == ()
