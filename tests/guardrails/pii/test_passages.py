"""The language model reads the passages in which a name may stand that nothing else has found, and no others."""

import pytest

from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.names.passages import passages
from guardrails.pii.recognisers.names.words import NameWords

FILLER = "et nous vous dirons ensuite comment cela se passe chez nous quand tout sera mieux "


def words_of(text: str) -> NameWords:
    return NameWords(Reading(text), load_lexicon(), "fr")


def read(text: str, *found: tuple[int, int, float, object]) -> list[str]:
    words = words_of(text)
    return [words.reading.plain[start:end] for start, end in passages(words, found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("merci de votre message", []),
        ("Bonjour, merci de votre message. Nous vous rappelons demain.", []),
        ("12 345,67 € !", []),
        ("Zyxor", ["Zyxor"]),
        ("un deux trois quatre cinq six sept Zyxor un deux trois quatre cinq six sept",
         ["quatre cinq six sept Zyxor un deux trois quatre"]),
        ("Zyxor " + FILLER + "Qorvane",
         ["Zyxor et nous vous dirons", "quand tout sera mieux Qorvane"]),
        ("Zyxor et Qorvane", ["Zyxor et Qorvane"]),
        ("la salle Zyxor est libre", []),
        ("merci de rappeler gwenaelle demain", ["merci de rappeler gwenaelle demain"]),
    ],
)  # fmt: skip
def test_a_passage_is_a_possible_name_and_four_words_on_either_side(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_what_is_found_is_not_asked_again() -> None:
    assert read("Bonjour Zyxor", (1, 2, 0.9, None)) == []
    assert read("Bonjour Zyxor", (1, 2, 0.6, None)) == ["Bonjour Zyxor"]


def test_a_passage_does_not_reach_over_what_holds_no_words() -> None:
    (passage,) = read("Bonjour " + "." * 10_000 + " Zyxor " + "." * 10_000 + " fin")
    assert len(passage) < 200


def test_passages_do_not_overlap_however_many_names_there_are() -> None:
    ends = [end for span in passages(words_of(("Zyxor " + FILLER) * 40), ()) for end in span]
    assert ends == sorted(ends)
    assert len(ends) == 80
