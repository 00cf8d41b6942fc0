"""Names and codes that look like those of a fact and are others: "Tamar Valves", "RGE Qualibat 7132", "IP67".

A writer who has a fact before them and gets it wrong writes something near it. Where the fact's own name is not in
the text, a name that shares a word with it, or a code that starts like it, is the fact's name gone wrong.
"""

from collections.abc import Iterator

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.names import Name, names_within
from guardrails.claims.parsing.subjects import Token, content_words, tokens_of
from guardrails.claims.parsing.values import Words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.draft import Context
from guardrails.folding import Folded, fold
from guardrails.patterns import compile_pattern

_CODED = ("certification", "legal", "feature")
_WITHIN = (" la ", " le ", " les ", " du ", " de la ", " d'", " the ", " of the ", " ")
_FILLERS = frozenset(
    word
    for word, _, _ in tokens_of(
        "norme standard label certification certifie certified marque marquage no numero and et"
    )
)
_LETTERS = 2
_WIDE = 3
_PARTS = compile_pattern(r"^([a-z]+)[0-9][a-z0-9]*$")


def lookalikes(reading: Reading, knowledge: Knowledge, book: RuleBook, parties: str = "") -> Iterator[Judgement]:
    """Names of customers and codes of labels that a fact spells otherwise.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
        parties: the names of sender and reader, folded.
    """
    yield from _names(reading, knowledge, book, content_words(parties))
    yield from _codes(reading, knowledge, book)


def parties_of(context: Context) -> str:
    """The names of those who write and read, folded: neither is a customer that is cited."""
    people = [one for one in (context.sender, context.recipient) if one is not None]
    return fold(" ".join(str(one) for person in people for one in (person.name, getattr(person, "organisation", ""))))


def _names(reading: Reading, knowledge: Knowledge, book: RuleBook, parties: frozenset[str]) -> Iterator[Judgement]:
    rule = book.against("reference")
    facts = [(one, words) for one in knowledge.attesting["claims.reference"] if (words := _spelled(one))]
    words_said = frozenset(word for word, _, _ in reading.words)
    silent = [(one, words) for one, words in facts if not words <= words_said]
    if rule is None or not silent:
        return
    text = reading.text
    others = parties.union(*(one.content for one in knowledge.facts if one.fact.type != "reference"))
    for name in _whole(text, names_within(text, 0, len(text.text))):
        words = content_words(name.folded)
        for known, spelled in silent:
            if len(words) > 1 and words & spelled and not words <= spelled and not words <= others:
                yield _judgement(reading, book, known, name)
                break


def _whole(text: Folded, names: list[Name]) -> Iterator[Name]:
    """The names, with what an article parts put together: "Brasserie L'Écu d'Or"."""
    last: Name | None = None
    for name in names:
        if last is not None and text.text[last.end : name.start] in _WITHIN:
            last = Name(last.start, name.end, text.text[last.start : name.end])
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _spelled(known: Known) -> frozenset[str]:
    """The words of a customer's name that have a capital."""
    value = Folded(known.fact.value)
    names = names_within(value, 0, len(value.text))
    return frozenset(word for one in names for word in content_words(one.folded) if len(word) > _LETTERS)


def _judgement(reading: Reading, book: RuleBook, known: Known, name: Name) -> Judgement:
    rule = book.against(known.fact.type)
    assert rule is not None
    first, last = reading.text.span(name.start, name.end)
    claim = Claim(rule, first, last, name.start, name.end, last, Words(name.folded))
    return Judgement(claim, Standing.CONTRADICTED, known)


def _codes(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    said = tokens_of(reading.text.text)
    words = [word for word, _, _ in said]
    joined = f" {' '.join(words)} "
    for known in knowledge.facts:
        if known.fact.type not in _CODED or not known.valid or book.against(known.fact.type) is None:
            continue
        code = [word for word, _, _ in tokens_of(known.sentence)]
        for index, part in enumerate(code):
            if not any(one.isdigit() for one in part):
                continue
            ahead = [one for one in code[max(0, index - 2) : index] if one not in _FILLERS]
            if name := _gone_wrong(said, words, joined, ahead, part, alone=known.fact.type == "feature"):
                yield _judgement(reading, book, known, name)
                break


def _gone_wrong(
    said: list[Token], words: list[str], joined: str, ahead: list[str], part: str, *, alone: bool
) -> Name | None:
    """Where a text has the words before a code and then another code, or its letters with other digits."""
    glued = _PARTS.match(part)
    lead = [one for one in ahead if len(one) > 1]
    if f" {part} " in joined or (not glued and (alone or not lead)):
        return None
    for index, word in enumerate(words):
        if not any(one.isdigit() for one in word):
            continue
        before = words[max(0, index - len(lead)) : index]
        same = bool(lead) and not alone and len("".join(lead)) >= _WIDE and before == lead
        other = _PARTS.match(word)
        alike = glued is not None and other is not None and glued.group(1) == other.group(1) and len(word) == len(part)
        if same or (alike and (alone or before == lead)):
            start = said[index - len(before)][1] if same else said[index][1]
            end = said[index][2]
            return Name(start, end, " ".join(words[index - len(before) : index + 1]))
    return None
