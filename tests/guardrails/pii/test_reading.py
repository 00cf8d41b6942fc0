"""Reading a text: its words, and the tokens of the language model, whatever stands between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading

WORD = compile_pattern(r"\p{L}+(?:['\-]\p{L}+)*")
TEXTS = st.text(st.sampled_from("aZéßİ'’-.,(\"!1 \u00a0\u200b\u0301\n\t中@<"), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bonjour Claire, à demain !", ["Bonjour", "Claire", "à", "demain"]),
        ("(Claire) \"Martin\" <Paul>", ["Claire", "Martin", "Paul"]),
        ("l’hôtel d’Iris, D’Astorg", ["hôtel", "Iris", "D'Astorg"]),
        ("Claire's car, James' car, it's", ["Claire", "car", "James", "car", "it"]),
        ("Jean-Paul - Marie--Anne -x", ["Jean-Paul", "Marie", "Anne", "x"]),
        ("a.martin@exemple.fr, 12h30", ["a", "martin", "exemple", "fr", "h"]),
        ("Cla\u200bire\u00a0Mar\u00adtin", ["Claire", "Martin"]),
        ("la la, LA (la)", ["la", "la", "LA", "la"]),
        ("... 12 !", []),
    ],
)  # fmt: skip
def test_words(text: str, words: list[str]) -> None:
    reading = Reading(text)
    assert [word.text for word in reading.words] == words
    assert all(reading.plain[word.start : word.end] == word.text for word in reading.words)


@given(TEXTS)
def test_every_run_of_letters_gives_a_word_in_its_place(text: str) -> None:
    reading = Reading(text)
    runs = [match.span() for match in WORD.finditer(reading.plain)]
    assert len(reading.words) == len(runs)
    for word, (start, end) in zip(reading.words, runs, strict=True):
        assert start <= word.start < word.end <= end
        assert reading.plain[word.start : word.end] == word.text


@given(TEXTS)
def test_views_are_as_long_as_each_other(text: str) -> None:
    reading = Reading(text)
    assert len(reading.folded) == len(reading.plain)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"Jane Roe\n\n28 Mill Lane", "Jane Roe \n \n28 Mill Lane"),
        (r"Jane Roe\r\nLeeds", "Jane Roe \n \nLeeds"),
        (r"C:\news\templates", r"C:\news\templates"),
        (r"fin\n", "fin \n"),
    ],
)
def test_line_breaks_that_an_export_wrote_out_are_line_breaks(text: str, plain: str) -> None:
    assert Reading(text).plain == plain
