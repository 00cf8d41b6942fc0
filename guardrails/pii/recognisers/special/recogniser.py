"""Special categories (GDPR art. 9) and criminal matters (art. 10), where they are about somebody.

The words come from the pack (`PiiRule.terms`). A word alone says nothing: general talk about health or religion
passes, and so do the set phrases that the pack lists as `general` ("blind test", "union station"). What is said of
somebody is decided by `special.context`.

Each category is one pass of one pattern that captures nothing, which RE2 runs as an automaton; the pattern that
captures reads only what was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.draft import Language
from guardrails.patterns import Match, Pattern, any_of, compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.recognisers.special.context import Surroundings
from guardrails.pii.rules import PiiRule
from guardrails.pii.signs import Sign

_PHRASE = 40
"""How far a set phrase may reach beyond the word."""
_OPENING = compile_pattern(r"(\\.)|\((\?)?")


class _Category(NamedTuple):
    """One kind: where its words stand, which part of them is redacted, and the phrases that tell nothing."""

    kind: str
    finder: Pattern
    terms: Pattern
    general: Pattern | None

    @classmethod
    def of(cls, rule: PiiRule) -> "_Category":
        terms, general = rule.all_terms, rule.all_general
        finder = _compile(tuple(_OPENING.sub(_uncapture, one) for one in terms))
        return cls(rule.kind, finder, _compile(terms), _compile(general) if general else None)

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Each term that is no part of a set phrase: where it opens, and the span that would be redacted."""
        for match in self.finder.finditer(text):
            start, end = match.span()
            told = self.terms.match(text[start:end])
            if told is not None and not self._is_set_phrase(text, start, end):
                spans = (told.span(at) for at in range(1, self.terms.groups + 1) if told.group(at))
                first, last = next(spans, told.span())
                yield start, start + first, start + last

    def _is_set_phrase(self, text: str, start: int, end: int) -> bool:
        if self.general is None:
            return False
        first = max(0, start - _PHRASE)
        around = self.general.finditer(text[first : end + _PHRASE])
        return any(match.start() < end - first and match.end() > start - first for match in around)


class SpecialRecogniser(Recogniser):
    """What the pack lists for health, religion, politics, unions, orientation, origin, crime, biometrics."""

    def __init__(self, language: Language, rules: Sequence[PiiRule]) -> None:
        self._categories = [_Category.of(rule) for rule in rules if rule.terms]
        self.kinds = tuple(category.kind for category in self._categories)  # type: ignore[misc]  # from the pack
        super().__init__(language)

    def load(self) -> None:
        """Read the given names that make a sentence be about somebody."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Terms that are about somebody."""
        for category in self._categories:
            last = -1
            for opening, start, end in category.find(reading.folded):
                around = Surroundings(reading, self.lexicon, (opening, start), end)
                if around.lists_on(last) or around.is_about_somebody(category.finder):
                    last = end
                    yield Hit(category.kind, start, end, 0.85, Sign.ABOUT_SOMEBODY)


def _uncapture(match: Match) -> str:
    """An opening bracket as one that captures nothing: only where the whole ends counts, which RE2 finds faster."""
    return match.group(1) or ("(?" if match.group(2) else "(?:")


@lru_cache(maxsize=64)
def _compile(terms: tuple[str, ...]) -> Pattern:
    """Whole words that are one of several; both languages share what was compiled."""
    return compile_pattern(rf"\b(?:{any_of(terms)})\b")
