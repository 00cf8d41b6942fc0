"""The training material: well marked, balanced, and apart from what is measured."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import claims_quality, injection_quality, pressure_quality
from benchmarks.classified import read_rows
from guardrails.claims.rules import ClaimsClassifier
from guardrails.classifier.training import recipe as recipe_module
from guardrails.classifier.training.corpus import read_corpus, sentences_of, unmarked
from guardrails.classifier.training.recipe import FINE, INJECTION, PRESSURE, RECIPES, Recipe, corpus_files
from guardrails.folding import fold
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy

MEASURED = (
    pressure_quality.CHOSEN_ON, pressure_quality.HELD, injection_quality.CHOSEN_ON, injection_quality.HELD,
    claims_quality.HELD,
)  # fmt: skip
WORDS = 8
"""From so many on, a sentence that two authors write is seldom chance."""
CORPORA = {name: read_corpus(recipe) for name, recipe in RECIPES.items()}


def rows(recipe: Recipe) -> list[dict[str, str]]:
    return [json.loads(line) for path in corpus_files(recipe.name) for line in path.read_text("utf-8").splitlines()]


def telling(sentence: str) -> str:
    return " ".join("".join(one if one.isalnum() else " " for one in fold(sentence)).split())


def test_marks_are_read() -> None:
    assert unmarked("Un. ⟦guilt_trip|Deux.⟧ Trois.") == ("Un. Deux. Trois.", [(4, 9, "guilt_trip")])


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda one: one.name)
def test_no_mark_is_left_in_a_sentence(recipe: Recipe) -> None:
    for document in CORPORA[recipe.name].documents:
        assert document.sentences
        for one in document.sentences:
            assert "⟦" not in one.sentence.text
            assert one.outcome is None or one.outcome in recipe.outcomes
            assert one.sentence.text.strip()


def test_every_claim_is_taught() -> None:
    claims = CORPORA["pressure"].claims
    assert set(claims) == ClaimsClassifier.model_fields.keys() - {"figure", "beside_evidence"}
    made = Counter(
        claim for document in CORPORA["pressure"].documents for one in document.sentences for claim in one.claims or ()
    )
    assert all(made[claim] >= 200 for claim in claims)


def test_every_tactic_is_taught_and_has_a_rule_to_speak_for_it() -> None:
    tactics = {rule.tactic for rule in Policy.of(load_packs([])).pressure if rule.signal is None}
    assert set(CORPORA["pressure"].kinds) == tactics
    counts = Counter(one.kind for document in CORPORA["pressure"].documents for one in document.sentences)
    assert all(counts[tactic] >= 100 for tactic in tactics)


@pytest.mark.parametrize(
    ("recipe", "least"), [(PRESSURE, 4_000), (INJECTION, 150)], ids=lambda one: getattr(one, "name", "")
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_half_is_fine(recipe: Recipe, least: int, language: str) -> None:
    mine = [one for one in rows(recipe) if one["language"] == language]
    fine = [one for one in mine if one.get("outcome", one.get("about")) == FINE]
    assert len(fine) >= least / 2
    assert 0.4 <= len(fine) / len(mine) <= 0.7


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_nothing_that_is_learnt_is_measured(path: Path) -> None:
    learnt = {
        telling(one.sentence.text)
        for corpus in CORPORA.values()
        for document in corpus.documents
        for one in document.sentences
    }
    measured = {telling(row["text"][start:end]) for row in read_rows(path) for start, end in sentences_of(row["text"])}
    long = {one for one in measured if len(one.split()) >= WORDS}
    assert len(long) > 300
    # Closing formulas and notices of the law are everybody's.
    assert len(long & learnt) <= len(long) / 100


def test_the_card_counts_what_is_there() -> None:
    card = (Path(recipe_module.__file__).parent.parent / "models" / "README.md").read_text("utf-8")
    for name in ("pressure", "claims", "injection"):
        for kind in ("texts", "sentences"):
            files = [path for path in corpus_files(name) if path.stem.startswith(kind)]
            assert f"{sum(len(path.read_text('utf-8').splitlines()) for path in files):,}" in card


def test_no_corpus_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe_module, "CORPORA", tmp_path)
    with pytest.raises(FileNotFoundError, match="checkout"):
        read_corpus(PRESSURE)
