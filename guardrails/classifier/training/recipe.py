"""What each model is: its labels, its corpus, and every number that its training depends on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

CORPORA: Final = Path(__file__).parent.parent / "corpora"
FINE: Final = "fine"
"""The outcome of a sentence that nothing is marked in."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what a model file holds, besides its corpus.

    Attributes:
        name: of the model file, and of the folder of its corpus.
        outcomes: what a sentence may be; the first is `FINE`.
        with_kinds: the outcome that is divided into kinds.
        claims: the corpus that teaches, beside its own, which claims a sentence makes; none if empty.
        languages: whose words (codes of pyspellchecker's lists) the vocabulary keeps.
        words: how many pieces of these words it keeps, beside those of the corpus.
        every_letter: whether it keeps every letter of every script too.
        layers: how many of e5's twelve layers it keeps, from the bottom.
        epochs: how often the corpus is read.
        rate: the highest learning rate.
        seed: of every choice by chance.
    """

    name: str
    outcomes: tuple[str, ...]
    with_kinds: str
    claims: str
    languages: tuple[str, ...]
    words: int
    every_letter: bool
    layers: int
    epochs: int
    rate: float
    seed: int = 20261122


PRESSURE: Final = Recipe(
    name="pressure",
    outcomes=(FINE, "needs_fact", "pressure"),
    with_kinds="pressure",
    claims="claims",
    languages=("fr", "en"),
    words=12_000,
    every_letter=False,
    layers=6,
    epochs=4,
    rate=1e-4,
)
INJECTION: Final = Recipe(
    name="injection",
    outcomes=(FINE, "attack"),
    with_kinds="attack",
    claims="",
    languages=("fr", "en", "de", "es", "it", "nl", "pt", "ru", "ar"),
    words=4_000,
    every_letter=True,
    layers=6,
    epochs=6,
    rate=1e-4,
)
RECIPES: Final = {one.name: one for one in (PRESSURE, INJECTION)}


def corpus_files(name: str) -> list[Path]:
    """The files of a corpus, in order.

    Raises:
        FileNotFoundError: there is no corpus.
    """
    files = sorted((CORPORA / name).glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"{CORPORA / name} holds no .jsonl: training needs a checkout of the repository")
    return files
