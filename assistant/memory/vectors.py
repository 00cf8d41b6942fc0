"""Vectors in Chroma: numbers, random ids and kinds, never text.

Chroma keeps what it is given in readable files, even after a deletion, so it is given nothing that can be read.
Collections are opened here and nowhere else, always with our embedding function: opened without one, Chroma falls
back to a default that downloads a model.
"""

import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.types import Documents, Embedding, EmbeddingFunction, Space, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError
from chromadb.utils.embedding_functions import register_embedding_function

from assistant.memory.embeddings import E5Embeddings, Embeddings, Vectors
from assistant.memory.errors import MemoryUnavailable

NOBODY = "none"
"""Subject of vectors that are about no person."""


class LocalEmbeddingFunction(EmbeddingFunction[Documents]):
    """Our embeddings as Chroma knows them, so that it never uses its own."""

    def __init__(self, embed: Embeddings) -> None:
        self._embed = embed

    def __call__(self, input: Documents) -> list[Embedding]:  # noqa: A002 (Chroma's name)
        return list(self._embed.passages(input))

    def embed_query(self, input: Documents) -> list[Embedding]:  # noqa: A002
        return [self._embed.query(text) for text in input]

    @staticmethod
    def name() -> str:
        return "scrupule_local"

    def default_space(self) -> Space:
        return "cosine"

    def get_config(self) -> dict[str, Any]:
        return {"model": self._embed.name}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "LocalEmbeddingFunction":
        if config.get("model") != E5Embeddings.name:
            raise ValueError(f"embeddings {config.get('model')!r} cannot be built from a stored configuration")
        return LocalEmbeddingFunction(E5Embeddings())
