"""Names that their own words give away: given names, initials, capitals, addresses, the language model."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.name_things import ARTICLES, is_place, is_thing
from guardrails.pii.recognisers.name_words import CIVILITIES, PARTICLES, PERSONAL_VERBS, VERBS, NameWords, Run

_RELATION = compile_pattern(
    r"(?:\b(?:joindre|rappeler|rappelle|rappelez|relancer|relance|appeler|appelle|appelez|contacter|contactez|"
    r"voir avec|rdv (?:tel )?avec|avec|prevenir|demander(?: a)?|demandez|facturer|facturez|remercier|saluer|chez|"
    r"selon|pour|par|confirmer a|dire a|parler a|ecrire a|transmettre a|l'avis de|la part de|le compte de|rencontre|"
    r"croise|eu|et|et a|merci a|grace a|ici"
    r"|ask(?: for)?|call|ring|try|chase|meet(?:ing)?(?: with)?|met|mtg with|call with|with|tell|remind|email|"
    r"emailed|phone|phoned|thank|contact|bill|invoice|for|by|cc|per|from|and|saw|spoke (?:to|with)|talk(?:ed)? to|"
    r"hear from|thanks to|find|told|asks?|asked|says?|said|this is"
    r"|(?:c'est|its|it's|asked by|vu|rencontre|seen|joindre)|"
    r"(?:mon|ma|mes|son|sa|notre|nos|votre|leur) (?:collegue|assistante?|associee?|mari|femme|epouse|fils|fille|frere|"
    r"soeur|pere|mere|ami|amie|voisine?|responsable|directeur|directrice|stagiaire|successeur|remplacante?)|"
    r"(?:my|his|her|our|their|your) (?:colleague|assistant|partner|husband|wife|son|daughter|brother|sister|father|"
    r"mother|friend|neighbour|neighbor|manager|boss|intern|successor|replacement)"
    r"|(?:le|la|les|l')? ?(?:fils|fille|frere|soeur|mari|femme|mere|pere|dossier|compte|anniversaire|mail|bureau|"
    r"equipe|numero|telephone|adresse) (?:de |d')|securite sociale de|(?:number|birthday|file|address|email|"
    r"account) (?:for|of)) ?|d')$"
)
_LIKELY = 0.5
_SURE = 0.8
"""Probabilities from which the language model's word is taken: with another sign, and alone."""
_CERTAIN = 0.95
_LEAST = 0.3
_LONGEST = 6
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
            if (spelled[start] or spelled[end - 1]) and boxes & _spellings(letters[start:end]):
                yield start, end, 0.95


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


def _is_related(words: NameWords, index: int) -> bool:
    """Whether the words before a name are those before people: "rappeler", "ask for", "sa fille"."""
    return _RELATION.search(words.reading.before(words.words[index].start, 40)) is not None


def by_given_name(words: NameWords) -> Iterator[Run]:
    for index in range(len(words)):
        if not words.is_given(index) or words.is_blocked(index):
            continue
        related = _is_related(words, index)
        if not words.words[index].is_capitalised:
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
        acts = (
            index + 1 < len(words) and words.gap(index) == " " and words.words[index + 1].folded in VERBS
            and words.opens_sentence(index) and words.words[index].folded not in words.lexicon.ordinary
        )  # fmt: skip
        related = related and not _names_a_thing(words, index)
        if words.is_plainly_given(index) or end - index > 1 or related or acts:
            yield index, end, 0.9 if end - index > 1 else 0.7


def _names_a_thing(words: NameWords, index: int) -> bool:
    """Whether a small word that is no verb follows: "Jade plants", "Rose wine"."""
    if index + 1 >= len(words) or words.gap(index) != " " or words.is_plainly_given(index):
        return False
    following = words.words[index + 1]
    return (
        following.text.islower()
        and not words.is_ordinary(index + 1)
        and following.folded not in VERBS
        and len(following.text) > 3
    )


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


def pairs(words: NameWords) -> Iterator[Run]:
    """Two proper names in a row of which a list, the model or the sentence says that they can be somebody's."""
    index = 0
    while index < len(words) - 1:
        end = words.run(index, most=4) if words.is_candidate(index) else index
        determined = index > 0 and words.words[index - 1].folded in ARTICLES and words.gap(index - 1) == " "
        if (
            end - index >= 2
            and words.is_candidate(end - 1)
            and not determined
            and not is_thing(words, index, end)
            and not is_place(words, index, end)
        ):
            names = sum(words.is_name(at) for at in range(index, end))
            likely = max(words.people[index:end]) >= _LEAST
            related = _is_related(words, index)
            acts = end < len(words) and words.gap(end - 1) == " " and words.words[end].folded in VERBS | PERSONAL_VERBS
            proper = not any(words.is_word(at) for at in range(index, end))
            if names >= 2 or (proper and (names or likely or related or acts)):
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


_FILE = compile_pattern(
    r"[\p{L}\p{N}][^\s/\\:;,\"'()<>|]{2,90}\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip|jpe?g|png|msg|eml|vcf)\b"
)


def in_file_names(words: NameWords) -> Iterator[Run]:
    """Names between the underscores of a file's name, or before its extension: ``CV_Roe_Jane.pdf``."""
    for match in _FILE.finditer(words.reading.folded):
        first, last = words.first_from(match.start()), words.first_from(match.end())
        at = first
        while at < last:
            end = at
            while (
                end < last and _is_file_part(words, end) and (end == at or words.gap(end - 1) in ("_", ".", "-", " "))
            ):
                end += 1
            if any(words.is_plainly_given(index) for index in range(at, end)):
                start = at
                if at == first and at and words.joined(at - 1) and words.is_plainly_given(at - 1):
                    start = at - 1
                yield start, end, 0.85
            elif at == first and end > at and at and words.joined(at - 1) and words.is_plainly_given(at - 1):
                yield at - 1, end, 0.85
            at = max(end, at + 1)


def _is_file_part(words: NameWords, index: int) -> bool:
    word = words.words[index]
    known = words.is_name(index) or words.lexicon.is_name(word.folded)
    return word.is_capitalised and len(word.text) > 1 and (known or not words.is_word(index))


def modelled(words: NameWords) -> Iterator[Run]:
    """What the language model reads as a person, in whole words."""
    index = 0
    while index < len(words):
        end = index
        least = _LEAST if words.is_unknown(index) and _is_related(words, index) else _LIKELY
        while end < len(words) and end - index < _LONGEST and words.people[end] >= least:
            end += 1
            if end < len(words) and not words.joined(end - 1):
                break
        if end > index and (run := _trimmed(words, index, end)) and _may_be_somebody(words, *run):
            score = 0.85 if min(words.people[run[0] : run[1]]) >= _SURE else 0.6
            end = max(end, run[1], _continued(words, run[1]))
            yield run[0], max(run[1], _continued(words, run[1])), score
        index = max(end, index + 1)


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
        if not words.words[start].is_capitalised or _names_a_thing(words, start):
            return False
        return _is_related(words, start) or (words.people[start] >= _CERTAIN and not words.opens_sentence(start))
    if end - start == 1 and not words.is_name(start) and not _is_related(words, start):
        return words.is_candidate(start) and words.people[start] >= _CERTAIN
    return any(
        words.is_candidate(at)
        or (words.is_plainly_given(at) and words.people[at] >= _SURE and (end - start > 1 or not words.is_word(at)))
        for at in range(start, end)
    )
