"""Names of people: what words, neighbours and the language model say together.

Candidates come from many signs: a civility, a greeting, a label, a signature, an e-mail address spelling the same
name, a given name, an initial, capitals, the language model. Each gives a score; what stands around a candidate
(a company's legal form, "rue", "salle", a model number) can rule it out whatever the sign.
"""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.pii.language_models import ReadArtifacts
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.name_contexts import after_civilities, after_labels, greeted, in_lists, signatures
from guardrails.pii.recognisers.name_evidence import (
    beside_addresses,
    by_given_name,
    by_initial,
    like_addresses,
    modelled,
    surname_first,
)
from guardrails.pii.recognisers.name_words import PARTICLES, NameWords, Run
from guardrails.pii.recognisers.recogniser import Hit, Recogniser


class NameRecogniser(Recogniser):
    """Names of people in French and English, of any origin."""

    kinds = ("person",)

    def load(self) -> None:
        """Read the name lists."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Names, the surest sign first; overlapping ones are settled by `_settled`."""
        words = NameWords(reading, self.lexicon)
        if not len(words):
            return
        named = artifacts.named if isinstance(artifacts, ReadArtifacts) else []
        people = [(start, end) for start, end, label in named if label in ("PER", "PERSON")]
        runs = [run for run in self._signs(words, people) if run[1] > run[0]]
        settled = _settled(words, runs)
        for start, end, score in _settled(words, [*settled, *_again(words, settled)]):
            yield Hit("person", words.words[start].start, words.words[end - 1].end, score)

    def _signs(self, words: NameWords, people: list[tuple[int, int]]) -> Iterator[Run]:
        yield from after_civilities(words)
        yield from after_labels(words)
        yield from in_lists(words)
        yield from like_addresses(words)
        yield from beside_addresses(words)
        yield from signatures(words)
        yield from greeted(words)
        yield from by_given_name(words)
        yield from surname_first(words)
        yield from by_initial(words)
        yield from modelled(words, people)


def _again(words: NameWords, runs: list[Run]) -> Iterator[Run]:
    """Parts of names already found, standing alone elsewhere: "Claire", "Martin"."""
    parts: set[str] = set()
    for start, end, _ in runs:
        if end - start > 1:
            parts |= {
                words.words[at].folded
                for at in range(start, end)
                if len(words.words[at].text) > 2
                and words.words[at].folded not in PARTICLES
                and not words.is_ordinary(at)
            }
    if not parts:
        return
    for index in range(len(words)):
        if words.words[index].folded in parts and words.words[index].is_capitalised and not words.is_blocked(index):
            end = words.run(index, most=3)
            if end == index + 1 and not words.is_ruled_out(index, end):
                yield index, end, 0.6


def _settled(words: NameWords, runs: list[Run]) -> list[Run]:
    """Runs without overlaps: the surest wins, the longest among equals."""
    taken = bytearray(len(words))
    kept: list[Run] = []
    for start, end, score in sorted(
        set(runs), key=lambda run: (-(run[1] - run[0]) if run[2] >= 0.8 else 0, -run[2], run[0])
    ):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, score))
    return sorted(kept)
