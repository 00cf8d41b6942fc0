"""Names that their own words give away: given names, initials, pairs, addresses that spell them."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.surroundings import (
    acts,
    follows_a_client,
    is_related,
    names_a_thing,
    precedes_verb,
)
from guardrails.pii.recognisers.names.things import follows_article, is_brand, is_place, is_thing
from guardrails.pii.recognisers.names.words import PARTICLES, NameWords, Run

_BRACKETS = ("(", "<", "[")
_ADDRESSED = compile_pattern(r"^ ?[(<\[] ?(?:[^\s@<>()]{1,64}@|\+?0?\d[\d .\-]{7})")
_LOCAL = compile_pattern(r"\b([a-z0-9][a-z0-9._\-]*)(?:\+[a-z0-9]+)?@[a-z0-9]")


def like_addresses(words: NameWords) -> Iterator[Run]:
    """Two to four words that an e-mail address of the same text spells: first.last, flast, last.f, …"""
    boxes: set[str] = set()
    for match in _LOCAL.finditer(words.reading.folded):
        boxes.add("".join(one for one in match.group(1) if one.isalpha()))
    if not boxes:
        return
    letters = ["".join(one for one in word.folded if one.isalpha()) for word in words.words]
    # Every spelling has the first or the last part in full.
    spelled = [any(part in box for box in boxes) for part in letters]
    for start in range(len(words)):
        if not any(spelled[start : start + 5]) or words.is_blocked(start):
            continue
        for end in range(start + 2, min(start + 5, len(words)) + 1):
            if not words.joined(end - 2) or words.is_blocked(end - 1):
                break
            told = (spelled[start] or spelled[end - 1]) and _is_written_alike(words, start, end)
            if told and boxes & _spellings(letters[start:end]):
                yield start, end, 0.95


def _is_written_alike(words: NameWords, start: int, end: int) -> bool:
    """Whether all words but particles are capitalised, or none is: not "by his deputy Jane Roe"."""
    first = words.words[start].is_capitalised
    return all(
        words.words[at].is_capitalised is first or (start < at and words.words[at].folded in PARTICLES)
        for at in range(start, end)
    )


def _spellings(parts: list[str]) -> set[str]:
    """How an e-mail address writes a name of several words."""
    found: set[str] = set()
    for cut in range(1, len(parts)):
        first, last = "".join(parts[:cut]), "".join(parts[cut:])
        if len(first) > 1 and len(last) > 1:
            found |= {first + last, last + first}
        if len(last) > 2:
            found |= {first[0] + last, last + first[0]}
        if len(first) > 2:
            found |= {first + last[0]}
    return {one for one in found if len(one) > 4}


def beside_addresses(words: NameWords) -> Iterator[Run]:
    """A name right before an address or a number in brackets: ``Name <address>``, ``name (number)``."""
    if not any(one in words.reading.plain for one in _BRACKETS):
        return
    for end in range(1, len(words) + 1):
        at = words.words[end - 1].end
        if not words.reading.plain[at : at + 2].lstrip(" ").startswith(_BRACKETS):
            continue
        if not _ADDRESSED.search(words.reading.plain[at : at + 80]):
            continue
        start = end - 1
        while (
            start > 0
            and end - start < 4
            and words.joined(start - 1)
            and words.run(start - 1, lower=True, most=end - start + 1) == end
        ):
            start -= 1
        while start < end and not (
            words.is_given(start) or words.is_initial(start) or words.words[start].is_capitalised
        ):
            start += 1
        if start >= end or is_thing(words, start, end):
            continue
        known = any(words.is_given(at) or words.is_initial(at) for at in range(start, end))
        if known or (end - start > 1 and not any(words.is_company(at) for at in range(start, end))):
            yield start, end, 0.85


def by_given_name(words: NameWords) -> Iterator[Run]:
    for index in range(len(words)):
        if not words.is_given(index) or words.is_blocked(index):
            continue
        related = is_related(words, index)
        if not words.words[index].is_capitalised:
            if is_brand(words, index, min(index + 2, len(words))):
                continue
            if related and words.is_plainly_given(index):
                end = words.run(index, lower=True, most=4)
                yield index, end, 0.8
            elif (
                (related or (words.is_plainly_given(index) and len(words.words[index].text) > 3))
                and index + 1 < len(words)
                and words.joined(index)
                and words.words[index + 1].folded in words.lexicon.surnames
                and not words.is_ordinary(index)
                and not words.is_ordinary(index + 1)
            ):
                yield index, index + 2, 0.75
            continue
        end = words.run(index, most=4)
        if end <= index or is_thing(words, index, end) or is_place(words, index, end):
            continue
        if end - index > 1 and all(words.words[at].is_upper for at in range(index, end)) and words.is_ordinary(end - 1):
            continue
        related = related and not names_a_thing(words, index)
        active = words.opens_sentence(index) and (acts(words, end) or _comes_from(words, end))
        if words.is_plainly_given(index) or end - index > 1 or related or active:
            start = index - 1 if _follows_surname(words, index) else index
            yield start, end, 0.9 if end - start > 1 else 0.7


def _comes_from(words: NameWords, end: int) -> bool:
    """Whether "from" or "here" follows a name: "Mark from IT"."""
    return end < len(words) and words.gap(end - 1) == " " and words.words[end].folded in ("from", "here")


def _follows_surname(words: NameWords, index: int) -> bool:
    """Whether a listed family name, nothing else, stands right before: "Trần Thị Mai", "LEGRAND MARIE"."""
    if index == 0 or words.gap(index - 1) != " " or not words.is_candidate(index - 1):
        return False
    family = words.words[index - 1]
    listed = family.folded in words.lexicon.surnames and not words.is_given(index - 1) and not words.is_word(index - 1)
    return listed and not is_thing(words, index - 1, index + 1)


def by_surname(words: NameWords) -> Iterator[Run]:
    """A listed family name alone, where people stand: "Dupont a signé", "le client Fournier", "à Lefebvre"."""
    for index in range(len(words)):
        if not words.is_candidate(index) or words.words[index].folded not in words.lexicon.surnames:
            continue
        if words.is_word(index) or words.run(index, most=3) != index + 1:
            continue
        town = words.words[index].folded in words.lexicon.places
        related = is_related(words, index) and not town
        meant = related or follows_a_client(words, index) or acts(words, index + 1)
        if meant and not is_thing(words, index, index + 1) and not is_place(words, index, index + 1):
            yield index, index + 1, 0.7


def pairs(words: NameWords) -> Iterator[Run]:
    """Two proper names in a row of which a list or the sentence says that they can be somebody's."""
    index = 0
    while index < len(words) - 1:
        end = words.run(index, most=4) if words.is_candidate(index) else index
        if (
            end - index >= 2
            and words.is_candidate(end - 1)
            and not follows_article(words, index)
            and not is_thing(words, index, end)
            and not is_place(words, index, end)
        ):
            names = sum(words.is_name(at) for at in range(index, end))
            related = is_related(words, index)
            proper = not any(words.is_word(at) for at in range(index, end))
            if names >= 2 or (proper and (names or related or precedes_verb(words, end))):
                yield index, end, 0.75
        index = max(end, index + 1)


def in_small_letters(words: NameWords) -> Iterator[Run]:
    """Two words in small letters that no dictionary knows, one of them a listed name: "vu meiling truong, adjointe"."""
    for index in range(len(words) - 1):
        if not words.words[index].text.islower() or not words.joined(index):
            continue
        end = index
        while (
            end < len(words)
            and end - index < 4
            and _is_small_name(words, end)
            and (end == index or words.joined(end - 1))
        ):
            end += 1
        while end > index and words.words[end - 1].folded in PARTICLES:
            end -= 1
        if (
            words.words[index].folded in PARTICLES
            or end - index < 2
            or (index and words.joined(index - 1) and _is_small_name(words, index - 1))
        ):
            continue
        if is_brand(words, index, end):
            continue
        listed = sum(words.is_name(at) for at in range(index, end))
        if listed >= 2 or (listed and (words.is_plainly_given(index) or words.is_plainly_given(end - 1))):
            yield index, end, 0.75


def _is_small_name(words: NameWords, index: int) -> bool:
    word = words.words[index]
    if not word.text.islower() or words.is_blocked(index):
        return False
    if word.folded in PARTICLES and len(word.text) > 1:
        return True
    plain = words.is_plainly_given(index)
    return len(word.text) > 2 and not words.is_company(index) and (plain or not words.is_word(index))


def by_initial(words: NameWords) -> Iterator[Run]:
    """``C. Martin`` and ``Claire M.``."""
    for index in range(len(words) - 1):
        if words.is_initial(index + 1) and words.is_candidate(index) and words.gap(index) == " ":
            yield from _initial_last(words, index)
        if not words.is_initial(index) or (index and words.is_initial(index - 1)):
            continue
        end = words.run(index, most=5)
        if (
            end > index + 1
            and len(words.words[end - 1].text) > 2
            and not words.is_company(end - 1)
            and not is_thing(words, index, end)
            and (not words.is_ordinary(index + 1) or words.words[index + 1].folded in words.lexicon.surnames)
        ):
            if words.words[index].folded == "m" and words.gap(index) == ". ":
                continue  # "M. Roe" is a civility
            before = index > 0 and words.joined(index - 1) and words.is_candidate(index - 1)
            yield index - 1 if before else index, end, 0.85


def _initial_last(words: NameWords, index: int) -> Iterator[Run]:
    """``Claire M.``, unless a name follows: then the initial opens that one."""
    following = index + 2 < len(words) and words.joined(index + 1) and words.is_candidate(index + 2)
    closed = (not following and words.words[index + 1].folded != "m") or words.closes_line(index + 2)
    if closed and not words.is_word(index) and not is_thing(words, index, index + 1):
        yield index, index + 2, 0.85
