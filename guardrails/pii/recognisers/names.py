"""Names of people: what words, neighbours and the language model say together.

Candidates come from many signs: a civility, a greeting, a label, a signature, an e-mail address spelling the same
name, a given name, an initial, capitals, the language model. Each gives a score; what stands around a candidate
(a company's legal form, "rue", "salle", a model number) can rule it out whatever the sign.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

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
from guardrails.pii.signs import Sign

_SIGNS: dict[Sign, Callable[[NameWords], Iterable[Run]]] = {
    Sign.CIVILITY: after_civilities,
    Sign.LABELLED: after_labels,
    Sign.LIST: in_lists,
    Sign.LIKE_ADDRESS: like_addresses,
    Sign.BESIDE_ADDRESS: beside_addresses,
    Sign.SIGNATURE: signatures,
    Sign.GREETED: greeted,
    Sign.GIVEN_NAME: by_given_name,
    Sign.SURNAME_FIRST: surname_first,
    Sign.INITIAL: by_initial,
}


class _Candidate(NamedTuple):
    """What can be a name: index of the first word, index after the last, confidence, what told it."""

    start: int
    end: int
    score: float
    sign: Sign


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
        candidates = [one for one in self._signs(words, people) if one.end > one.start]
        settled = _settled(words, candidates)
        for start, end, score, sign in _settled(words, [*settled, *_again(words, settled)]):
            yield Hit("person", words.words[start].start, words.words[end - 1].end, score, sign)

    def _signs(self, words: NameWords, people: list[tuple[int, int]]) -> Iterator["_Candidate"]:
        for sign, runs in _SIGNS.items():
            yield from (_Candidate(*run, sign) for run in runs(words))
        yield from (_Candidate(*run, Sign.MODEL) for run in modelled(words, people))


def _again(words: NameWords, runs: list[_Candidate]) -> Iterator[_Candidate]:
    """Parts of names already found, standing alone elsewhere: "Claire", "Martin"."""
    parts: set[str] = set()
    for start, end, _, _ in runs:
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
                yield _Candidate(index, end, 0.6, Sign.AGAIN)


def _settled(words: NameWords, runs: list[_Candidate]) -> list[_Candidate]:
    """Runs without overlaps: the surest wins, the longest among equals."""
    taken = bytearray(len(words))
    kept: list[_Candidate] = []
    for one in sorted(
        dict.fromkeys(runs), key=lambda run: (-(run[1] - run[0]) if run[2] >= 0.8 else 0, -run[2], run[0])
    ):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)
