"""Postal addresses, birth dates and number plates; offices, other dates and article codes stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector

FOUND: list[tuple[Language, str, str, str]] = [
    ("fr", "Domicile : 18 rue des Glycines, 29000 Quimper", "address", "18 rue des Glycines, 29000 Quimper"),
    ("fr", "Livrez au 3 bis, av. Foch - 69006 LYON svp", "address", "3 bis, av. Foch - 69006 LYON"),
    ("fr", "habite 12 rue du four 35400 saint-malo", "address", "12 rue du four 35400 saint-malo"),
    ("fr", "Adresse :\n7 impasse du Lac\n44600 Saint-Nazaire\n", "address", "7 impasse du Lac\n44600 Saint-Nazaire"),
    (
        "fr",
        "Appt 12, bât. C, 27 allée Jean Moulin, 69100 Villeurbanne",
        "address",
        "Appt 12, bât. C, 27 allée Jean Moulin, 69100 Villeurbanne",
    ),
    ("en", "Home: 18 Primrose Avenue, Bristol BS6 5TH", "address", "18 Primrose Avenue, Bristol BS6 5TH"),
    ("en", "lives at 12 bell street, oxford ox1 3ab now", "address", "12 bell street, oxford ox1 3ab"),
    ("en", "Flat 4, 27 Jubilee Gardens, Leeds LS6 2AB", "address", "Flat 4, 27 Jubilee Gardens, Leeds LS6 2AB"),
    ("en", "1420 Maple Drive, Apt 5B, Austin, TX 78704", "address", "1420 Maple Drive, Apt 5B, Austin, TX 78704"),
    ("fr", "né le 4 juillet 1979", "birth_date", "4 juillet 1979"),
    ("fr", "Date de naissance : 04/07/1979", "birth_date", "04/07/1979"),
    ("en", "DOB: 1979-07-04", "birth_date", "1979-07-04"),
    ("en", "born on July 4, 1979", "birth_date", "July 4, 1979"),
    ("fr", "voiture immatriculée GH-415-KT", "plate", "GH-415-KT"),
    ("en", "van registration lb19 xkr", "plate", "lb19 xkr"),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Notre showroom : 18 rue des Glycines, 29000 Quimper."),
    ("fr", "Réunion le 4 avril 2026 à 16 h, 12 places disponibles, route à suivre."),
    ("fr", "Référence GH-415-KT, véhicule livré le 04/07/2026."),
    ("en", "Our office at 18 Primrose Avenue, Bristol BS6 5TH."),
    ("en", "12 people on the road, 3 days a week, 5 star drive."),
    ("en", "Part GH-415-KT shipped on July 4, 2026."),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), FOUND)
def test_particulars_are_found(detector: Detector, language: Language, text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.text) for one in detector.detect(text, language)] == [(kind, value)]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_premises_dates_and_codes_stay(detector: Detector, language: Language, text: str) -> None:
    assert detector.detect(text, language) == ()
