"""Redaction through Presidio's anonymizer: numbers, masks, hashes, rewordings; neighbours stay apart."""

import pytest
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig

from guardrails.pii.detect import Detector, Entity
from guardrails.pii.redact import Numbering, RedactionFailed, keyed_hash, mask, number, redact, reword

KEY = b"a key of sixteen bytes or more"


def entity(text: str, kind: str, words: str) -> Entity:
    start = text.index(words)
    return Entity(kind, start, start + len(words), 1.0, words)


def one(kind: str, words: str, operator: OperatorConfig) -> str:
    return redact(words, [entity(words, kind, words)], {"default": operator})


def test_values_are_numbered_in_reading_order(detector: Detector) -> None:
    text = "Hugo Blin (06 98 76 54 32) et Inès Roche. Hugo rappellera au +33 6 98 76 54 32."
    assert redact(text, detector.detect(text, "fr")) == (
        "<PERSON_1> (<PHONE_1>) et <PERSON_2>. <PERSON_1> rappellera au <PHONE_1>."
    )


def test_placeholders_speak_the_readers_language() -> None:
    text = "Hugo, 06 98 76 54 32"
    found = [entity(text, "person", "Hugo"), entity(text, "phone", "06 98 76 54 32")]
    assert redact(text, found, language="fr") == "<PERSONNE_1>, <TELEPHONE_1>"


@pytest.mark.parametrize("between", [" ", "", "\n", ", "])
def test_neighbours_stay_apart(between: str) -> None:
    entities = [Entity("person", 0, 4, 1.0, "Hugo"), Entity("person", 4 + len(between), 8 + len(between), 1.0, "Inès")]
    assert redact(f"Hugo{between}Inès", entities) == f"<PERSON_1>{between}<PERSON_2>"


def test_two_people_of_one_name_are_not_confused() -> None:
    numbering = Numbering()
    names = ["Hugo Blin", "Inès Blin", "Blin", "Hugo Blin"]
    given = [numbering.placeholder(Entity("person", 0, 0, 1.0, name)) for name in names]
    assert given == ["<PERSON_1>", "<PERSON_2>", "<PERSON_3>", "<PERSON_1>"]


@pytest.mark.parametrize("taken", ["<PERSON_4>", "<PERSONNE_4>"])
def test_numbers_of_an_earlier_round_are_not_given_again(taken: str) -> None:
    text = f"{taken} et Hugo"
    assert redact(text, [entity(text, "person", "Hugo")]) == f"{taken} et <PERSON_5>"


def test_numbers_can_be_shared_between_texts() -> None:
    shared = Numbering()
    for words, placeholder in (("Inès Roche", "<PERSON_1>"), ("Hugo", "<PERSON_2>"), ("Mme Roche", "<PERSON_1>")):
        assert one("person", words, number(shared)) == placeholder


@pytest.mark.parametrize(
    ("kind", "words", "left"),
    [
        ("person", "Mme Claire MARTIN", "C*** M***"),
        ("person", "Jean de La Tour", "J*** T***"),
        ("email", "claire.martin@exemple.fr", "c***@e***.fr"),
        ("email", "claire point martin arobase exemple point fr", "c***@e***.fr"),
        ("phone", "+33 6 12 34 56 78", "***78"),
        ("phone", "zéro six douze trente-quatre cinquante-six soixante-dix-huit", "***78"),
        ("card", "4539 1488 0343 6467", "***6467"),
        ("iban", "FR14 2004 1010 0505 0001 3M02 606", "***2606"),
        ("nir", "1 84 12 76 451 089 46", "***"),
        ("birth_date", "3 mai 1981", "***"),
        ("address", "12 rue des Lilas, 69003 Lyon", "***"),
        ("health", "cancer", "***"),
        ("vat", "12345", "***"),
    ],
)
def test_a_mask_leaves_what_a_human_needs(kind: str, words: str, left: str) -> None:
    assert one(kind, words, mask()) == left


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("person", ["Claire Martin", "MARTIN Claire", "Mme Claire Martin", "claire martin"]),
        ("phone", ["06 12 34 56 78", "+33 6 12 34 56 78", "0033 (0)6.12.34.56.78"]),
        ("email", ["Jean.Dupont@exemple.fr", "jean point dupont arobase exemple point fr", "jean.dupont@exemple.fr"]),
        ("iban", ["FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013m02606"]),
    ],
)
def test_a_hash_is_the_same_for_every_spelling(kind: str, spellings: list[str]) -> None:
    codes = {one(kind, words, keyed_hash(KEY)) for words in spellings}
    assert len(codes) == 1
    assert one(kind, spellings[0], keyed_hash(KEY[::-1])) not in codes
    assert codes.pop().startswith(f"<{kind.upper()}_")


def test_a_hash_says_the_kind_in_the_readers_language_and_needs_a_long_key() -> None:
    assert redact("Hugo", [Entity("person", 0, 4, 1.0, "Hugo")], {"person": keyed_hash(KEY)}, language="fr").startswith(
        "<PERSONNE_"
    )
    with pytest.raises(ValueError, match="16 bytes"):
        keyed_hash(b"short")


def test_a_rewording_sees_the_kind_the_words_and_their_sentence() -> None:
    text = "Bonjour. Hugo est absent : grippe. Voyez Inès !\nMerci, Hugo"
    asked: list[tuple[str, str, str]] = []

    def rewording(kind: str, words: str, sentence: str) -> str:
        asked.append((kind, words, sentence))
        return "quelqu'un" if kind == "person" else "souffrant"

    found = [Entity("person", at, at + 4, 1.0, text[at : at + 4]) for at in (9, 41, 55)]
    found.append(entity(text, "health", "grippe"))
    operator = reword(rewording)
    assert redact(text, found, {"person": operator, "health": operator}) == (
        "Bonjour. quelqu'un est absent : souffrant. Voyez quelqu'un !\nMerci, quelqu'un"
    )
    assert sorted(asked) == [
        ("health", "grippe", "Hugo est absent : grippe."),
        ("person", "Hugo", "Hugo est absent : grippe."),
        ("person", "Hugo", "Merci, Hugo"),
        ("person", "Inès", "Voyez Inès !"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "  ",
        "Hugo",
        "chez HUGO.",
        "Monsieur Blin",
        "au 06.98.76.54.32",
        "zéro six 98 76 54 32",
        "hugo@x.fr",
        None,
        7,
    ],
)
def test_a_rewording_that_tells_something_is_an_error(answer: str) -> None:
    text = "Hugo Blin, 06 98 76 54 32"
    found = [entity(text, "person", "Hugo Blin"), entity(text, "phone", "06 98 76 54 32")]
    with pytest.raises(RedactionFailed) as raised:
        redact(text, found, {"person": reword(lambda *_: answer)})
    assert "Hugo" not in str(raised.value)


def test_a_rewording_that_fails_is_an_error_that_quotes_nothing() -> None:
    def rewording(kind: str, words: str, sentence: str) -> str:
        raise TimeoutError(f"no answer about {words}")

    with pytest.raises(RedactionFailed, match="TimeoutError") as raised:
        one("person", "Hugo Blin", reword(rewording))
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_each_kind_has_its_operator_and_presidios_own_are_welcome() -> None:
    text = "Hugo, hugo@x.fr, 06 98 76 54 32, 4539 1488 0343 6467"
    found = [
        entity(text, "person", "Hugo"),
        entity(text, "email", "hugo@x.fr"),
        entity(text, "phone", "06 98 76 54 32"),
        entity(text, "card", "4539 1488 0343 6467"),
    ]
    operators = {"email": mask(), "card": OperatorConfig("replace", {"new_value": "[carte]"}), "default": number()}
    assert redact(text, found, operators) == "<PERSON_1>, h***@x***.fr, <PHONE_1>, [carte]"


@pytest.mark.parametrize("name", ["keyed_hash", "reword"])
def test_an_operator_without_its_parameter_is_refused(name: str) -> None:
    with pytest.raises(InvalidParamError):
        one("person", "Hugo", OperatorConfig(name))
