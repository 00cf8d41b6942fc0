"""Names that their own words give away: given names, initials, capitals, addresses, the language model."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.name_words import PARTICLES, VERBS, NameWords, Run, can_open_name

_RELATION = compile_pattern(
    r"(?:\b(?:joindre|rappeler|rappelle|rappelez|relancer|relance|appeler|appelle|appelez|contacter|contactez|"
    r"voir avec|rdv (?:tel )?avec|avec|prevenir|demander(?: a)?|demandez|facturer|facturez|remercier|saluer|chez|"
    r"selon|pour|par|confirmer a|dire a|parler a|ecrire a|transmettre a|l'avis de|la part de|le compte de|rencontre|"
    r"croise|eu|et|et a|merci a|grace a|ici"
    r"|ask(?: for)?|call|ring|try|chase|meet(?:ing)?(?: with)?|met|mtg with|call with|with|tell|remind|email|"
    r"emailed|phone|phoned|thank|contact|bill|invoice|for|by|cc|per|from|and|saw|spoke (?:to|with)|talk(?:ed)? to|"
    r"hear from|thanks to|find|told|asks?|asked|says?|said|this is"
    r"|(?:mon|ma|mes|son|sa|notre|nos|votre|leur) (?:collegue|assistante?|associee?|mari|femme|epouse|fils|fille|"
    r"frere|soeur|pere|mere|ami|amie|voisine?|responsable|directeur|directrice|stagiaire|successeur|remplacante?)|"
    r"(?:my|his|her|our|their|your) (?:colleague|assistant|partner|husband|wife|son|daughter|brother|sister|father|"
    r"mother|friend|neighbour|neighbor|manager|boss|intern|successor|replacement)"
    r"|(?:le|la|les|l')? ?(?:fils|fille|frere|soeur|mari|femme|mere|pere|dossier|compte|anniversaire|mail|bureau|"
    r"equipe|numero|telephone|adresse) (?:de |d')|securite sociale de|(?:number|birthday|file|address|email|"
    r"account) (?:for|of)) ?|d')$"
)
_BRACKETS = ("(", "<", "[")
_ADDRESSED = compile_pattern(r"^ ?[(<\[] ?(?:[^\s@<>()]{1,64}@|\+?0?\d[\d .()\-]{6})")
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
        if start >= end or words.is_ruled_out(start, end):
            continue
        known = any(words.is_given(at) or words.is_initial(at) for at in range(start, end))
        if known or (end - start > 1 and not any(words.is_company(at) for at in range(start, end))):
            yield start, end, 0.85


def by_given_name(words: NameWords) -> Iterator[Run]:
    for index in range(len(words)):
        if not words.is_given(index) or words.is_blocked(index):
            continue
        related = _RELATION.search(words.reading.before(words.words[index].start, 40)) is not None
        if not words.words[index].is_capitalised:
            if related and words.is_plainly_given(index):
                end = words.run(index, lower=True, most=4)
                yield index, end, 0.8
            elif (
                (related or (words.is_plainly_given(index) and len(words.words[index].text) > 3))
                and index + 1 < len(words)
                and words.joined(index)
                and words.words[index + 1].folded in words.lexicon.surnames
                and not words.is_ordinary(index + 1)
            ):
                yield index, index + 2, 0.75
            continue
        end = words.run(index, most=4)
        if end <= index or words.is_ruled_out(index, end) or _is_place(words, index, end):
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


def _is_place(words: NameWords, index: int, end: int) -> bool:
    word = words.words[index].folded
    if end - index > 1 or word not in words.lexicon.places:
        return False
    return index > 0 and words.words[index - 1].folded in (
        "a",
        "in",
        "at",
        "from",
        "de",
        "to",
        "near",
        "vers",
        "sur",
        "en",
        "office",
        "around",
        "downtown",
    )


def surname_first(words: NameWords) -> Iterator[Run]:
    """``MARTIN Claire``, ``Martin, Claire``, and lists that write the family name in capitals first."""
    for index in range(1, len(words)):
        if not (words.is_given(index) and words.words[index].is_capitalised) or words.is_blocked(index):
            continue
        start = index - 1
        word, gap = words.words[start], words.gap(start)
        if (
            words.is_blocked(start)
            or words.is_ordinary(start)
            or (words.is_given(start) and not word.is_upper)
            or not word.is_capitalised
            or len(word.text) < 2
        ):
            continue
        while (
            start > 0
            and words.joined(start - 1)
            and words.words[start - 1].folded in PARTICLES
            and words.words[start - 1].is_capitalised
        ):
            start -= 1
        if (
            gap == " "
            and (word.is_upper or word.folded in words.lexicon.surnames)
            and not words.words[index].is_upper
            and not words.is_ruled_out(start, index + 1)
            and not words.is_company(index - 1)
        ):
            yield start, index + 1, 0.85
        elif (
            gap == ", "
            and not words.is_ruled_out(start, index + 1)
            and (start == 0 or not words.joined(start - 1) or not words.words[start - 1].is_capitalised)
        ):
            after = words.reading.folded[words.words[index].end : words.words[index].end + 5]
            single = not (words.joined(index) and words.words[index + 1].is_capitalised)
            if single and (
                word.folded in words.lexicon.surnames
                or word.is_upper
                or after.startswith((" is ", " est ", " (", ";", "\n"))
            ):
                yield start, index + 1, 0.85


def by_initial(words: NameWords) -> Iterator[Run]:
    for index in range(len(words) - 1):
        if not words.is_initial(index) or (index and words.is_initial(index - 1)):
            continue
        end = words.run(index, most=5)
        if (
            end > index + 1
            and len(words.words[end - 1].text) > 2
            and not words.is_company(end - 1)
            and not words.is_ruled_out(index, end)
            and not words.is_ordinary(index + 1)
        ):
            if words.words[index].folded == "m" and words.gap(index) == ". ":
                continue  # "M. Roe" is a civility
            yield index, end, 0.85


def modelled(words: NameWords, people: list[tuple[int, int]]) -> Iterator[Run]:
    """What the language model calls a person, trimmed to words that can be one."""
    for first, last in people:
        start, stop = words.first_from(first), words.first_from(last)
        while start < stop and not can_open_name(words.words[start], words.lexicon):
            start += 1
        if start >= stop:
            continue
        end = words.run(start, most=max(stop - start, 4))
        capitals = [
            at for at in range(start, end) if words.words[at].is_capitalised and words.words[at].folded not in PARTICLES
        ]
        if (
            end <= start
            or words.is_ruled_out(start, end)
            or any(words.is_company(at) for at in range(start, end))
            or _is_place(words, start, end)
        ):
            continue
        known = any(words.is_given(at) or words.words[at].folded in words.lexicon.surnames for at in capitals)
        alone = len(capitals) == 1
        if alone and not (known and not words.is_ordinary(capitals[0])):
            continue
        if (
            alone
            and words.words[capitals[0]].folded in words.lexicon.ambiguous
            and not _RELATION.search(words.reading.before(words.words[start].start, 40))
        ):
            continue
        if not known and any(words.words[at].is_upper and len(words.words[at].text) < 5 for at in capitals):
            continue
        yield start, end, 0.85 if known else 0.6
