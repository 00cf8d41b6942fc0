"""What the language model reads as a person, checked against the words and what stands around them."""

from collections.abc import Iterator

from guardrails.pii.recognisers.names.surroundings import is_related, names_a_thing
from guardrails.pii.recognisers.names.things import is_place, is_thing
from guardrails.pii.recognisers.names.words import CIVILITIES, PARTICLES, NameWords, Run

_LIKELY = 0.5
_SURE = 0.8
"""Probabilities from which the language model's word is taken: with another sign, and alone."""
_CERTAIN = 0.95
_LEAST = 0.3
_LONGEST = 6


def modelled(words: NameWords) -> Iterator[Run]:
    """What the language model reads as a person, in whole words."""
    index = 0
    while index < len(words):
        end = index
        least = _LEAST if words.is_unknown(index) and is_related(words, index) else _LIKELY
        while end < len(words) and end - index < _LONGEST and words.people[end] >= least:
            end += 1
            if end < len(words) and (not words.joined(end - 1) or _parts_names(words, end)):
                break
        if end > index and (run := _trimmed(words, index, end)) and _may_be_somebody(words, *run):
            score = 0.85 if min(words.people[run[0] : run[1]]) >= _SURE else 0.6
            last = _continued(words, run[1])
            yield run[0], last, score
            end = max(end, last)
        index = max(end, index + 1)


def _parts_names(words: NameWords, index: int) -> bool:
    """Whether a small everyday word ends a name: "soraya [de chez] brossard", "ilyes [c] gaetan"."""
    word = words.words[index]
    if not word.text.islower() or word.folded in PARTICLES:
        return False
    return len(word.text) == 1 or (words.is_ordinary(index) and not words.is_name(index))


def _continued(words: NameWords, end: int) -> int:
    """Where a name ends of which the model saw the beginning: "Rustam [L Mironov]"."""
    if end < len(words) and words.joined(end - 1) and (words.is_candidate(end) or len(words.words[end].text) == 1):
        longer = words.run(end, most=2) if words.is_candidate(end) else words.run(end - 1, most=3)
        return longer if longer > end and words.is_candidate(longer - 1) else end
    return end


def _trimmed(words: NameWords, start: int, end: int) -> tuple[int, int] | None:
    """A run without the civilities, small words and everyday words at its ends."""
    capitals = any(words.is_candidate(at) for at in range(start, end))
    while start < end and not _can_be_in_name(words, start, capitals):
        start += 1
    while end > start and not (
        _can_be_in_name(words, end - 1, capitals) and words.words[end - 1].folded not in PARTICLES
    ):
        end -= 1
    return (start, end) if end > start else None


def _can_be_in_name(words: NameWords, index: int, capitals: bool) -> bool:
    """Whether a word can stand in a name, of which other words are capitalised or not."""
    word = words.words[index]
    if words.is_blocked(index) or word.folded in CIVILITIES:
        return False
    if not word.text.islower():
        return words.is_name(index) or len(word.text) == 1 or not words.is_word(index)
    if words.is_plainly_given(index) or word.folded in PARTICLES or not (capitals or words.is_word(index)):
        return True
    return word.folded in words.lexicon.surnames and index > 0 and words.is_plainly_given(index - 1)


def _may_be_somebody(words: NameWords, start: int, end: int) -> bool:
    """Whether nothing around a run says that it is a thing, and something of it can be a name."""
    if is_thing(words, start, end) or any(words.is_company(at) for at in range(start, end)):
        return False
    if is_place(words, start, end):
        return False
    if end - start == 1 and words.is_doubtful(start):
        if not words.words[start].is_capitalised or names_a_thing(words, start):
            return False
        return is_related(words, start) or (words.people[start] >= _CERTAIN and not words.opens_sentence(start))
    if end - start == 1 and not words.is_name(start) and not is_related(words, start):
        return words.is_candidate(start) and words.people[start] >= _CERTAIN
    return any(
        words.is_candidate(at)
        or (words.is_plainly_given(at) and words.people[at] >= _SURE and (end - start > 1 or not words.is_word(at)))
        for at in range(start, end)
    )
