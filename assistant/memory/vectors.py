"""Vectors in Chroma, in this process's memory: numbers, random ids and kinds, never text.

Nothing of it is written to disk by Chroma. Its index files are made from memory that was not cleared first (measured on
1.5.9: pages of our own database were found in a new data_level0.bin), so they could betray what the vectors do not. The
vectors are kept in the records, and loaded from there.

Collections are opened here and nowhere else, always with our embedding function: opened without one, Chroma falls
back to a default that downloads a model.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, cast
from uuid import uuid4

import chromadb
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.api.types import Documents, Embedding, EmbeddingFunction, Space, Where
from chromadb.config import Settings
from chromadb.utils.embedding_functions import register_embedding_function

from assistant.memory.embeddings import E5Embeddings, Embeddings, Vectors

BATCH = 500
"""Vectors handed to Chroma at a time."""


class LocalEmbeddingFunction(EmbeddingFunction[Documents]):
    """Our embeddings as Chroma knows them, so that it never uses its own."""

    def __init__(self, embed: Embeddings) -> None:
        self._embed = embed

    def __call__(self, input: Documents) -> list[Embedding]:
        return list(self._embed.passages(input))

    def embed_query(self, input: Documents) -> list[Embedding]:
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


class VectorStore:
    """The collection of our vectors. Safe between threads."""

    def __init__(self, embed: Embeddings) -> None:
        self._function = LocalEmbeddingFunction(embed)
        # Every client in memory shares one store, so each needs a name of its own.
        self._name = f"memory-{uuid4().hex}"
        self._client: Client | None = None
        self._opening = Lock()

    def add(self, vectors: Mapping[str, Vectors], kind: str, subjects: Mapping[str, str]) -> None:
        """Take in vectors by their random ids; `subjects` says who each is about, of more vectors perhaps."""
        for ids in _chunks(list(vectors)):
            metadata = [{"kind": kind, "subject": subjects[key]} for key in ids]
            rows = [vectors[key] for key in ids]
            self._collection().upsert(ids=ids, embeddings=list(rows), metadatas=list(metadata))

    def ids(self, kinds: Sequence[str], subjects: Sequence[str]) -> set[str]:
        """Which vectors are there."""
        return set(self._collection().get(where=_where(kinds, subjects), include=[])["ids"])

    def nearest(
        self, vector: Vectors, kinds: Sequence[str], subjects: Sequence[str], limit: int, among: Collection[str] = ()
    ) -> list[str]:
        """Ids of the vectors nearest in meaning, nearest first; `among` narrows them if it is not too long."""
        # Ids become variables of one SQL statement, which takes a limited number of them.
        ids = list(among) if 0 < len(among) <= BATCH else None
        where = _where(kinds, subjects)
        found = self._collection().query(query_embeddings=[vector], n_results=limit, where=where, ids=ids, include=[])
        return found["ids"][0]

    def remove(self, ids: Collection[str]) -> None:
        """Forget vectors."""
        for chunk in _chunks(list(ids)):
            self._collection().delete(ids=chunk)

    def remove_subject(self, subject: str) -> None:
        """Forget every vector about a person."""
        self._collection().delete(where={"subject": subject})

    def close(self) -> None:
        """Forget everything."""
        with self._opening:
            if self._client is not None:
                self._client.delete_collection(self._name)
                self._client.close()
                self._client = None

    def _collection(self) -> ChromaCollection:
        with self._opening:
            if self._client is None:
                register_embedding_function(LocalEmbeddingFunction)
                self._client = cast(Client, chromadb.EphemeralClient(Settings(anonymized_telemetry=False)))
            return self._client.get_or_create_collection(
                self._name,
                embedding_function=self._function,  # pyright: ignore[reportArgumentType] (Chroma's union with images)
                configuration={"hnsw": {"space": "cosine"}},
            )


def _where(kinds: Sequence[str], subjects: Sequence[str]) -> Where:
    return {"$and": [{"kind": {"$in": list(kinds)}}, {"subject": {"$in": list(subjects)}}]}


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
