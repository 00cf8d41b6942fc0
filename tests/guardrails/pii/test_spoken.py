"""Telephone numbers in words have the digits that one hears."""

import pytest

from guardrails.pii.spoken import digits_of
from guardrails.pii.values import national_digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "0612345678"),
        ("ZERO SIX, douze, trente quatre, cinquante six, soixante dix huit", "0612345678"),
        ("zéro un, quatre-vingt-deux, vingt et un, quatre-vingt-onze, soixante et onze", "0182219171"),
        ("zéro six zéro zéro dix dix-sept vingt", "0600101720"),
        ("zéro six septante-deux nonante-neuf octante zéro dix", "06729980010"),
        ("zéro quatre soixante-seize zéro sept quatre-vingts", "04760780"),
        ("plus trente-trois six douze", "+33612"),
        ("zéro six 12 34 cinquante", "06123450"),
        ("oh seven seven double nine one two triple three", "0779912333"),
        ("plus four four seven seven", "+4477"),
        ("+33 6 12", "+33612"),
    ],
)
def test_digits(said: str, digits: str) -> None:
    assert digits_of(said) == digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("06 12 34 56 78", "612345678"),
        ("+33 (0)6 12 34 56 78", "612345678"),
        ("0033612345678", "612345678"),
        ("(33) 6 12 34 56 78", "612345678"),
        ("06.12.34.56.78 poste 214", "612345678"),
        ("+33 1 44 55 66 77 ext. 12", "144556677"),
        ("020 7946 0958", "2079460958"),
        ("+44 20 7946 0958", "2079460958"),
        ("(206) 273-7054", "2062737054"),
        ("+1 206-273-7054 x12", "2062737054"),
        ("1-206-273-7054", "2062737054"),
    ],
)
def test_national_and_international_forms_agree(written: str, digits: str) -> None:
    assert national_digits(written) == digits
