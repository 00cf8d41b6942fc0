"""Where something takes place: a name after "at" or "à" that is not the place that the fact names."""

from collections.abc import Iterator, Sequence
from datetime import date

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.dates import MONTHS, WEEKDAYS
from guardrails.claims.parsing.names import Name, names_within
from guardrails.claims.parsing.relate import days_agree
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Days, Words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_AT = compile_pattern(
    r"\b(?:at|in|a|au|aux|en|chez|dans|to)(?: (?:the|la|le|les|l'))?"
    r"(?: ?(?:[a-z-]+ (?:de la |de l'|de |du |des |d'|of )(?:l')?))?[ ']?$"
)
_READER = compile_pattern(r"\b(?:votre|vos|your)(?: [a-z'-]+){0,4} ?$|\b(?:vous|you)(?: [a-z'-]+){0,3} ?$")
_ELSEWHERE = compile_pattern(
    r"\?|\b(?:before|after|since|avant|apres|depuis|met|saw|seen|lunch|dinner|dejeuner|diner|rencontre\w*"
    r"|vue?s?|croise\w*)\b"
)
"""What else a sentence may tell of than the event itself."""
_PLACE_IN_SUBJECT = compile_pattern(r"(?:,|\b(?:at|in|a|au|en)) ")
_BEFORE = 40
_ASIDE = 56
_KINDS = ("event", "date")
_NO_PLACE = content_words(
    "live online visio teams zoom english french anglais francais "
    + " ".join((*MONTHS, *WEEKDAYS, "christmas noel easter paques spring summer autumn winter"))
)


def misplaced(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Places that contradict the fact about the event that their sentence speaks of.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    dated = [one for one in knowledge.facts if one.valid and one.fact.type in _KINDS]
    placed = [(one, places) for one in dated if (places := _places(one))]
    if not placed:
        return
    everything = frozenset[str]().union(*(one.content for one in knowledge.facts))
    start = 0
    for end in (*reading.wording.ends, len(reading.text.text)):
        for name in _named_places(reading.text, start, end, everything):
            for known, places in placed:
                rule = book.against(known.fact.type)
                words = content_words(reading.text.text[start:end])
                if rule and not places <= words and _speaks_of(reading, start, end, words, known, dated):
                    first, last = reading.text.span(name.start, name.end)
                    claim = Claim(rule, first, last, name.start, name.end, last, Words(name.folded))
                    yield Judgement(claim, Standing.CONTRADICTED, known)
                    break
        start = end


def _places(known: Known) -> frozenset[str]:
    """The words of the place that a fact names: capitalised words of its value, or after a comma of its subject."""
    value = Folded(known.fact.value)
    found = {
        word for name in names_within(value, 0, len(value.text), places=True) for word in content_words(name.folded)
    }
    subject = Folded(known.fact.subject or "")
    for match in _PLACE_IN_SUBJECT.finditer(subject.text):
        names = names_within(subject, match.end(), len(subject.text), places=True)
        found |= {word for name in names[:1] if name.start == match.end() for word in content_words(name.folded)}
    return frozenset(found)


def _named_places(text: Folded, start: int, end: int, everything: frozenset[str]) -> Iterator[Name]:
    """Names after a word of place that no fact has and that are not the reader's."""
    for name in names_within(text, start, end, places=True):
        before = text.text[max(start, name.start - _BEFORE) : name.start]
        words = content_words(name.folded)
        clause = text.text[max(start, name.start - _ASIDE) : name.start].rpartition(",")[2]
        if "?" in text.text[start:end] or _ELSEWHERE.search(clause):
            continue
        if not words or words & (everything | _NO_PLACE) or not _AT.search(before) or _READER.search(before):
            continue
        yield name


def _speaks_of(
    reading: Reading, start: int, end: int, words: frozenset[str], known: Known, dated: Sequence[Known]
) -> bool:
    """Whether a sentence is about a fact: it has words of its subject, or its day."""
    places = _places(known)
    core = known.core - places
    if len(words & core) * 2 >= max(len(core), 1) and words & core:
        return True
    days = [day for other in dated for one in other.stated if isinstance(day := one.value, Days)]
    days = [one for one in days if known.fact.type == "event" and _is_day(one.spans[0])]
    said = [one.value for one in reading.measures if start <= one.start < end and isinstance(one.value, Days)]
    return any(_is_day(one.spans[0]) and days_agree(one, day) for one in said for day in days)


def _is_day(stretch: tuple[date, date]) -> bool:
    return (stretch[1] - stretch[0]).days <= 2
