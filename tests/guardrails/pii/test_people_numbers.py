"""Numbers of people and companies: every separator and wording, and the numbers of things beside them."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import found, unmarked

PEOPLE = ["nir", "ssn", "nino", "nhs", "national_id", "passport", "id_card", "driving_licence"]
KINDS = frozenset([*PEOPLE, "siren", "siret", "vat", "card", "iban", "bank_account", "phone"])
FOUND: list[tuple[Language, str, str]] = [
    # French social security
    ("fr", "nir", "num sécu : ⟦1 84 05 971 05 089 47⟧"),
    ("fr", "nir", "Son numéro de sécurité sociale est le ⟦299029881812373⟧."),
    ("fr", "nir", "n° de sécu de Mme Roche : ⟦2 99 02 98 818 123 73⟧"),
    ("fr", "nir", "NIR de Mme Roche : ⟦3-89-02-2A-004-112-14⟧"),
    ("fr", "nir", "Assuré ⟦785069913456758⟧ (n° de sécu)"),
    ("fr", "nir", "N° SS\n⟦1.85.01.75.116.001.92⟧"),
    ("fr", "nir", "Voici ⟦1 85 01 75 116 001 92⟧, merci de l'enregistrer."),
    ("fr", "nir", "numéro de sécu : ⟦1850175116001⟧"),
    ("fr", "nir", '{"numero_securite_sociale": "⟦185017511600192⟧"}'),
    ("fr", "nir", "Sécurité sociale n° ⟦1 85 01 75 116 001 93⟧"),
    ("fr", "nir", "NIR ⟦1\u00a085\u00a001\u00a075\u00a0116\u00a0001\u00a092⟧"),
    ("en", "nir", "French social security number: ⟦185017511600192⟧"),
    # companies
    ("fr", "siren", "SAS au capital de 10 000 €, ⟦732 829 320⟧ RCS Paris"),
    ("fr", "siren", "immatriculée au RCS de Nantes sous le numéro ⟦732829320⟧"),
    ("fr", "siren", "R.C.S. Lyon B ⟦732 829 320⟧"),
    ("fr", "siren", "N° SIRET : ⟦732 829 320⟧"),
    ("fr", "siret", "Siret n°⟦732.829.320.00074⟧"),
    ("fr", "siret", "La Poste, ⟦356 000 000 00048⟧, Paris"),
    ("fr", "siret", '"siret": "⟦73282932000074⟧",'),
    ("fr", "vat", "TVA intra. : ⟦FR 40 303 265 045⟧"),
    ("fr", "vat", "N° TVA intracommunautaire ⟦FR40303265045⟧"),
    ("fr", "vat", "n° de TVA : ⟦40303265045⟧"),
    ("fr", "vat", "numéro de TVA ⟦BE 0403.019.261⟧"),
    ("fr", "vat", "TVA ⟦CHE-107.787.577 TVA⟧"),
    ("fr", "vat", "Fournisseur NL, ⟦NL004495445B01⟧, Rotterdam"),
    ("en", "vat", "VAT Reg No: ⟦GB 980 7806 84⟧"),
    ("en", "vat", "VAT number ⟦980 7806 84⟧"),
    ("en", "vat", "VAT ID ⟦ATU13585627⟧"),
    ("en", "vat", "Our supplier is ⟦IE6433435F⟧."),
    ("en", "vat", "USt-IdNr. ⟦DE136695976⟧"),
    ("en", "vat", "VAT no. ⟦ESB58378431⟧"),
    ("en", "vat", "VAT: ⟦PL 8567346215⟧ (Poland)"),
    ("en", "vat", "invoice to ⟦NO 995 525 828 MVA⟧"),
    # British
    ("en", "nino", "National Insurance no ⟦AB123456C⟧"),
    ("en", "nino", "his NI number is ⟦ab 12 34 56 c⟧, thanks"),
    ("en", "nino", "Payroll has ⟦QQ123456B⟧ (NINO)"),
    ("en", "nhs", "⟦943 476 5919⟧ is my NHS number"),
    ("en", "nhs", "NHS number for Jane Doe: ⟦9434765919⟧"),
    ("en", "nhs", "nhs_number=⟦943-476-5919⟧"),
    ("en", "national_id", "UTR ⟦1955839661⟧"),
    # American
    ("en", "ssn", "SS# ⟦536-22-8147⟧"),
    ("en", "ssn", "SSN of Jane Doe: ⟦536 22 8147⟧"),
    ("en", "ssn", "my social security number is ⟦536228147⟧"),
    ("en", "ssn", "Her social is ⟦536-22-8147⟧."),
    ("en", "ssn", "please note ⟦536-22-8147⟧ for the form"),
    ("en", "ssn", "SSN\n⟦536.22.8147⟧"),
    ("en", "national_id", "ITIN ⟦912-70-1234⟧"),
    # others
    ("fr", "national_id", "numéro fiscal : ⟦30 23 217 600 053⟧"),
    ("fr", "national_id", "n° fiscal ⟦3023217600053⟧"),
    ("fr", "national_id", "Numéro national belge : ⟦85.07.30-033.28⟧"),
    ("fr", "national_id", "Il a donné ⟦85.07.30-033.28⟧ à l'accueil"),
    ("fr", "national_id", "N° AVS ⟦756.9217.0769.85⟧"),
    ("en", "national_id", "DNI ⟦54362315K⟧"),
    ("en", "national_id", "NIE: ⟦X-2482300-W⟧"),
    ("en", "national_id", "Steuer-ID ⟦36 574 261 809⟧"),
    ("en", "national_id", "BSN ⟦111222333⟧"),
    ("en", "national_id", "PPS number ⟦6433435F⟧"),
    ("en", "national_id", "PESEL ⟦44051401359⟧"),
    ("en", "national_id", "hetu ⟦131052-308T⟧"),
    ("en", "national_id", "She signed as ⟦131052-308T⟧ there"),
    ("en", "national_id", "personnummer ⟦880320-0016⟧"),
    ("en", "national_id", "CPR ⟦211062-5629⟧"),
    ("en", "national_id", "fødselsnummer ⟦15108695088⟧"),
    ("en", "national_id", "CNP ⟦1630615123457⟧"),
    ("en", "national_id", "NIF ⟦501964843⟧"),
    ("en", "national_id", "Tax file number ⟦123456782⟧"),
    ("en", "national_id", "Italian client ⟦RCCMNL83S18D969H⟧"),
    # papers
    ("fr", "passport", "n° de passeport de M. Blin : ⟦14AB12345⟧"),
    ("fr", "passport", "passeport ⟦14 AB 12345⟧"),
    ("fr", "passport", "Son passeport français n° ⟦14AB12345⟧ expire le 12/05/2027"),
    ("en", "passport", "passport no. ⟦C01X00T47⟧"),
    ("en", "passport", "US passport ⟦A12345678⟧"),
    ("en", "passport", "passport (UK): ⟦533901482⟧"),
    ("en", "passport", "Passport number is ⟦533901482⟧."),
    ("en", "passport", "passportNumber: ⟦533901482⟧"),
    ("fr", "id_card", "carte d'identité n° ⟦D2H6862M2⟧"),
    ("fr", "id_card", "CNI de Mme Blin : ⟦880692310285⟧"),
    ("fr", "id_card", "titre de séjour ⟦9203111234⟧"),
    ("en", "id_card", "residence permit ⟦ZU1234567⟧"),
    ("en", "id_card", "ID card number ⟦L01X00T47⟧"),
    ("fr", "id_card", "n° CNI/passeport : ⟦880692310285⟧"),
    ("fr", "passport", "CNI ou passeport n° ⟦14AB12345⟧"),
    ("en", "ssn", "SSN/ITIN: ⟦536-22-8147⟧"),
    ("fr", "driving_licence", "permis n° ⟦920211301234⟧"),
    ("fr", "driving_licence", "Numéro de permis de conduire : ⟦14AB78523⟧"),
    ("en", "driving_licence", "driver's license number ⟦D1234567⟧"),
    ("en", "driving_licence", "Driver License: ⟦S123-4567-8901⟧"),
    ("en", "driving_licence", "driving licence no ⟦MORGA 657054 SM9IJ⟧"),
    ("en", "driving_licence", "He sent ⟦MORGA657054SM9IJ⟧ yesterday"),
    ("en", "driving_licence", "DL: CA ⟦D1234567⟧"),
    ("en", "driving_licence", "DL# ⟦D1234567⟧"),
    (
        "en",
        "passport",
        "⟦P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10⟧",
    ),
    (
        "fr",
        "id_card",
        "MRZ : ⟦IDFRABERTHIER<<<<<<<<<<<<<<<<<<<923102\n9209923102858CORINNE<<<<<<<6512068F6⟧",
    ),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Commande 732829320 et bon de livraison 73282932000074."),
    ("fr", "Facture n° 185017511600192, code INSEE 75056, matricule interne."),
    ("fr", "Horodatage 1732282451000, EAN 2990298818123, code 1850175116001."),
    ("fr", "Dossier sécurité sociale à compléter avant le 12/05/2026."),
    ("fr", "La TVA est de 20 % : 123 456 789,00 € au total, soit 1 234 567,89 €."),
    ("fr", "Un écart de 136695976 unités, hausse de 136 695 976 euros."),
    ("fr", "TVA incluse. Total TTC 1 234 567 €."),
    ("fr", "Le passeport est à renouveler avant 2027, carte d'identité aussi."),
    ("fr", "Permis de construire accordé en 2025, permis B exigé."),
    ("fr", "Référence 732829320, n° client 536228147, réf 85.07.30-033.28"),
    ("fr", "Permis de construire 0691232300012, permis d'exploitation 12345678."),
    ("fr", "Exercice fiscal 2024-2025, numéro fiscal avant le 12/05/2026, CPF 06 12 34 56 78."),
    ("fr", "UUID 123e4567-e89b-12d3-a456-426614174000"),
    ("en", "Order 536-22-8147 shipped, ref AB123456C."),
    ("en", "PO 9434765919 and invoice 943 476 5919 are open."),
    ("en", "Last four of the SSN: 8147."),
    ("en", "The passport office opens at 9; passport photos needed."),
    ("en", "Social media reach 536228147 views."),
    ("en", "Serial number 12345678Z, part X2482300W."),
    ("en", "Ask IT 12345678901 times; at 136695976 units."),
    ("en", "Your licence renews on 12/05/2026, 250 seats."),
    ("en", "Version 20.1.12.345, build 943476591."),
    ("en", "Tracking 1Z999AA10123456784 and 9400 1112 0255 5555 5555 55."),
]


@pytest.mark.parametrize(("language", "kind", "marked"), FOUND)
def test_numbers_are_found(detector: Detector, language: Language, kind: str, marked: str) -> None:
    text, values = unmarked(marked)
    assert found(detector, text, language, KINDS) == [(kind, value) for value in values]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_numbers_of_things_stay(detector: Detector, language: Language, text: str) -> None:
    assert found(detector, text, language, KINDS - {"phone"}) == []
