"""Names that other people in the sentence give away: roles and relatives, neighbours in a list, earlier mentions."""

from collections.abc import Iterable, Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.roles import ROLES
from guardrails.pii.recognisers.names.surroundings import precedes_verb
from guardrails.pii.recognisers.names.things import is_place, is_thing
from guardrails.pii.recognisers.names.words import PARTICLES, PERSONAL_VERBS, NameWords, Run

_WHOSE = (
    r"(?:mon|ma|mes|ton|ta|son|sa|notre|nos|votre|vos|leur|leurs|le|la|les|l'|un|une|"
    r"my|his|her|our|your|their|the|a|an)"
)
_ROLE_BEFORE = compile_pattern(
    rf"\b(?:{_WHOSE} ?)(?:(?:nouve(?:au|lle)|ancien(?:ne)?|futur|new|former|late|older|younger|eldest) )?"
    rf"(?:{ROLES})(?: \(?(?:commercial|technique|general|adjoint|juridique|financi(?:er|ere)|sales|technical|finance))?"
    r"(?:,|:| :| est| is|,? nommee?|,? named|,? called|,? appelee?)? ?$"
)
_ROLE_LABEL = compile_pattern(rf"(?:^|[\n.;,|] ?)(?:[a-z]{{2,12}} )?(?:{ROLES}) ?(?:\(|:) ?$")
_ROLE_AFTER = compile_pattern(
    rf"^ ?(?:,|\(|-) ?(?:(?:{_WHOSE}) ?)?(?:(?:nouve(?:au|lle)|ancien(?:ne)?|new|former|other) )?(?:{ROLES})\b"
)
_WHOSE_AFTER = compile_pattern(
    rf"^ ?(?:,|\() ?(?:mon|ma|son|sa|notre|leur|my|his|her|our|their) (?:[a-z\-]{{3,12}} )?(?:{ROLES})\b"
)
_CLOSE = compile_pattern(
    r"\b(?:mon|ma|ton|ta|son|sa|votre|notre|leur|my|his|her|your|our|their) (?:collegues?|fils|fille|mari|femme|amie?|"
    r"frere|soeur|cousine?|mere|pere|colleague|son|daughter|husband|wife|friend|brother|sister|cousin|mother|father) $"
)
"""Words for somebody close, after whom an everyday word with a capital is a name: "ma collègue Précieuse"."""
_JOINS = frozenset({"et", "and", "ou", "or"})
_NOT_ALONE = 3


def related(words: NameWords) -> Iterator[Run]:
    """Names beside a role or a relative: "sa fille Opale", "Kwame, son fils", "Lee, the new buyer"."""
    for index in range(len(words)):
        if _is_named_after_kin(words, index):
            yield index, max(index + 1, words.run(index, most=4)), 0.85
        if not words.is_candidate(index) or (index and words.joined(index - 1) and words.is_candidate(index - 1)):
            continue
        end = words.run(index, most=4)
        if end <= index or is_place(words, index, end) or any(words.is_company(at) for at in range(index, end)):
            continue
        before = words.reading.before(words.words[index].start, 45)
        after = words.reading.after(words.words[end - 1].end, 45)
        if (
            precedes_verb(words, end, PERSONAL_VERBS)
            and words.opens_sentence(index)
            and not is_thing(words, index, end)
        ):
            yield index, end, 0.8
        elif _WHOSE_AFTER.search(after) or (
            (_ROLE_BEFORE.search(before) or _ROLE_LABEL.search(before)) and not is_thing(words, index, end)
        ):
            yield index, end, 0.9
        elif _ROLE_AFTER.search(after) and not is_thing(words, index, end):
            yield index, end, 0.85


def _is_named_after_kin(words: NameWords, index: int) -> bool:
    """Whether a capitalised everyday word comes right after a colleague or a relative."""
    word = words.words[index]
    if not word.is_capitalised or word.is_upper or len(word.text) < _NOT_ALONE or not words.is_word(index):
        return False
    return _CLOSE.search(words.reading.before(word.start, 30)) is not None and not words.is_company(index)


def beside(words: NameWords, found: Iterable[Run]) -> Iterator[Run]:
    """Names that "et" or "and" joins to one that is found."""
    for start, end, _ in found:
        if end + 1 < len(words) and words.words[end].folded in _JOINS and words.gap(end - 1) == words.gap(end) == " ":
            yield from _joined_name(words, end + 1, words.run(end + 1, most=4))
        if (
            start > 1
            and words.words[start - 1].folded in _JOINS
            and words.gap(start - 1) == words.gap(start - 2) == " "
        ):
            first = start - 1
            while (
                first > 0
                and start - first < 4
                and words.is_candidate(first - 1)
                and (first == start - 1 or words.joined(first - 1))
            ):
                first -= 1
            yield from _joined_name(words, first, start - 1)
            while first > 1 and words.gap(first - 1) == ", " and words.is_candidate(first - 1):
                last, first = first, first - 1  # "Kleist, Khan and Barber"
                yield from _joined_name(words, first, last)


def _joined_name(words: NameWords, start: int, end: int) -> Iterator[Run]:
    if (
        end > start
        and words.is_candidate(start)
        and not is_place(words, start, end)
        and not is_thing(words, start, end)
    ):
        yield start, end, 0.75


def again(words: NameWords, found: Iterable[Run]) -> Iterator[Run]:
    """Names already found, or parts of them, standing alone elsewhere: "Claire", "Martin"."""
    parts: set[str] = set()
    for start, end, score in found:
        if end - start > 1 or score >= 0.7:
            parts |= {
                words.words[at].folded
                for at in range(start, end)
                if len(words.words[at].text) >= _NOT_ALONE
                and words.words[at].folded not in PARTICLES
                and not words.is_ordinary(at)
            }
    if not parts:
        return
    for index in range(len(words)):
        if words.words[index].folded in parts and words.words[index].is_capitalised and not words.is_blocked(index):
            end = words.run(index, most=3)
            if end == index + 1 and not is_thing(words, index, end):
                yield index, end, 0.6
