"""Redaction through Presidio's anonymizer: numbered, same value same number, neighbours apart."""

from guardrails.pii.detect import Detector, Entity
from guardrails.pii.redact import Numbering, redact


def test_values_are_numbered_in_reading_order(detector: Detector) -> None:
    text = "Hugo Blin (06 98 76 54 32) et Inès Roche. Hugo rappellera au +33 6 98 76 54 32."
    assert redact(text, detector.detect(text, "fr")) == (
        "<PERSON_1> (<PHONE_1>) et <PERSON_2>. <PERSON_1> rappellera au <PHONE_1>."
    )


def test_neighbours_stay_apart() -> None:
    entities = [Entity("person", 0, 4, 1.0, "Hugo"), Entity("person", 5, 9, 1.0, "Inès")]
    assert redact("Hugo Inès", entities) == "<PERSON_1> <PERSON_2>"


def test_two_people_of_one_name_are_not_confused() -> None:
    numbering = Numbering()
    names = ["Hugo Blin", "Inès Blin", "Blin", "Hugo Blin"]
    given = [numbering.placeholder(Entity("person", 0, 0, 1.0, name)) for name in names]
    assert given == ["<PERSON_1>", "<PERSON_2>", "<PERSON_3>", "<PERSON_1>"]


def test_numbers_of_an_earlier_round_are_not_given_again() -> None:
    text = "<PERSON_4> et Hugo"
    assert redact(text, [Entity("person", 14, 18, 1.0, "Hugo")]) == "<PERSON_4> et <PERSON_5>"
