"""Tables in text: the heading of a column labels its cells, the heading of another does not."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import found
from tests.steps import assert_linear

KINDS = frozenset(["ssn", "siren", "iban", "passport", "birth_date", "nhs", "national_id", "bank_account"])
TABLES: list[tuple[Language, str, list[tuple[str, str]]]] = [
    (
        "en",
        'Name,SSN,DOB\nJane Doe,536-22-8147,1979-05-12\n"Roe, Al",536228148,12/05/1981',
        [("ssn", "536-22-8147"), ("birth_date", "1979-05-12"), ("ssn", "536228148"), ("birth_date", "12/05/1981")],
    ),
    (
        "fr",
        "nom;siren;date_naissance;livraison\nRoche;732829320;12/05/1979;12/05/2026",
        [("siren", "732829320"), ("birth_date", "12/05/1979")],
    ),
    (
        "en",
        "| Name | Passport no | Born |\n|---|---|---|\n| Jane | 533901482 | 12/05/1979 |",
        [("passport", "533901482"), ("birth_date", "12/05/1979")],
    ),
    ("en", "name\tnhs\torder\nJane\t9434765919\t9434765919", [("nhs", "9434765919")]),
    ("en", "name,order,sku\nJane,533901482,732829320", []),
    (  # a comma within a cell shifts only what follows it
        "fr",
        "nom,siren,iban,commande\nRoche,732829320,x,12\nBlin,552100554,044870, 26075163,13",
        [("siren", "732829320"), ("siren", "552100554"), ("bank_account", "044870, 26075163")],
    ),
    ("en", "passport,order,sku\n,533901482,732829320\n", []),
    ("fr", "nom;date;commande\nRoche;12/05/1979;732829320\nDate de naissance à demander.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), TABLES)
def test_headings_label_their_column(
    detector: Detector, language: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(detector, text, language, KINDS) == expected


@pytest.mark.slow
def test_tables_and_long_lines_take_linear_time(detector: Detector) -> None:
    row = "ssn,dob,born\n" + "123456789,1/1/2000,1\n"
    assert_linear(lambda size: detector.detect(row * (size // len(row)), "en"), 6_000)
    assert_linear(lambda size: detector.detect("ssn " + "123456789 " * (size // 10), "en"), 6_000)
