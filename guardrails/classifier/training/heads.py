# pyright: basic
# numpy's types of linear algebra are partly unknown.
"""Fit the heads that tell which claims a sentence makes, on what the reader of pressure makes of sentences.

Logistic regressions with an equal weight for both answers and a ridge, by Newton's method (Hastie, Tibshirani and
Friedman, "The Elements of Statistical Learning", 4.4.1); the reader stays as it is, so that a minute is enough, and no
torch is needed.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guardrails.classifier.reader import MODELS, Sentence, SentenceReader
from guardrails.classifier.training.corpus import sentences_of, unmarked
from guardrails.classifier.training.recipe import CORPORA

NAME = "claims"
READER = "pressure"
KINDS = ("reference", "certification", "superlative", "statistic")
_RIDGE = 100.0
_STEPS = 12
_DIGITS = 4
"""So many are kept: processors differ in the last ones."""

_Numbers = NDArray[np.float64]
_Example = tuple[NDArray[np.float32], frozenset[str]]


def build_heads(report: Callable[[str], None], path: Path | None = None) -> Path:
    """Fit the heads and write their file; takes a minute or two.

    Args:
        report: is told how far it is, in words.
        path: where the file goes; the shipped one's own place when None.

    Raises:
        FileNotFoundError: there is no corpus, or no reader.
    """
    examples = list(_examples(SentenceReader(READER)))
    report(f"{len(examples):,} sentences")
    read = np.array([meaning for meaning, _ in examples], np.float64)
    middle, spread = read.mean(axis=0), read.std(axis=0)
    inputs = np.column_stack([(read - middle) / spread, np.ones(len(read))])
    weights: list[_Numbers] = []
    for kind in KINDS:
        answers = np.array([kind in kinds for _, kinds in examples])
        report(f"{kind}: {answers.sum():,}")
        weights.append(_fitted(inputs, answers))
    scaled = np.array([one[:-1] / spread for one in weights])
    bias = np.array([one[-1] for one in weights]) - scaled @ middle
    said = {"reader": READER, "kinds": KINDS, "weights": _rounded(scaled), "bias": _rounded(bias)}
    target = path or MODELS / f"{NAME}.json"
    target.write_text(json.dumps(said) + "\n", "utf-8")
    return target


def _rounded(numbers: _Numbers) -> Any:
    return np.round(numbers, _DIGITS).tolist()


def _examples(reader: SentenceReader) -> Iterator[_Example]:
    files = sorted((CORPORA / NAME).glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"{CORPORA / NAME} holds no .jsonl: training needs a checkout of the repository")
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield from _loose(reader, row) if "kinds" in row else _of_text(reader, row)


def _loose(reader: SentenceReader, row: dict[str, Any]) -> Iterator[_Example]:
    text: str = row["text"]
    for judgement in reader.read([Sentence(text[start:end]) for start, end in sentences_of(text)]):
        yield judgement.meaning, frozenset(row["kinds"])


def _of_text(reader: SentenceReader, row: dict[str, Any]) -> Iterator[_Example]:
    """Sentences of a whole mail, each of the kinds of the marks in it."""
    text, marks = unmarked(row["text"])
    spans = sentences_of(text)
    judgements = reader.read([Sentence(text[start:end]) for start, end in spans])
    for (start, end), judgement in zip(spans, judgements, strict=True):
        yield judgement.meaning, frozenset(kind for first, last, kind in marks if first < end and start < last)


def _fitted(inputs: _Numbers, answers: NDArray[np.bool_]) -> _Numbers:
    """Weights, the constant last; both answers count the same, however many examples each has."""
    counted = np.where(answers, 0.5 / answers.mean(), 0.5 / (1 - answers.mean()))
    ridge = np.full(inputs.shape[1], _RIDGE)
    ridge[-1] = 0.0
    weights: _Numbers = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-(inputs @ weights)))
        slope = inputs.T @ (counted * (told - answers)) + ridge * weights
        bend = (inputs.T * (counted * told * (1 - told))) @ inputs + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    return weights
