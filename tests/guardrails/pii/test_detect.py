"""Each text has its own entities, whatever its length, with what told them."""

import pytest

from guardrails.pii.detect import Detector
from guardrails.pii.signs import Sign

MAIL = "Bonjour,\n\nVous pouvez joindre Nadia Haddad au 06 98 76 54 32.\n\nBien cordialement,\nHugo Blin\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rendez-vous avec Claire Martin", 1),
        ("", 0),
        (MAIL, 3),
        ("Rien à signaler.", 0),
        (MAIL * 120, 360),
        ("Paul Roche", 1),
        (" ", 0),
    ],
)
def test_a_text_has_its_entities(detector: Detector, text: str, number: int) -> None:
    found = detector.detect(text, "fr")
    assert len(found) == number
    assert all(text[one.start : one.end] == one.text for one in found)


def test_every_entity_says_what_told_it(detector: Detector) -> None:
    found = detector.detect(MAIL, "fr")
    assert [(one.recogniser, one.sign) for one in found] == [
        ("NameRecogniser", Sign.GIVEN_NAME),
        ("PhoneRecogniser", Sign.SHAPE),
        ("NameRecogniser", Sign.SIGNATURE),
    ]


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_has_words_in_both_languages(sign: Sign) -> None:
    assert sign.sentence("fr") != sign.sentence("en")
