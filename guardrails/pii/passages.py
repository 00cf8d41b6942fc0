"""The passages that the language model reads: those in which a name of a person can stand, and no others.

A name opens with a capitalised word that is no everyday word; what the model says elsewhere is never used. The model
decides on a word from four words on either side (four convolutions, each one word wide), so it needs no more of the
text than that. Two thirds of an ordinary mail are left unread, which is where most of the time went.
"""

from guardrails.pii.lexicon import Lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.name_words import can_open_name

_REACH = 6
"""Words on either side: the four that the decision rests on, and two more for the words beside the name."""


def passages(reading: Reading, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The spans of `Reading.plain` to read, in order, without overlaps."""
    words = reading.words
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if not can_open_name(word, lexicon):
            continue
        first, last = max(0, index - _REACH), min(len(words) - 1, index + _REACH)
        if found and first <= found[-1][1]:
            first, _ = found.pop()
        found.append((first, last))
    return [
        (words[first].start if first else 0, words[last].end if last + 1 < len(words) else len(reading.plain))
        for first, last in found
    ]
