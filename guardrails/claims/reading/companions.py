"""Names listed beside one that a fact attests: "the Octagon and the National Theatre", "IP68 and ATEX".

A list claims the same of each of its members. Where a fact attests one of them, the others claim to be what it is,
in whatever words the sentence says so.
"""

from collections.abc import Iterator, Sequence

from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.names import Name, names_within
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.reading.wording import Wording
from guardrails.folding import Folded, fold
from guardrails.patterns import compile_pattern

_LISTED = compile_pattern(
    r"(?:[a-z ]{0,40}, ?and so (?:was|were|did|has|have|is|are) )?"
    r"(?:[a-z ]{0,16}, ?| )?(?:(?:and|et|or|ou|&|as well as|ainsi qu[e']|puis|plus|mais aussi|but also|then) ?)?"
    r"(?:also |aussi |is |are |est |sont |notably |notamment )?"
    r"(?:(?:at|chez|by|par|for|pour|with|avec|of|to|in|a|au|aux|ceux|celui|celle|those|that) )?"
    r"(?:(?:de la|de l'|du|des|de|d'|of|the|la|le|les|l'|at) ?){0,2}"
    r"(?:[a-z-]+ (?:de la |de l'|du |des |de |d'|of the |of )?|[a-z-]+ [a-z-]+ (?:de la |de l'|du |des |de |d'))?"
)
_JOINS = compile_pattern(r",|\b(?:and|et|or|ou|as well as|ainsi que|ainsi qu'|puis|plus|also|aussi)\b|&")
_READER = compile_pattern(r"\b(?:votre|vos|vous|your|you|nous|notre|nos|we|our|je|i|mon|my)\b")
_PLACED = compile_pattern(r",? (?:in|near|at|a|pres de|de|from) (?:the |la |le )?$")


def companions(text: Folded, wording: Wording, facts: Sequence[Known]) -> Iterator[Name]:
    """The names that stand in a list with one of those that facts attest, and that none of them attests.

    Args:
        text: the text.
        wording: its sentences.
        facts: references, or certificates.
    """
    attested = frozenset[str]().union(*(_name_words(one) for one in facts)) if facts else frozenset[str]()
    if not attested:
        return
    start = 0
    for end in (*wording.ends, len(text.text)):
        names = names_within(text, start, end)
        if len(names) > 1:
            yield from _strangers(text, names, attested)
        start = end


def _name_words(known: Known) -> frozenset[str]:
    """The words of a fact that are names: those that have a capital, or a digit."""
    spelled = f"{known.fact.subject or ''} {known.fact.value}".split()
    return content_words(fold(" ".join(one for one in spelled if one.strip("(\"'«»“")[:1].isupper()))) | frozenset(
        one for one in known.content if any(letter.isdigit() for letter in one) and not one.isdigit()
    )


def _strangers(text: Folded, names: list[Name], attested: frozenset[str]) -> Iterator[Name]:
    for group in _lists(text, names):
        known = [one for one in group if content_words(one.folded) & attested]
        if known:
            yield from (one for one in group if not content_words(one.folded) <= attested)


def _lists(text: Folded, names: list[Name]) -> Iterator[list[Name]]:
    """Names that are listed together; the place where one of them is belongs to no list."""
    group = names[:1]
    at = names[0].end
    for one in names[1:]:
        gap = text.text[at : one.start]
        if _PLACED.fullmatch(gap):
            at = one.end
            continue
        if not (_JOINS.search(gap) and _LISTED.fullmatch(gap)) or _READER.search(gap):
            yield group
            group = []
        group.append(one)
        at = one.end
    yield group
