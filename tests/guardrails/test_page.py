"""Sentences and where they are, whatever the mail program did to the lines."""

import pytest

from guardrails.page import Page


def sentences(text: str) -> list[str]:
    page = Page(text)
    numbers = range(page.text.count("\n") + 1)
    return [text[slice(*page.marked(number))] for number in numbers if page.line(number).strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois ?", ["Un.", "Deux !", "Trois ?"]),
        ("M. Durand est là. Mme Roy aussi.", ["M. Durand est là.", "Mme Roy aussi."]),
        ("See Dr. Hale, e.g. on Monday. Then call.", ["See Dr. Hale, e.g. on Monday.", "Then call."]),
        ("Le total est de 1.200 € HT. Merci.", ["Le total est de 1.200 € HT.", "Merci."]),
        ("Une phrase que le logiciel\ncoupe en deux. Fin.", ["Une phrase que le logiciel\ncoupe en deux.", "Fin."]),
        ("Bonjour Madame,\nVoici le devis.", ["Bonjour Madame,", "Voici le devis."]),
        ("Bonjour,\n\nvoici le devis", ["Bonjour,", "voici le devis"]),
        ("Points :\n- un\n- deux", ["Points :", "un", "deux"]),
        ("1. Premier point\n2. Second point", ["1. Premier point", "2. Second point"]),
        ("PLUS QUE\nQUELQUES HEURES", ["PLUS QUE\nQUELQUES HEURES"]),
        ("Attendez… peut-être. Oui.", ["Attendez… peut-être.", "Oui."]),
        ("Il a dit « non ». Puis rien.", ["Il a dit « non ».", "Puis rien."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_page_is_ascii_and_keeps_the_way_back() -> None:
    page = Page("Prix : 20 € — dernière œuvre")
    assert page.text.isascii()
    assert "20 $" in page.text
    start = page.text.index("derniere")
    assert page.original[slice(*page.span(start, start + 8))] == "dernière"


def test_spaced_out_letters_are_closed_up() -> None:
    assert "derniere chance" in Page("d e r n i è r e  c h a n c e").text
    assert "urgent" in Page("U-R-G-E-N-T").text
    assert Page("options a b c").text == "options a b c"
