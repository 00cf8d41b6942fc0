"""The passages that the language model reads: those in which a name may stand that nothing else has found.

Most names are found by what stands around them. Asking the model for the others only leaves most of an ordinary mail
unread, which is where the time went, and loses nothing (measured: docs/decisions/0011).
"""

from collections.abc import Iterable

from guardrails.pii.recognisers.names.things import is_thing
from guardrails.pii.recognisers.names.words import NameWords

_WORDS = 4
_CHARACTERS = 80
"""How far a passage reaches on either side of a possible name: so many words, and so many characters at most."""
_SURE = 0.7
_SHORTEST_IN_SMALL_LETTERS = 4


def passages(words: NameWords, found: Iterable[tuple[int, int, float, object]]) -> list[tuple[int, int]]:
    """The spans of `Reading.plain` to read, in order, without overlaps.

    Args:
        words: of the text.
        found: the names found so far: first word, word after the last, confidence, and what told them.
    """
    settled = {at for start, end, score, _ in found if score >= _SURE for at in range(start, end)}
    last_word = len(words) - 1
    spans: list[tuple[int, int]] = []
    for index, word in enumerate(words.words):
        if index in settled or not _is_open(words, index):
            continue
        first, last = max(0, index - _WORDS), min(last_word, index + _WORDS)
        start = max(words.words[first].start if first else 0, word.start - _CHARACTERS)
        end = words.words[last].end if last < last_word else len(words.reading.plain)
        end = min(end, word.end + _CHARACTERS)
        if spans and start <= spans[-1][1]:
            start, _ = spans.pop()
        spans.append((start, end))
    return spans


def _is_open(words: NameWords, index: int) -> bool:
    """Whether a word can be a name, or part of one, and nothing says that it is a thing."""
    word = words.words[index]
    if word.text[:1].islower():
        return len(word.text) >= _SHORTEST_IN_SMALL_LETTERS and words.is_plainly_given(index)
    return words.is_candidate(index) and not is_thing(words, index, index + 1)
