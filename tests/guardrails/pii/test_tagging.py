"""Entities found for all words at once are those that spaCy's own loop finds word by word."""

from typing import cast

import pytest
from spacy.language import Language

from benchmarks.mails import read_mails
from guardrails.pii.detect import Detector
from guardrails.pii.language_models import EntityModels
from guardrails.pii.reading import Reading
from guardrails.pii.tagging import EntityTagger, Recogniser, Tagged

TEXTS = {
    language: [
        *(Reading(mail.text).plain for mail in read_mails() if mail.language == language),
        "Claire Martin",
        "Claire",
        ".",
        "\n\n",
        "Paris \n Berlin",
        "Banque Nationale de Paris et des Pays-Bas Claire Martin Jean Dupont New York Times Company " * 3,
        "BANQUE NATIONALE\n\nMADAME CLAIRE MARTIN\n12 345 € le 3 mars 2026, 14:30 !!!",
        "Dear Ms Whitcombe, the Museum of Modern Art in New York opens on 12 March at half past nine, for $ 25.",
    ]
    for language in ("fr", "en")
}


@pytest.fixture(scope="module", params=["fr", "en"])
def model(request: pytest.FixtureRequest, detector: Detector) -> Language:
    return cast(EntityModels, detector.analyzer.nlp_engine).nlp[request.param]


def by_spacy(model: Language, text: str) -> list[Tagged]:
    return [Tagged(one.start_char, one.end_char, one.label_) for one in model(text).ents]


def recogniser(model: Language) -> Recogniser:
    return cast(Recogniser, model.get_pipe("ner"))


def test_entities_are_those_of_spacy(model: Language) -> None:
    texts = TEXTS["fr"] + TEXTS["en"]
    expected = [by_spacy(model, text) for text in texts]
    assert EntityTagger(recogniser(model)).tag([model.make_doc(text) for text in texts]) == expected
    assert sum(map(len, expected)) > 200
    assert max(one.end - one.start for found in expected for one in found) > 20


def test_nothing_to_read_is_nothing_found(model: Language) -> None:
    assert EntityTagger(recogniser(model)).tag([]) == []


def test_another_architecture_is_refused(model: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, object]", recogniser(model).cfg), "beam_width", 4)
    with pytest.raises(ValueError, match="architecture"):
        EntityTagger(recogniser(model))
