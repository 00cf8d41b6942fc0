"""A language model keeps no word that it has read, and serves several threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from guardrails.pii.language_models import MODELS, EntityModel, EntityModels

NAMES = [f"Zyx{number}orvane" for number in range(2_000)]


@pytest.fixture(scope="module")
def model() -> EntityModel:
    return EntityModel(MODELS["en"])


def test_words_that_were_read_are_forgotten(model: EntityModel) -> None:
    before = len(model.model.vocab.strings)
    most = 0
    for name in NAMES:
        model.find([f"{name} called. " + "The same as ever. " * 10])
        most = max(most, len(model.model.vocab.strings))
    model.forget()
    assert before < most < before + len(NAMES)
    assert len(model.model.vocab.strings) == before
    assert not any(name in model.model.vocab.strings for name in NAMES)


def test_the_same_is_found_before_and_after_forgetting(model: EntityModel) -> None:
    text = "Please ring Declan Heaney of Northern Foods in Leeds on 4 March."
    first = model.find([text])
    model.forget()
    assert first[0]
    assert model.find([text]) == first


def test_several_threads_read_at_once(model: EntityModel) -> None:
    texts = [f"Please ring Declan {name} of Northern Foods in Leeds." for name in NAMES[:300]]
    alone = [model.find([text]) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda text: model.find([text]), texts)) == alone


def test_models_that_are_not_loaded_say_so() -> None:
    with pytest.raises(ValueError, match="load"):
        EntityModels().process_text("Claire Martin", "fr")
