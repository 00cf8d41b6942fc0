"""What the classifier hears in a passage: sentences that speak to the machine which reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from guardrails.classifier.legible import Legible, sentence_at
from guardrails.classifier.reader import Sentence, SentenceReader
from guardrails.folding import is_latin
from guardrails.injection.reading import Passage
from guardrails.injection.rules import InjectionClassifier
from guardrails.patterns import compile_pattern

_ATTACK = "attack"
_FEWEST_WORDS = 3
_FEWEST_DISGUISED = 5
"""Words that nobody disguises by accident; a heading in spaced letters has fewer."""
_FEWEST_LETTERS_APART = 24
_WORD = compile_pattern(r"^\PL*\pL[\pL'’-]*\PL*$")
"""A word with what punctuation may stand around it; not an address, a key or a style rule."""
_SETTING = compile_pattern(r"(?i)\b[a-z]+(?:_[a-z]+)+[\"']?\s*[:=]")
"""The name of a setting, as in ``verify_bank: off``."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage, line by line.

    Attributes:
        passage: what was read.
        orders: lines of its page that give orders.
        refused: lines in which no pattern is believed that finds orders.
        disguised: spans of the source in which many words are disguised, whatever they say.
    """

    passage: Passage
    orders: frozenset[int]
    refused: frozenset[int]
    disguised: tuple[tuple[int, int], ...]

    @property
    def ordering(self) -> Iterator[tuple[int, int]]:
        """Where the lines that give orders are in the source."""
        return (self.passage.source_span(*self.passage.page.marked(line)) for line in sorted(self.orders))


class Listener:
    """Listens with the classifier, by the thresholds of a policy."""

    def __init__(self, reader: SentenceReader, thresholds: InjectionClassifier) -> None:
        self._reader = reader
        self._thresholds = thresholds

    def listen(self, passage: Passage, *, hidden: bool) -> Heard:
        """What is heard in a passage.

        Args:
            passage: the text.
            hidden: whether a person does not see it; a sentence that is disguised is treated as if.
        """
        page = passage.page
        lines: list[int] = []
        said: list[Legible] = []
        for line in range(page.lines):
            one = sentence_at(page, line)
            if is_prose(one.text) or _SETTING.search(one.text):
                lines.append(line)
                said.append(one)
        judged = self._reader.read([Sentence(one.text) for one in said])
        orders: set[int] = set()
        refused: set[int] = set()
        for line, one, judgement in zip(lines, said, judged, strict=True):
            secret = hidden or one.disguised > 0 or _is_foreign(one.text)
            certainty = judgement.outcomes[_ATTACK]
            if secret:
                # Beside honest sentences it looks more honest than it is.
                certainty = max(certainty, self._reader.read([Sentence(one.text)])[0].outcomes[_ATTACK])
            if certainty >= (self._thresholds.hidden if secret else self._thresholds.visible):
                orders.add(line)
            elif not secret and certainty < self._thresholds.grants_pattern:
                refused.add(line)
        disguised = [page.marked(at) for at, one in zip(lines, said, strict=True) if one.disguised >= _FEWEST_DISGUISED]
        # The full stops between letters make several sentences of what is one.
        disguised += [(start, end) for start, end, letters in page.spaced_out() if letters >= _FEWEST_LETTERS_APART]
        spans = tuple(passage.source_span(*span) for span in disguised)
        return Heard(passage, frozenset(orders), frozenset(refused), spans)


def is_prose(text: str) -> bool:
    """Whether a sentence has words enough to say anything: keys, codes and style rules have none."""
    words = islice(filter(_WORD.search, text.split()), _FEWEST_WORDS)
    return sum(1 for _ in words) == _FEWEST_WORDS or _is_foreign(text)


def _is_foreign(text: str) -> bool:
    """Whether most letters of a sentence are of an alphabet that neither French nor English is written in."""
    if text.isascii():
        return False
    letters = [one for one in text if one.isalpha()]
    return 2 * sum(not is_latin(one) for one in letters) > len(letters)
