"""The language model reads the passages in which a name can stand; what it says there is what it says of the whole."""

from typing import cast

import pytest

from benchmarks.mails import Mail, read_mails
from guardrails.pii.detect import Detector
from guardrails.pii.language_models import EntityModels
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.passages import passages
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.name_words import can_open_name
from guardrails.pii.tagging import Tagged

MAILS = read_mails()
FILLER = "et nous vous dirons ensuite comment cela se passe chez nous quand tout est en place "


def read(text: str) -> list[str]:
    reading = Reading(text)
    return [reading.plain[start:end] for start, end in passages(reading, load_lexicon())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("merci de votre message", []),
        ("Bonjour, merci de votre message. Nous vous rappelons demain.", []),
        ("12 345,67 € !", []),
        ("Zyx", ["Zyx"]),
        ("(Zyx).", ["(Zyx)."]),
        ("un deux trois quatre cinq six sept Zyx un deux trois quatre cinq six sept",
         ["deux trois quatre cinq six sept Zyx un deux trois quatre cinq six"]),
        ("Zyx " + FILLER + "Qorvane",
         ["Zyx et nous vous dirons ensuite comment", "nous quand tout est en place Qorvane"]),
        ("Zyx et Qorvane", ["Zyx et Qorvane"]),
    ],
)  # fmt: skip
def test_a_passage_is_a_possible_name_and_six_words_on_either_side(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_passages_do_not_overlap_however_many_names_there_are() -> None:
    reading = Reading(("Zyx " + FILLER) * 40)
    ends = [end for span in passages(reading, load_lexicon()) for end in span]
    assert ends == sorted(ends)
    assert len(ends) == 80


@pytest.mark.parametrize("mail", MAILS, ids=lambda one: one.id)
def test_the_model_names_the_same_people_as_in_the_whole_text(detector: Detector, mail: Mail) -> None:
    models = cast(EntityModels, detector.analyzer.nlp_engine)
    reading = Reading(mail.text)
    openers = [word for word in reading.words if can_open_name(word, load_lexicon())]

    def people(named: list[Tagged]) -> list[Tagged]:
        """Those that a name can be made of."""
        return [
            one
            for one in named
            if one.label.startswith("PER") and any(one.start <= at.start < one.end for at in openers)
        ]

    whole = people(models.tag([reading.plain], mail.language)[0])
    assert people(models.process_text(mail.text, mail.language).named) == whole
