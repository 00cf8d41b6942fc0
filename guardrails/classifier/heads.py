"""What else a sentence is, told from what a `SentenceReader` already made of it: one line of weights a kind.

Reading a mail takes nearly all the time that a model costs; a kind more or less costs nothing. The weights are those of
logistic regressions on the mean of a sentence's tokens (`training.heads` fits them).
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from guardrails.classifier.reader import MODELS, Judgement


class Heads:
    """Loaded when it is made, then read-only.

    Args:
        name: the file in `MODELS`, without its suffix.

    Raises:
        FileNotFoundError: there is no such file; `scrupule train` makes it.
    """

    def __init__(self, name: str) -> None:
        said: dict[str, Any] = json.loads((MODELS / f"{name}.json").read_text("utf-8"))
        self.reader: str = said["reader"]
        self._kinds: list[str] = said["kinds"]
        self._weights = np.array(said["weights"], np.float32)
        self._bias = np.array(said["bias"], np.float32)

    def kinds(self, judgement: Judgement) -> Mapping[str, float]:
        """How probably a sentence is of each kind; it may be of several."""
        scores = self._weights @ judgement.meaning + self._bias
        return dict(zip(self._kinds, (1 / (1 + np.exp(-scores))).tolist(), strict=True))
