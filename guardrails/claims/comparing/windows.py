"""From when to when: "open from 7 to 9 pm" of what opens at 8, "between nine and noon" of what comes from ten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.patterns import Match, compile_pattern

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
    rf"\b(?:de|from|entre|between|des)? ?{_HOUR} ?(?:a|et|to|and|till|until|jusqu'a|-|–) ?{_HOUR}"
    r"(?: (du matin|du soir|de l'apres-midi|in the (?:morning|afternoon|evening)))?(?:\b|$|[ ,.;)])"
)
_TIMED = compile_pattern(
    r"\d ?h\b|\d:\d\d|\d ?[ap]\.?m\b|heures?\b|midi|minuit|noon|midnight|in the |du (?:matin|soir)"
)
_THEIRS = compile_pattern(r"\b(?:votre|vos|vous|your|you|je|i|j'|i'll|me|moi)\b[^,;.]*$")
_DAY, _NOON = 24, 720
"""The hours of a day, and the minutes of half of one."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Two times of day in minutes, and whether each is one of twelve hours only."""

    ends: tuple[int, int]
    twelve: tuple[bool, bool]

    def same(self, other: "_Window", end: int) -> bool:
        """Whether one of the ends is the same."""
        half = self.twelve[end] or other.twelve[end]
        around = _NOON if half else 2 * _NOON
        return self.ends[end] % around == other.ends[end] % around


def outside_hours(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Stretches of hours of which one end is that of a fact, and the other is not.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    facts = [
        (one, window)
        for one in knowledge.facts
        if one.valid and one.fact.type in _TYPES
        for _, window in _windows(one.sentence)
    ]
    rule, text = book.against("term"), reading.text.text
    if rule is None or not facts:
        return
    for match, window in _windows(text):
        start, end = reading.sentence_at(match.start())
        if "?" in text[start:end] or _THEIRS.search(text[start : match.start()]):
            continue
        known = _against(window, facts, content_words(text[start:end]))
        if known:
            yield Judgement(words_claim(rule, reading.text, *match.span()), Standing.CONTRADICTED, known)


def _against(window: _Window, facts: Sequence[tuple[Known, _Window]], sentence: frozenset[str]) -> Known | None:
    """The fact that a stretch of hours contradicts: it has one of its ends, or is spoken of."""
    if any(window.same(known, 0) and window.same(known, 1) for _, known in facts):
        return None
    shared = [one for one, known in facts if window.same(known, 0) or window.same(known, 1)]
    shared = shared or [one for one, _ in facts if one.core & sentence]
    return shared[0] if len({one.fact.id for one in shared}) == 1 else None


def _windows(folded: str) -> Iterator[tuple[Match, _Window]]:
    for match in _WINDOW.finditer(folded):
        if _TIMED.search(match.group()) and (window := _read(match)):
            yield match, window


def _read(match: Match) -> _Window | None:
    """The two ends; what is said of the second alone ("8 to 10 in the morning") leaves the first one of twelve."""
    first, second = _minutes(match, 1), _minutes(match, 6)
    if first is None or second is None:
        return None
    said = match.group(10) or match.group(11)
    return _Window(
        (_at(first, match.group(5)), _at(second, said)),
        (_is_of_twelve(match, 1) and not match.group(5), _is_of_twelve(match, 6) and not said),
    )


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
