"""A small language model that says of each sentence of a text what it is, having read the sentences around it.

Which sentence presses, or gives an assistant orders, often shows only beside its neighbours; so a text is read in
windows of several sentences, and each sentence is judged by the mean of what the model made of its own tokens.

The model is a shortened and fine-tuned multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"), in
one file with its vocabulary and its labels; `training` makes the file. It runs in ONNX Runtime, which the guard of
personal data uses too, with eight-bit products.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guardrails.classifier.windows import MOST_TOKENS, Window, windows
from guardrails.inference import open_session

MODELS = Path(__file__).parent / "models"

_Array = NDArray[np.float32]
_RECENT = 32
"""Windows that are remembered: the gate looks at one mail several times, and proposals change little of it."""


class Sentence(NamedTuple):
    """A sentence to be judged; a subject line is one too."""

    text: str
    is_subject: bool = False


class Judgement(NamedTuple):
    """What the model makes of a sentence.

    Attributes:
        outcomes: the probability of each outcome; they add up to 1.
        kinds: the probability of each kind, if it is of the outcome that has kinds; they add up to 1.
        claims: the probability of each claim; a sentence may make none, or several.
    """

    outcomes: Mapping[str, float]
    kinds: Mapping[str, float]
    claims: Mapping[str, float]


@cache
def shared_reader(name: str) -> "SentenceReader":
    """The reader that all guards of a process share: what one of them has read the others need not read again."""
    return SentenceReader(name)


class SentenceReader:
    """One trained model, on one thread; loaded when it is made, then read-only and safe to share between threads.

    Args:
        name: the model's file in `MODELS`, without its suffix.

    Raises:
        FileNotFoundError: there is no such file; `scrupule train` makes it.
    """

    def __init__(self, name: str) -> None:
        content = (MODELS / f"{name}.onnx").read_bytes()
        self._session = open_session(content)
        said = self._session.get_modelmeta().custom_metadata_map
        self._outcomes: list[str] = json.loads(said["outcomes"])
        self._kinds: list[str] = json.loads(said["kinds"])
        self._claims: list[str] = json.loads(said.get("claims", "[]"))
        self._tokenizer = Tokenizer.from_str(said["tokenizer"])
        self._judge = lru_cache(_RECENT)(self._judged)

    def read(self, sentences: Sequence[Sentence]) -> list[Judgement]:
        """A judgement for each sentence of one text, in order; linear in its length.

        A very long sentence is read piece by piece, and is what the least harmless piece is.
        """
        pieces = [(at, piece) for at, one in enumerate(sentences) for piece in _pieces(encode(self._tokenizer, one))]
        judged: dict[int, Judgement] = {}
        judgements = (
            one for window in windows([piece for _, piece in pieces]) for one in self._judge(*_as_key(window))
        )
        for (at, _), one in zip(pieces, judgements, strict=True):
            judged[at] = min(one, judged.get(at, one), key=self._harmless)
        return [judged[at] for at in range(len(sentences))]

    def _harmless(self, judgement: Judgement) -> float:
        return judgement.outcomes[self._outcomes[0]]

    def _judged(self, tokens: bytes, shares: bytes, sentences: int) -> tuple[Judgement, ...]:
        """A judgement for each sentence of a window."""
        inputs = {
            "tokens": np.frombuffer(tokens, np.int64)[None],
            "sentences": np.frombuffer(shares, np.float32).reshape(1, sentences, -1),
        }
        outcomes, kinds, *claims = self._session.run(None, inputs)
        nothing = [list[float]()] * sentences
        named = _probabilities(kinds[0]) if self._kinds else nothing
        claimed = _each(claims[0][0]) if claims else nothing
        return tuple(
            Judgement(
                dict(zip(self._outcomes, outcome, strict=True)),
                dict(zip(self._kinds, kind, strict=True)),
                dict(zip(self._claims, claim, strict=True)),
            )
            for outcome, kind, claim in zip(_probabilities(outcomes[0]), named, claimed, strict=True)
        )


def _as_key(window: Window) -> tuple[bytes, bytes, int]:
    return window.tokens.tobytes(), window.shares.tobytes(), len(window.shares)


def encode(tokenizer: Tokenizer, sentence: Sentence) -> list[int]:
    """The tokens of a sentence."""
    return tokenizer.encode(_SUBJECT + sentence.text if sentence.is_subject else sentence.text).ids


def _pieces(tokens: list[int]) -> list[list[int]]:
    return [tokens[start : start + MOST_TOKENS] for start in range(0, max(1, len(tokens)), MOST_TOKENS)]


_SUBJECT = "Subject: "


def _probabilities(scores: _Array) -> list[list[float]]:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast("list[list[float]]", (powers / powers.sum(axis=-1, keepdims=True)).tolist())


def _each(scores: _Array) -> list[list[float]]:
    """Probabilities of which none excludes another."""
    return cast("list[list[float]]", (1 / (1 + np.exp(-scores))).tolist())
