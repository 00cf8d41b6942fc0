"""What is proposed instead: the fair part of a sentence first, and in the end a mail that passes."""

from collections.abc import Callable

import pytest

from guardrails.draft import Draft, FieldName, Span
from guardrails.pressure.proposals import Edit, Passage, edited, fair_parts, origin, settled


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Je vous fais une remise de 20 %, mais uniquement si vous signez ce soir.",
            ["Je vous fais une remise de 20 %."],
        ),
        ("The quote is attached; hurry, the price goes up tonight.", ["The quote is attached."]),
        ("Si vous signez ce soir, mais pas demain, je vous l'offre.", []),
        (
            "Je vous fais de bon cœur une remise… de 20 %, mais uniquement si vous signez ce soir.",
            ["Je vous fais de bon cœur une remise… de 20 %."],
        ),
        ("Dépêchez-vous, car le temps presse.", []),
        ("Le devis est joint.", []),
    ],
)
def test_the_beginning_that_can_stand_alone_is_kept(sentence: str, parts: list[str]) -> None:
    assert fair_parts(sentence) == parts


Range = tuple[FieldName, int, int]


def flags(*words: str) -> Callable[[Draft], list[Range]]:
    """A guard that finds fault with words."""

    def find(draft: Draft) -> list[Range]:
        return [("text", at, at + len(word)) for word in words if (at := draft.text.find(word)) >= 0]

    return find


TEXT = "Bonjour. Mauvais début. Bonne suite. Mauvaise fin."
DRAFT = Draft(text=TEXT, language="fr")


def passage(words: str, *choices: str) -> Passage:
    start = TEXT.index(words)
    return Passage("text", start, start + len(words), choices)


def test_the_first_choice_that_passes_is_proposed() -> None:
    edits = settled(DRAFT, [passage("Mauvais début.", "Mauvais encore.", "Beau début.", "")], flags("Mauvais "))
    assert edited(DRAFT, edits).text == "Bonjour. Beau début. Bonne suite. Mauvaise fin."


def test_what_nothing_helps_is_left_out() -> None:
    passages = [passage("Mauvais début.", "Mauvais encore.", ""), passage("Mauvaise fin.", "Mauvaise fin, soit.", "")]
    assert edited(DRAFT, settled(DRAFT, passages, flags("Mauvais"))).text == "Bonjour. Bonne suite."


def test_a_place_in_the_edited_mail_is_found_again_in_the_mail() -> None:
    edits = [Edit("text", 9, 23, "Un tout autre début.")]
    better = edited(DRAFT, edits).text
    assert origin(edits, "text", better.index("Mauvaise fin.")) == TEXT.index("Mauvaise fin.")
    assert origin(edits, "text", 0) == 0
    assert origin(edits, "text", better.index("autre")) is None


def test_whatever_nothing_helps_goes() -> None:
    passages = [passage("Mauvais début.", "Un.", "Deux.", "Trois.", "Quatre.", "Cinq.", "")]
    edits = settled(DRAFT, passages, flags("Un.", "Deux.", "Trois.", "Quatre.", "Cinq."))
    assert "Mauvais début." not in edited(DRAFT, edits).text
    assert edits[0].text == ""


def test_the_same_words_are_not_proposed_twice() -> None:
    passages = [passage("Mauvais début.", "Bien.", ""), passage("Mauvaise fin.", "Bien.", "")]
    assert edited(DRAFT, settled(DRAFT, passages, flags())).text == "Bonjour. Bien. Bonne suite."


def test_quoted_passages_move_along() -> None:
    start = TEXT.index("Mauvaise fin.")
    draft = DRAFT.model_copy(update={"quoted": (Span(start=start, end=len(TEXT)),)})
    better = edited(draft, [Edit("text", 9, 23, "Un tout autre début.")])
    (quoted,) = better.quoted
    assert better.text[quoted.start : quoted.end] == "Mauvaise fin."
