"""Cards, IBANs and bank accounts however they are written; parcels, articles and the last four digits stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import found, unmarked

KINDS = frozenset(["card", "iban", "bank_account", "siret", "siren", "nir", "national_id", "nhs", "ssn", "phone"])
FOUND: list[tuple[Language, str, str]] = [
    ("en", "card", "my card ⟦213118625276012⟧ has been lost"),
    ("en", "card", "Please block card no ⟦501859952894⟧"),
    ("en", "card", "my credit card ⟦4526018159087⟧ was stolen, can you block it?"),
    ("en", "card", "What is the limit for card ⟦4909960308246281946⟧?"),
    ("en", "card", "Payment declined for ⟦5382199351819096⟧."),
    ("en", "card", "Amex ⟦3423 194875 74916⟧"),
    ("en", "card", "⟦6011 2684 6563 2120⟧"),
    ("en", "card", "charge it to ⟦30514710497466⟧ please"),
    ("en", "card", "Can I pay with ⟦6763 0786 6662⟧?"),
    ("en", "card", "⟦2345-3786-5797-5439⟧ (my new card)"),
    ("en", "card", "Visa ⟦4301 6613 1860 9135⟧, exp 12/27, cvv 123"),
    ("en", "card", '{"card_number": "⟦4301661318609135⟧"}'),
    ("en", "card", "His card number: ⟦3541013962459577⟧"),
    ("en", "card", "card ⟦4532 1234 5678 9012⟧ exp 09/27"),
    ("fr", "card", "Ma CB ⟦4301 6613 1860 9135⟧ 123"),
    ("fr", "card", "numéro de carte de M. Blin : ⟦4301.6613.1860.9135⟧"),
    ("fr", "card", "Paiement de la commande 12345 par carte ⟦4301661318609135⟧"),
    ("fr", "card", "prélevez la carte ⟦180089555979710⟧"),
    ("fr", "card", "Carte bancaire\n⟦4301661318609135⟧"),
    ("fr", "iban", "IBAN : ⟦FR76 3000 6000 0112 3456 7890 189⟧"),
    ("fr", "iban", "⟦fr7630006000011234567890189⟧"),
    ("fr", "iban", "virement sur ⟦FR 76 3000 6000 0112 3456 7890 189⟧ svp"),
    ("fr", "iban", "IBAN ⟦FR76-30006-00001-12345678901-89⟧"),
    ("fr", "iban", "⟦FR76 3000 6000 0112\n3456 7890 189⟧"),
    ("fr", "iban", "> ⟦FR76 3000 6000 0112\n> 3456 7890 189⟧"),
    ("fr", "iban", "Compte au Maroc : ⟦MA64 0115 1900 0001 2050 0053 4921⟧"),
    ("fr", "iban", "IBAN : ⟦FR76 3000 6000 0112 3456 7890 18⟧"),
    ("fr", "iban", "IBAN⟦FR7630006000011234567890189⟧"),
    ("fr", "iban", '"iban": "⟦BE68 5390 0754 7034⟧"'),
    ("en", "iban", "⟦GB29NWBK60161331926819⟧"),
    ("en", "iban", "wire to ⟦MT84 MALT 0110 0001 2345 MTLC AST0 01S⟧ today"),
    ("en", "iban", "any charges from ⟦NO93 8601 1117 947⟧ to other banks?"),
    ("en", "iban", "⟦CH93.0076.2011.6238.5295.7⟧"),
    ("en", "iban", "pay ⟦PL 61 1090 1014 0000 0712 1981 2874⟧"),
    ("fr", "bank_account", "RIB : ⟦30002 00550 0000157841Z 25⟧"),
    ("fr", "bank_account", "⟦30002 00550 0000157841Z 25⟧ pour le prélèvement"),
    ("fr", "bank_account", "RIB ⟦14508590120004127731013⟧"),
    ("fr", "bank_account", "Code banque : ⟦30002 Code guichet : 00550 N° de compte : 0000157841Z Clé RIB : 25⟧"),
    ("fr", "bank_account", "numéro de compte bancaire : ⟦00041277310⟧"),
    ("en", "bank_account", "Sort code: ⟦20-45-77 Account number: 31926819⟧"),
    ("en", "bank_account", "account ⟦31926819, sort code 20-45-77⟧"),
    ("en", "bank_account", "pay ⟦20-45-77 / 31926819⟧"),
    ("en", "bank_account", "s/c ⟦20 45 77, a/c no. 31926819⟧"),
    ("en", "bank_account", "⟦ABA 021000021, acct # 1234567890⟧"),
    ("en", "bank_account", "⟦account number 1234567890, routing number 021000021⟧"),
    ("en", "bank_account", "Account: ⟦31926819 Sort: 20-45-77⟧"),
    ("en", "bank_account", "sort code and number ⟦20-45-77 31926819⟧"),
    ("en", "bank_account", "Sort code ⟦20-45-77⟧ only"),
    ("en", "bank_account", "my bank account number is ⟦12345678⟧"),
    ("en", "bank_account", "checking account: ⟦000123456789⟧"),
    ("en", "bank_account", "Our bank has changed.\n\nOld: ⟦60-71-78 - 56269785⟧\nNew: ⟦20-45-77, 31926819⟧"),
    ("en", "bank_account", "The account has moved.\nPrevious: ⟦204577 31926819⟧\nCurrent: ⟦60 71 78 / 56269785⟧"),
    ("en", "bank_account", "Refund to ⟦20-45-77 31926819⟧ please"),
    ("en", "bank_account", "the direct debit from ⟦20-45-77 / 31926819⟧ failed"),
    ("en", "bank_account", "SC: ⟦20-45-77 AC: 31926819⟧"),
    ("en", "bank_account", "Acc. ⟦31926819, SC 20-45-77⟧"),
    ("en", "bank_account", "ACH details\nFrom: ⟦021000021 / 1234567890⟧\nTo: ⟦111000025 / 987654321⟧"),
    ("en", "bank_account", "Routing #⟦021000021⟧ and checking #⟦1234567890⟧"),
    ("en", "bank_account", "please pay the balance into account ⟦31926819⟧"),
    ("en", "bank_account", "account nr ⟦31926819⟧"),
    ("en", "bank_account", "Sort code: ⟦20-45-77⟧\nAccount: ⟦31926819⟧"),
    ("en", "bank_account", "Remit to: ⟦20-45-77 / 31926819⟧"),
    ("en", "bank_account", "savings acct ⟦1234567890⟧"),
    ("fr", "bank_account", "prélèvement sur le compte ⟦20-45-77 / 31926819⟧ rejeté"),
    ("fr", "bank_account", "Le virement vers le compte américain ⟦021000021 / 1234567890⟧ est parti"),
    ("fr", "bank_account", "virement sur le compte ⟦00041277310⟧"),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Colis 4301661318609135 expédié, suivi 4301 6613 1860 9135."),
    ("fr", "4301661318609135 (numéro de suivi)"),
    ("fr", "Commande n° 4301661318609135 payée par carte."),
    ("fr", "IMEI 354852538885399, EAN 4006381333931, GTIN 04012345678901."),
    ("fr", "Carte de fidélité, carte cadeau de 50 €, carte SIM 8933 0123."),
    ("fr", "Votre carte se terminant par 9135 expire en 12/27."),
    ("fr", "Total 1 234 567,89 €, 4 301 661 € de CA et 12 500 unités."),
    ("fr", "Compte client 31926819, compte rendu du 12/05/2026."),
    ("fr", "FR76 est une plaque ? IBAN à fournir avant le 12/05."),
    ("en", "gift card 4301661318609136, transaction id 4301661318609135"),
    ("en", "Meeting 20-25-30 12345678, loyalty card 4532 1234 5678 9012"),
    ("fr", "Carte de fidélité 4532 1234 5678 9012"),
    ("fr", "IBAN: FR76XXXXXXXXXXXXXXXXXXXXXX189, ICS FR12ZZZ123456"),
    ("fr", "Lot 14508590120004127731013"),
    ("en", "Tracking no 4301661318609135; serial 5382199351819096."),
    ("en", "the account ending 1234, card ending in 9135"),
    ("en", "Order 6011268465632120 will ship with parcel 501859952894"),
    ("en", "501859952894 units sold, 9400111202555555555555 shipped"),
    ("en", "Meeting on 20-11-25, account review at 10:30."),
    ("en", "customer account number 31926819"),
    ("en", "From 20 25 30 to 40 people; 12 34 56 parts."),
    ("en", "Old: 20-25-30 12345678\nNew: 20-25-31 12345679"),
    ("en", "Account review\nOld: 044870 units, new: 26075163"),
    ("en", "Payment for order 20-45-77, 12345678 units"),
    ("en", "Payment received 20-11-25 12345678 GBP, transfer 400000000 / 500000000"),
    ("fr", "Paiement du 20-11-25 12345678 reçu, règlement 552 100 554 / 732 829 320 à venir"),
    ("fr", "Compte 411000, compte 6063 et compte 44566 à solder."),
    ("en", "USPS 9205590164917312751089, DHL 1234567890, ISBN 9783161484100"),
]


@pytest.mark.parametrize(("language", "kind", "marked"), FOUND)
def test_accounts_and_cards_are_found(detector: Detector, language: Language, kind: str, marked: str) -> None:
    text, values = unmarked(marked)
    assert found(detector, text, language, KINDS) == [(kind, value) for value in values]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_numbers_of_things_stay(detector: Detector, language: Language, text: str) -> None:
    assert found(detector, text, language, KINDS - {"phone"}) == []
