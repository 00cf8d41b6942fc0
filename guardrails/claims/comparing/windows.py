"""From when to when: "open from 7 to 9 pm" of what opens at 8, "before 4 pm" of what must be there by two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.patterns import Match, Pattern, compile_pattern

Bound = Literal["both", "from", "until"]
_TYPES: tuple[FactType, ...] = ("feature", "term", "delivery", "event", "date")
_NAMED = {"midi": (12, 0), "noon": (12, 0), "minuit": (0, 0), "midnight": (0, 0)}
_WORDS = {
    word: hour
    for words in (
        "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
        " dix-neuf vingt",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for hour, word in enumerate(words.split(), 1)
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_HOUR = rf"(?:(\d{{1,2}})(?: ?(?:h|:|heures?) ?(\d\d)?)?|({_WORD})(?: heures?)?|({'|'.join(_NAMED)}))( ?[ap]\.?m\b\.?)?"
_WINDOW = compile_pattern(
    rf"\b(?:de|from|entre|between|des)? ?{_HOUR}(?: du matin| in the morning)?"
    rf" ?(?:a|et|to|and|till|until|jusqu'a|-|–) ?{_HOUR}"
    r"(?: (du matin|du soir|de l'apres-midi|in the (?:morning|afternoon|evening)))?(?:\b|$|[ ,.;)])"
)
_HALF = r"(?: (du matin|du soir|de l'apres-midi|in the (?:morning|afternoon|evening)))?(?:\b|$|[ ,.;)])"
_BOUNDS: tuple[tuple[Bound, Pattern], ...] = (
    (
        "until",
        compile_pattern(
            r"\b(?:by|before|until|till|avant|jusqu'a|au plus tard a|d'ici"
            rf"|(?:closes?|shuts?|ends?|finish(?:es)?|ferme(?:nt)?|finit|finissent|se termine(?:nt)?) (?:at|a))"
            rf" {_HOUR}{_HALF}"
        ),
    ),
    (
        "from",
        compile_pattern(
            r"\b(?:from|as of|a partir de|des|(?:opens?|starts?|begins?|ouvre(?:nt)?|commence(?:nt)?|debute(?:nt)?"
            r"|demarre(?:nt)?|(?:goes|go|is|falls|devien(?:t|nent)|est) (?:quiet|silent|calme|silencieu(?:x|se)))"
            r" (?:at|a))"
            rf" {_HOUR}{_HALF}"
        ),
    ),
)
"""How the one end is said of a stretch that leaves the other open."""
_TIMED = compile_pattern(
    r"\d ?h\b|\d:\d\d|\d ?[ap]\.?m\b|heures?\b|midi|minuit|noon|midnight|in the |du (?:matin|soir)"
)
_THEIRS = compile_pattern(
    r"\b(?:votre|vos|your|je|i|j'|i'll|me|moi|(?:vous|you|tu)(?: [a-z']+)? (?:open|ouvr\w*|close|ferm\w*|work"
    r"|travaill\w*|are|etes|serez|said|told|wanted|wrote|asked|disiez|vouliez))\b[^,;.]*$"
)
"""Whose hours are not ours to promise."""
_DAY, _NOON = 24, 720
"""The hours of a day, and the minutes of half of one."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """A time of day that something ends at, or two that it lies between.

    Attributes:
        ends: in minutes of the day.
        twelve: whether each is one of twelve hours only.
        bound: which of its ends are said.
    """

    ends: tuple[int, ...]
    twelve: tuple[bool, ...]
    bound: Bound

    def alike(self, other: "_Hours") -> list[bool]:
        """Which of the ends are the same."""
        half = [mine or theirs for mine, theirs in zip(self.twelve, other.twelve, strict=True)]
        return [
            (mine - theirs) % (_NOON if one else 2 * _NOON) == 0
            for mine, theirs, one in zip(self.ends, other.ends, half, strict=True)
        ]


def outside_hours(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Hours that are not those of the one fact that is spoken of, or that has the other end of a stretch.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    facts = [
        (one, hours)
        for one in knowledge.facts
        if one.valid and one.fact.type in _TYPES
        for _, hours in _hours(f"{one.subject or ''} {one.sentence}")
    ]
    rule, text = book.against("term"), reading.text.text
    if rule is None or not facts:
        return
    for span, hours in _hours(text):
        start, end = reading.sentence_at(span[0])
        if "?" in text[start:end] or _THEIRS.search(text[start : span[0]]):
            continue
        known = _against(hours, facts, content_words(text[start:end]))
        if known:
            yield Judgement(words_claim(rule, reading.text, *span), Standing.CONTRADICTED, known)


def _against(hours: _Hours, facts: Sequence[tuple[Known, _Hours]], sentence: frozenset[str]) -> Known | None:
    """The fact that hours contradict: it has one of their ends, or is spoken of."""
    compared = [(one, hours.alike(known)) for one, known in facts if known.bound == hours.bound]
    if any(all(alike) for _, alike in compared):
        return None
    meant = [one for one, alike in compared if any(alike)] or [one for one, _ in compared if one.core & sentence]
    return meant[0] if len({one.fact.id for one in meant}) == 1 else None


def _hours(folded: str) -> Iterator[tuple[tuple[int, int], _Hours]]:
    """Where hours stand, and what they say; the second of two may say of which half of the day both are."""
    windows: list[tuple[int, int]] = []
    for match in _WINDOW.finditer(folded):
        first, second = _minutes(match, 1), _minutes(match, 6)
        if _TIMED.search(match.group()) and first is not None and second is not None:
            said = match.group(10) or match.group(11)
            ends = _at(first, match.group(5)), _at(second, said)
            twelve = _is_of_twelve(match, 1) and not match.group(5), _is_of_twelve(match, 6) and not said
            yield match.span(), _Hours(ends, twelve, "both")
            windows.append(match.span())
    for bound, pattern in _BOUNDS:
        for match in pattern.finditer(folded):
            limit = _minutes(match, 1)
            inside = any(start < match.end() and match.start() < end for start, end in windows)
            if _TIMED.search(match.group()) and limit is not None and not inside:
                said = match.group(5) or match.group(6)
                yield match.span(), _Hours((_at(limit, said),), (_is_of_twelve(match, 1) and not said,), bound)


def _is_of_twelve(match: Match, group: int) -> bool:
    """Whether an hour leaves open which half of the day it is of: "from six", "from 8 to 10 pm"."""
    bare = bool(match.group(group)) and not match.group(group + 1) and "h" not in match.group()
    return bare or bool(match.group(group + 2))


def _at(minutes: int, half: str) -> int:
    """A time of day in minutes, of the half of the day that is said."""
    if not half:
        return minutes
    late = any(one in half for one in ("p", "soir", "afternoon", "evening"))
    return minutes % _NOON + (_NOON if late else 0)


def _minutes(match: Match, group: int) -> int | None:
    if word := match.group(group + 2):
        return _WORDS[word] * 60
    if name := match.group(group + 3):
        return _NAMED[name][0] * 60
    hour, minute = int(match.group(group)), int(match.group(group + 1) or 0)
    return hour * 60 + minute if hour <= _DAY and minute < 60 else None
