"""The last step of spaCy's entity recogniser: from the vectors of words to entities, for all words at once.

spaCy goes word by word and asks each of 74 actions whether it is allowed; every question takes and releases Python's
lock, and together they cost more than the network itself (4 of 7 ms on an English mail of 200 words). Outside an
entity, only the word's own vector counts: here one multiplication judges all words, and those inside an entity follow
one by one. Scores and choices are spaCy's own, and a test compares the two.

Source: Lample et al. 2016, section 3 (transition-based chunking), with the actions Begin, In, Last, Unit, Out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Floats = NDArray[np.float32]
_FEATURES = 3
"""What a decision looks at: the word, the first word of the open entity, the word before within that entity."""


class Tagged(NamedTuple):
    """A named entity: offsets (code points) in the text of its document, and the model's label."""

    start: int
    end: int
    label: str


class Ops(Protocol):
    """thinc's operations, as far as they are used here. They keep to one processor; numpy's products do not."""

    def gemm(self, x: Floats, y: Floats, *, trans2: bool) -> Floats:
        """The product of two matrices, the second one transposed if wanted."""
        ...

    def maxout(self, units: Floats) -> tuple[Floats, object]:
        """The largest of the last axis, and which one it is."""
        ...


class Layer(Protocol):
    """A layer of a thinc network, as far as it is used here."""

    ops: Ops

    def get_dim(self, name: str) -> int:
        """A dimension."""
        ...

    def get_param(self, name: str) -> Floats:
        """Trained weights."""
        ...

    def predict(self, inputs: object) -> Floats:
        """The outputs of the layer."""
        ...


class Network(Protocol):
    """The network of an entity recogniser, as far as it is used here."""

    attrs: Mapping[str, object]

    def get_ref(self, name: str) -> Layer:
        """One of its layers."""
        ...


class Moves(Protocol):
    """The actions of an entity recogniser, as far as they are used here."""

    n_moves: int

    def get_class_name(self, number: int) -> str:
        """An action, such as ``B-PERSON``."""
        ...


class Recogniser(Protocol):
    """spaCy's `EntityRecognizer`, whose own types say nothing."""

    model: Network
    moves: Moves
    cfg: Mapping[str, object]


class EntityTagger:
    """Finds the entities that a trained entity recogniser of spaCy finds.

    Raises:
        ValueError: the recogniser is of an architecture that this class does not know.
    """

    def __init__(self, recogniser: Recogniser) -> None:
        model = recogniser.model
        embed, self._lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        known = (
            self._lower.get_dim("nF") == _FEATURES and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        )
        if not known or recogniser.cfg["beam_width"] != 1:
            raise ValueError("entity recognisers of this architecture have to run as a spaCy pipe")
        self._embed, self._ops = embed, embed.ops
        self._bias = self._lower.get_param("b")
        self._weights, self._offsets = upper.get_param("W"), upper.get_param("b")
        names = [recogniser.moves.get_class_name(at) for at in range(recogniser.moves.n_moves)]
        self._actions = [(name[:1], name[2:]) for name in names]
        self._number = {action: at for at, action in enumerate(self._actions)}
        self._begins = np.array([move == "B" for move, _ in self._actions])
        self._opens = np.array([move in "BU" and label != "" for move, label in self._actions])
        self._outside = self._opens | np.array([move == "O" for move, _ in self._actions])

    def tag(self, docs: Sequence[Doc]) -> list[list[Tagged]]:
        """The entities of each document, in order; no document is empty."""
        if not docs:
            return []
        # One row for each word of all documents, after a first row that stands for "no word".
        features = self._lower.predict(self._embed.predict(docs))
        scores = self._scores(features[1:, 0], features[0, 1], features[0, 2])
        scores[:, ~self._outside] = -np.inf
        spaces = np.concatenate([_spaces(doc) for doc in docs])
        scores[np.ix_(spaces, self._opens)] = -np.inf
        lasts = np.cumsum([len(doc) for doc in docs]) - 1
        scores[np.ix_(lasts, self._begins)] = -np.inf
        actions: list[int] = scores.argmax(axis=1).tolist()
        firsts = [0, *(lasts[:-1] + 1).tolist()]
        return [
            [
                Tagged(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label)
                for start, end, label in self._entities(actions[first : first + len(doc)], features[first:])
            ]
            for first, doc in zip(firsts, docs, strict=True)
        ]

    def _entities(self, actions: list[int], features: Floats) -> Iterator[tuple[int, int, str]]:
        """Entities of one document: first word, word after the last, label.

        Args:
            actions: what each word is if no entity is open before it.
            features: rows of the document's words, from the second one on.
        """
        at = 0
        while at < len(actions):
            move, label = self._actions[actions[at]]
            end = self._end(at, len(actions), label, features) if move == "B" else at + 1
            if move != "O":
                yield at, end, label
            at = end

    def _end(self, start: int, length: int, label: str, features: Floats) -> int:
        """Index after the last word of an entity that begins at `start`; the end of the text closes it."""
        inside, last = self._number["I", label], self._number["L", label]
        for at in range(start + 1, length - 1):
            (scores,) = self._scores(features[at + 1 : at + 2, 0], features[start + 1, 1], features[at, 2])
            if scores[last] > scores[inside]:
                return at + 1
        return length

    def _scores(self, words: Floats, first: Floats, before: Floats) -> Floats:
        """Scores of all actions, one row for each word, from the features of words."""
        hidden, _ = self._ops.maxout(cast(Floats, words + (first + before + self._bias)))
        return self._ops.gemm(hidden, self._weights, trans2=True) + self._offsets


def _spaces(doc: Doc) -> NDArray[np.bool_]:
    """Which words of a document are white space."""
    return doc.to_array("IS_SPACE").astype(bool)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
