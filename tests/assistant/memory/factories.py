"""Embeddings that need no model: texts that share words are near each other."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from assistant.memory.embeddings import Vectors

SIZE = 256


class WordEmbeddings:
    """A bag of words; counts what it is asked."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.embedded: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(len(texts), SIZE)

    def query(self, text: str) -> Vectors:
        vector = np.full(SIZE, 0.001, dtype=np.float32)
        for word in text.casefold().replace("'", " ").replace("?", " ").split():
            vector[crc32(word.encode()) % SIZE] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)
