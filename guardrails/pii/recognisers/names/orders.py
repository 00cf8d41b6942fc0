"""Names that put the family name first: ``MARTIN Claire``, ``Martin, Claire``."""

from collections.abc import Iterator

from guardrails.pii.recognisers.names.things import is_thing
from guardrails.pii.recognisers.names.words import PARTICLES, NameWords, Run


def surname_first(words: NameWords) -> Iterator[Run]:
    """``MARTIN Claire``, ``Martin, Claire``, and lists that write the family name in capitals first."""
    for index in range(1, len(words)):
        if not words.is_candidate(index) or not words.is_candidate_surname(index - 1):
            continue
        gap, start = words.gap(index - 1), _with_particles(words, index - 1)
        end = index + 1
        while gap == " " and end < len(words) and end - index < 2 and words.joined(end - 1) and words.is_given(end):
            end += 1
        if gap == " " and _is_capitals_first(words, index) and not is_thing(words, start, end):
            yield start, end, 0.85
        elif gap == ", " and _is_reversed(words, start, index) and not is_thing(words, start, index + 1):
            yield start, index + 1, 0.9


def _with_particles(words: NameWords, start: int) -> int:
    """The first word of a family name that ends at a word: ``VAN DER MEER``, ``LE GOFF``."""
    while start > 0 and words.joined(start - 1) and words.words[start - 1].folded in PARTICLES:
        start -= 1
    return start


def _is_capitals_first(words: NameWords, index: int) -> bool:
    """Whether a family name in capitals, or a listed one, stands before a given name written otherwise."""
    family, given = words.words[index - 1], words.words[index]
    if given.is_upper:
        return False
    if family.is_upper and len(family.text) > 1:
        sure = len(family.text) > 3 or words.is_name(index - 1)
        return words.is_given(index) or (sure and words.is_unknown(index) and not words.is_word(index - 1))
    return words.is_plainly_given(index) and family.folded in words.lexicon.surnames and not words.is_given(index - 1)


def _is_reversed(words: NameWords, start: int, index: int) -> bool:
    """Whether ``Roe, Jane`` is one person: the field or the sentence opens with it, and nothing carries the list on."""
    family = words.words[index - 1]
    alone = _fills_field(words, start, index + 1)
    if words.joined(index) and words.words[index + 1].is_capitalised:
        return False
    if words.is_given(index) and words.is_name(index - 1) and alone and not words.closes_line(index + 1):
        return True  # a cell of a table: "…;Leblanc, Marine;…"
    if words.is_doubtful(index) and not family.is_upper:
        return False
    known = words.is_given(index) or ((alone or family.folded in words.lexicon.surnames) and words.is_unknown(index))
    if not known:
        return False
    after = words.reading.folded[words.words[index].end : words.words[index].end + 5]
    listed = alone or family.folded in words.lexicon.surnames or family.is_upper or not words.is_given(index - 1)
    if not (words.opens_sentence(start) and listed):
        return False
    if index + 1 < len(words) and words.gap(index) == ", " and words.is_candidate(index + 1):
        return False
    return (
        alone
        or not words.is_plainly_given(index - 1)
        or after.startswith((" is ", " est ", " (", " <", ";", "\n", ","))
    )


def _fills_field(words: NameWords, start: int, end: int) -> bool:
    """Whether words are a whole line, or a whole cell of a table."""
    opens = words.opens_line(start) or words.gap_before(start).rstrip(' "')[-1:] in (";", "|", "\t")
    at = words.words[end - 1].end
    after = words.reading.plain[at : at + 2].lstrip(' "')[:1]
    return opens and (words.closes_line(end) or after in (";", "|", "\t"))
