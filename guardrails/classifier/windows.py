"""How a text is cut for the model: windows of whole sentences, each with what came just before."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

OPENS, PADS, CLOSES = 0, 1, 2
"""The model's marks: the beginning of a window, what is not there, the end of a sentence."""
MOST_TOKENS = 110
"""Of one sentence, or of a piece of a longer one. A sentence of sales mail has 25."""
WINDOW = 140
"""Tokens of one window: the time for each grows with it, and few sentences need others from further away."""


class Window(NamedTuple):
    """Some sentences of a text, as the model takes them.

    Attributes:
        tokens: their tokens, one after the other.
        shares: one row for each sentence that is to be judged: the share that each token has in it.
    """

    tokens: NDArray[np.int64]
    shares: NDArray[np.float32]


def windows(sentences: Sequence[Sequence[int]]) -> Iterator[Window]:
    """Cut a text, given as the tokens of its sentences.

    A window starts with the last sentence of the one before, where there is room, which is then not judged again.
    """
    cut = [list(one[:MOST_TOKENS]) for one in sentences]
    first = 0
    while first < len(cut):
        before = [cut[first - 1]] if first and len(cut[first - 1]) + len(cut[first]) <= WINDOW else []
        room = WINDOW - sum(map(len, before))
        last = first
        while last < len(cut) and (last == first or len(cut[last]) <= room):
            room -= len(cut[last])
            last += 1
        yield _window(before, cut[first:last])
        first = last


def _window(before: list[list[int]], judged: list[list[int]]) -> Window:
    tokens = [OPENS]
    bounds: list[tuple[int, int]] = []
    for sentence in (*before, *judged):
        bounds.append((len(tokens), len(tokens) + len(sentence) + 1))
        tokens += [*sentence, CLOSES]
    shares = np.zeros((len(judged), len(tokens)), np.float32)
    for row, (start, end) in enumerate(bounds[len(before) :]):
        shares[row, start:end] = 1 / (end - start)
    return Window(np.array(tokens, np.int64), shares)
