"""Reading a text: its words, and the tokens of the language model, whatever stands between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from guardrails.patterns import compile_pattern
from guardrails.pii.language_models import LinearTokenizer
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


@given(TEXTS)
def test_tokens_rejoin_to_the_text(text: str) -> None:
    assert LinearTokenizer(Vocab())(text).text == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Bonjour Claire, merci", ["Bonjour", "Claire", ",", "merci"]),
        ("  a  b \n c\n d ", ["  ", "a", " ", "b", "\n ", "c", "\n ", "d"]),
        ("qu'il écrive à a@b.fr.", ["qu'", "il", "écrive", "à", "a@b.fr", "."]),
        ("x" * 130, ["x" * 60, "x" * 60, "x" * 10]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in LinearTokenizer(Vocab())(text)] == tokens
