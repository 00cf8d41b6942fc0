"""The shipped models: what they say, and that they say it of each sentence."""

from functools import cache
from pathlib import Path

import pytest

from guardrails.classifier import reader as module
from guardrails.classifier.reader import Sentence, SentenceReader


@cache
def reader(name: str) -> SentenceReader:
    return SentenceReader(name)


@pytest.mark.parametrize(
    ("name", "outcomes"), [("pressure", {"fine", "needs_fact", "pressure"}), ("injection", {"fine", "attack"})]
)
def test_probabilities_add_up_to_one(name: str, outcomes: set[str]) -> None:
    (judgement,) = reader(name).read([Sentence("Votre devis est prêt.")])
    assert set(judgement.outcomes) == outcomes
    assert sum(judgement.outcomes.values()) == pytest.approx(1)
    assert not judgement.kinds or sum(judgement.kinds.values()) == pytest.approx(1)


def test_one_judgement_for_each_sentence_of_a_long_text() -> None:
    text = [Sentence(f"Ceci est la phrase numéro {number}, et elle compte quelques mots.") for number in range(100)]
    assert len(reader("pressure").read(text)) == 100
    assert reader("pressure").read([]) == []


@pytest.mark.parametrize("text", ["x" * 100_000, "é" * 5_000, "😀" * 3_000, "\u202e", "?", "最后" * 2_000])
def test_whatever_is_written_is_judged(text: str) -> None:
    assert len(reader("injection").read([Sentence(text)])) == 1


@pytest.mark.parametrize(
    ("pressing", "fair"),
    [
        (
            "Je vous avoue que j'aurais du mal à expliquer à mon équipe pourquoi vous hésitez encore.",
            "Je vous laisse en parler avec votre équipe et reste à votre disposition.",
        ),
        (
            "I would hate to think that all the work I did for you was for nothing.",
            "Thank you for your time; the quote is attached.",
        ),
    ],
)
def test_pressure_without_key_words_weighs_more_than_courtesy(pressing: str, fair: str) -> None:
    worse, better = (reader("pressure").read([Sentence(one)])[0].outcomes["pressure"] for one in (pressing, fair))
    assert worse > 2 * better


def test_what_stands_before_counts() -> None:
    sentence = Sentence("I still think that you should take it.")
    alone = reader("pressure").read([sentence])[0]
    after = reader("pressure").read([Sentence("You told me twice that you are not interested."), sentence])[1]
    assert after.outcomes["pressure"] != alone.outcomes["pressure"]


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "MODELS", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"pressure\.onnx"):
        SentenceReader("pressure")
