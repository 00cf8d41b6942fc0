"""Vectors in Chroma: numbers, random ids and kinds, never text.

Chroma keeps what it is given in readable files, even after a deletion, so it is given nothing that can be read.
Collections are opened here and nowhere else, always with our embedding function: opened without one, Chroma falls
back to a default that downloads a model.
"""

import logging
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast
from uuid import uuid4

import chromadb
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.api.types import Documents, Embedding, EmbeddingFunction, Space, Where
from chromadb.config import Settings
from chromadb.utils.embedding_functions import register_embedding_function

from assistant.memory.embeddings import E5Embeddings, Embeddings, Vectors
from assistant.memory.errors import MemoryUnavailable

NOBODY = "none"
"""Subject of vectors that are about no person."""


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


Result = TypeVar("Result")

BATCH = 500
"""Vectors handed to Chroma at a time."""

_log = logging.getLogger("scrupule.memory")
_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class VectorsDamaged(Exception):
    """Chroma cannot read its files. They can be made again from the records."""


class VectorStore:
    """The collection of our vectors in a folder, or in memory if there is none.

    Raises:
        MemoryUnavailable: the folder cannot be used at all.
    """

    def __init__(self, path: Path | None, embed: Embeddings) -> None:
        if path is not None and path.exists() and not path.is_dir():
            raise MemoryUnavailable(f"{path} is not a folder; set SCRUPULE_CHROMA_PATH to one")
        self._path = path
        self._function = LocalEmbeddingFunction(embed)
        # Every client in memory shares one store, so each needs a name of its own.
        self._collection_name = f"{embed.name}{'' if path else '-' + uuid4().hex}"
        self._client: Client | None = None
        self._opening = Lock()

    def add(self, vectors: Mapping[str, Vectors], kind: str, subjects: Mapping[str, str]) -> None:
        """Keep vectors by their random ids; `subjects` holds the random id of the person each is about.

        Raises:
            VectorsDamaged: see `reset`.
        """
        for ids in _chunks(list(vectors)):
            metadata = [{"kind": kind, "subject": subjects.get(key, NOBODY)} for key in ids]
            rows = [vectors[key] for key in ids]
            self._run(lambda c, i=ids, r=rows, m=metadata: c.upsert(ids=i, embeddings=list(r), metadatas=list(m)))

    def ids(self, kinds: Sequence[str], subjects: Sequence[str]) -> set[str]:
        """Which vectors are there.

        Raises:
            VectorsDamaged: see `reset`.
        """
        return set(self._run(lambda c: c.get(where=_where(kinds, subjects), include=[]))["ids"])

    def nearest(
        self, vector: Vectors, kinds: Sequence[str], subjects: Sequence[str], limit: int, among: Collection[str] = ()
    ) -> list[str]:
        """Ids of the vectors nearest in meaning, nearest first; `among` narrows them if it is not too long.

        Raises:
            VectorsDamaged: see `reset`.
        """
        where = _where(kinds, subjects)
        # Ids become variables of one SQL statement, which takes a limited number of them.
        ids = list(among) if 0 < len(among) <= BATCH else None
        found = self._run(
            lambda c: c.query(query_embeddings=[vector], n_results=limit, where=where, ids=ids, include=[])
        )
        return found["ids"][0]

    def remove(self, ids: Collection[str]) -> None:
        """Forget vectors.

        Raises:
            VectorsDamaged: see `reset`.
        """
        for chunk in _chunks(list(ids)):
            self._run(lambda c, chunk=chunk: c.delete(ids=chunk))

    def remove_subject(self, subject: str) -> None:
        """Forget every vector about a person.

        Raises:
            VectorsDamaged: see `reset`.
        """
        self._run(lambda c: c.delete(where={"subject": subject}))

    def reset(self) -> None:
        """Begin again with no vectors, after damage. Only Chroma's own files in the folder are removed."""
        _log.warning("the vectors in %s were damaged and are computed again from the records", self._path or "memory")
        self.close()
        if self._path is not None and self._path.is_dir():
            for entry in self._path.iterdir():
                if entry.is_dir() and _SEGMENT.fullmatch(entry.name):
                    shutil.rmtree(entry, ignore_errors=True)
                elif entry.name.startswith("chroma.sqlite3"):
                    entry.unlink(missing_ok=True)

    def close(self) -> None:
        """Give Chroma's files back; vectors in memory are gone."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _run(self, operation: Callable[[ChromaCollection], Result]) -> Result:
        try:
            return operation(self._collection())
        except Exception as error:
            # Chroma's own errors, and what its half-opened client trips over (AttributeError, ValueError, KeyError).
            if "locked" in str(error):
                raise MemoryUnavailable(f"another process holds {self._path}; try again in a moment") from error
            raise VectorsDamaged(type(error).__name__) from error

    def _collection(self) -> ChromaCollection:
        with self._opening:
            if self._client is None:
                register_embedding_function(LocalEmbeddingFunction)
                self._client = _open(self._path)
        return self._client.get_or_create_collection(
            self._collection_name,
            embedding_function=self._function,  # pyright: ignore[reportArgumentType] (Chroma's union with images)
            configuration={"hnsw": {"space": "cosine"}},
        )


def _open(path: Path | None) -> Client:
    settings = Settings(anonymized_telemetry=False)
    if path is None:
        return cast(Client, chromadb.EphemeralClient(settings))
    try:
        return cast(Client, chromadb.PersistentClient(path, settings))
    except Exception:
        # Chroma 1.5.9 keeps what failed to start and hands it out again; asking once more makes it drop that.
        with suppress(Exception):
            cast(Client, chromadb.PersistentClient(path, settings)).close()
        raise


def _where(kinds: Sequence[str], subjects: Sequence[str]) -> Where:
    return {"$and": [{"kind": {"$in": list(kinds)}}, {"subject": {"$in": list(subjects)}}]}


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
