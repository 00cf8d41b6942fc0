"""Aligned forms, lists under a line that announces them, tables, and papers that a sentence speaks of."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import found, unmarked

KINDS = frozenset(
    ["birth_date", "plate", "passport", "id_card", "driving_licence", "nino", "nhs", "ssn", "nir", "ip", "phone"]
)
FOUND: list[tuple[Language, str, str]] = [
    ("en", "birth_date", "DOB           ⟦28 January 1994⟧"),
    ("en", "birth_date", "Born\t\t⟦3 May 1977⟧"),
    ("en", "birth_date", "Date of birth    :   ⟦12/03/1981⟧"),
    ("fr", "birth_date", "Date de naissance          ⟦12 mars 1981⟧"),
    ("fr", "birth_date", "Né le          ⟦12/03/1981⟧"),
    ("en", "birth_date", "Dates of birth as requested:\nDoe Ann, ⟦12/03/1981⟧\nRoe Joe, ⟦3 May 1977⟧"),
    ("en", "passport", "Passport      ⟦X1264521⟧"),
    ("fr", "passport", "Passeport\t\t⟦12AB34567⟧"),
    ("fr", "id_card", "CNI                 ⟦880692310285⟧"),
    ("en", "nino", "NI no.       ⟦AB 12 34 56 C⟧"),
    ("en", "nhs", "NHS number        ⟦943 476 5919⟧"),
    ("en", "ssn", "SSN               ⟦536 22 8726⟧"),
    ("fr", "nir", "N° de sécu          ⟦1 84 12 76 451 089 46⟧"),
    ("fr", "plate", "Plaque\t\t⟦AB 123 CD⟧"),
    ("en", "plate", "Registration      ⟦AB12 CDE⟧"),
    ("en", "phone", "Phone          ⟦555 0143⟧"),
    (
        "en",
        "passport",
        "Before I book, send me the passports please:\n"
        "POE Mary, ⟦X12645214⟧\nROE Joe, ⟦K95310404⟧\nDOE Ann, number ⟦F 7503 2297⟧",
    ),
    ("fr", "passport", "Numéros de passeport du groupe :\nMartin Zoé, ⟦12AB34567⟧\nDurand Luc, ⟦14CD98765⟧"),
    ("en", "plate", "Plates for the car park:\nAnn Doe, ⟦AB12 CDE⟧\nJoe Roe, ⟦LK19 XYZ⟧"),
    ("en", "driving_licence", "The driver is Paul Roe, licence ⟦L601235265484⟧."),
    ("en", "driving_licence", "Paul Roe, licence ⟦44915911⟧, collects the van."),
    ("en", "driving_licence", "Our driver Tom Field holds US license ⟦D4491591⟧."),
    ("en", "driving_licence", "Ann (DL ⟦44915911⟧) takes the wheel."),
    ("en", "driving_licence", "Driver: Ann, DL no ⟦44915911⟧"),
    ("en", "id_card", "Reception asks for photo ID: hers is ⟦TPNCJ3XNG1⟧."),
    ("en", "id_card", "As for the identity card, his is ⟦X4RTBPFM4⟧."),
    ("en", "plate", "Our vehicle: ⟦6WHM377⟧ will be in the lot."),
    ("en", "plate", "I nominate Ann Doe as the driver for ⟦6WHM377⟧."),
    ("en", "plate", "The penalty was issued against ⟦HPQ 3097⟧ on Monday."),
    ("en", "plate", "Their car, ⟦191-D-12345⟧, is blocking bay 4."),
    ("fr", "plate", "Une amende a été émise contre ⟦AB 123 CD⟧."),
    ("en", "ip", "Sessions: ⟦5.52.187.11⟧ and, ten minutes later, ⟦5.52.187.12⟧"),
    ("en", "ip", "Visitor ⟦8.12.7.3⟧ came back twice."),
    ("fr", "ip", "Connexions depuis ⟦8.12.7.3⟧"),
    ("en", "phone", "name;email;phone\nAnn Doe;ann@doe.com;⟦2125550143⟧"),
    ("en", "phone", "Ann Doe | ann@doe.com | ⟦2025550143⟧ | Boston"),
    ("en", "phone", "Ann Doe; ann.doe@mail.ie; ⟦091, 297653⟧"),
    ("en", "ssn", "Payroll May\nAnn Doe;⟦748 85 2696⟧;3200\nJoe Roe;⟦748.85.2697⟧;2900"),
]
STAYS: list[tuple[Language, str]] = [
    ("en", "Part no.      X1264521"),
    ("en", "Order         44915911"),
    ("fr", "Commande          AB-123-CD"),
    ("en", "Version       5.52.187.11"),
    ("en", "Visitors by version: 5.2.18.11"),
    ("en", "Invoice date        28 January 2024"),
    ("en", "Our orders this week:\nDoe Ann, X12645214\nRoe Joe, K95310404"),
    ("en", "Passports are needed.\nDear Ann, 12645214 is your order."),
    ("en", "The software licence 44915911 expires in May."),
    ("en", "Adobe licence 44915911 for Ann Doe"),
    ("en", "Roe Ltd, licence 44915911"),
    ("en", "Ann Doe, software licence 44915911"),
    ("en", "Fleet: order ABC 1234 for Monday"),
    ("en", "Delivered to HPQ 3097 for the fleet manager"),
    ("en", "name;email;customer id\nAnn Doe;ann@doe.com;2125550143"),
    ("en", "item;qty;ref\nBolt;12;2125550143"),
    ("en", "Payroll software, part 748 85 2696"),
    ("en", "Stock\nBolt;748 85 2696;3200"),
]


@pytest.mark.parametrize(("language", "kind", "marked"), FOUND)
def test_numbers_are_found(detector: Detector, language: Language, kind: str, marked: str) -> None:
    text, values = unmarked(marked)
    assert found(detector, text, language, KINDS) == [(kind, value) for value in values]


@pytest.mark.parametrize(("language", "text"), STAYS)
def test_look_alikes_stay(detector: Detector, language: Language, text: str) -> None:
    assert found(detector, text, language, KINDS) == []
