"""E-mail addresses, telephone numbers, IP addresses and profile pages, as people write them."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector

FOUND: list[tuple[Language, str, str, str]] = [
    ("fr", "Écrivez à paul.durand@exemple.fr.", "email", "paul.durand@exemple.fr"),
    ("fr", "Mail : PAUL.DURAND+PRO@EXEMPLE.FR", "email", "PAUL.DURAND+PRO@EXEMPLE.FR"),
    (
        "fr",
        "mon mail c'est paul point durand arobase exemple point fr, merci",
        "email",
        "paul point durand arobase exemple point fr",
    ),
    ("fr", "p.durand [at] exemple (point) fr", "email", "p.durand [at] exemple (point) fr"),
    ("en", "write to jane dot roe at example dot co dot uk", "email", "jane dot roe at example dot co dot uk"),
    ("en", "jane.roe (at) example (dot) com", "email", "jane.roe (at) example (dot) com"),
    ("en", "jane.roe @example.com", "email", "jane.roe @example.com"),
    ("fr", "Appelez le 06 12 34 56 78 demain", "phone", "06 12 34 56 78"),
    ("fr", "06.12.34.56.78", "phone", "06.12.34.56.78"),
    ("fr", "06-12-34-56-78", "phone", "06-12-34-56-78"),
    ("fr", "Tél. : 0612345678", "phone", "0612345678"),
    ("fr", "0412 345 678", "phone", "0412 345 678"),
    ("fr", "+33 (0)6 12 34 56 78", "phone", "+33 (0)6 12 34 56 78"),
    ("fr", "0033612345678", "phone", "0033612345678"),
    ("fr", "06\u202f12\u202f34\u202f56\u202f78", "phone", "06\u202f12\u202f34\u202f56\u202f78"),
    (
        "fr",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "phone",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    ),
    ("en", "Ring 020 7946 0018 now", "phone", "020 7946 0018"),
    ("en", "(212) 736-5000", "phone", "(212) 736-5000"),
    ("en", "+353 86 123 4567", "phone", "+353 86 123 4567"),
    (
        "en",
        "oh seven nine double four three one two six oh eight",
        "phone",
        "oh seven nine double four three one two six oh eight",
    ),
    ("fr", "Connexion depuis 82.64.113.9", "ip", "82.64.113.9"),
    ("en", "IP: 2a01:e0a:1b2:3c40::7", "ip", "2a01:e0a:1b2:3c40::7"),
    ("fr", "Voir https://www.linkedin.com/in/paul-durand-75", "url", "https://www.linkedin.com/in/paul-durand-75"),
    ("en", "Book at calendly.com/jane-roe/30min", "url", "calendly.com/jane-roe/30min"),
    ("fr", "Son site : https://claire-vasseur.fr/contact", "url", "https://claire-vasseur.fr/contact"),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Écrivez à contact@exemple.fr ou à support@exemple.fr."),
    ("fr", "Commande 0602511458, facture n° 03 90 61 78 62, réf. 06 12 34 56 78."),
    ("fr", "Livraison le 12/03/2026 ou le 2026-03-12, 1 200 000 € HT."),
    ("fr", "Passez en version 10.3.5.12, firmware 82.64.113.9."),
    ("fr", "https://www.exemple.fr/devis?id=43980 et linkedin.com/company/exemple"),
    ("fr", "J'ai vingt-deux ans et trois enfants."),
    ("en", "Order 4588592352, invoice 212 736 5000, lot 020 7946 0018."),
    ("en", "Dimensions 06 x 12 x 34 cm, $23,296.00, 10/05/2024."),
    ("en", "Meet us at example dot com and look at acme.com"),
    ("en", "Upgrade to 9.8.15.1 at 12:30:45."),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), FOUND)
def test_coordinates_are_found(detector: Detector, language: Language, text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.text) for one in detector.detect(text, language)] == [(kind, value)]


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_other_numbers_and_addresses_stay(detector: Detector, language: Language, text: str) -> None:
    assert detector.detect(text, language) == ()
