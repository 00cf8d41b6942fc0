"""How a text is cut for the model: every sentence is judged once, with its neighbour before it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.classifier.windows import CLOSES, MOST_TOKENS, OPENS, WINDOW, windows

LENGTHS = st.lists(st.integers(1, 2 * MOST_TOKENS), max_size=40)


def sentences(lengths: list[int]) -> list[list[int]]:
    return [[100 + at] * length for at, length in enumerate(lengths)]


@given(LENGTHS)
def test_every_sentence_is_judged_once_and_in_order(lengths: list[int]) -> None:
    judged = [int(window.tokens[row > 0][0]) - 100 for window in windows(sentences(lengths)) for row in window.shares]
    assert judged == list(range(len(lengths)))


@given(LENGTHS)
def test_no_window_is_longer_than_it_may_be(lengths: list[int]) -> None:
    for window in windows(sentences(lengths)):
        marks = np.isin(window.tokens, (OPENS, CLOSES)).sum()
        assert len(window.tokens) - marks <= WINDOW


@given(LENGTHS)
def test_shares_add_up_to_one(lengths: list[int]) -> None:
    for window in windows(sentences(lengths)):
        assert window.shares.sum(axis=1) == pytest.approx(np.ones(len(window.shares)))


def test_a_window_starts_with_the_sentence_before_it() -> None:
    first, second = windows(sentences([60, 60, 60]))
    assert set(first.tokens) == {OPENS, CLOSES, 100, 101}
    assert set(second.tokens) == {OPENS, CLOSES, 101, 102}
    assert len(second.shares) == 1, "the sentence before is read, and not judged again"


def test_no_text_has_no_windows() -> None:
    assert list(windows([])) == []
