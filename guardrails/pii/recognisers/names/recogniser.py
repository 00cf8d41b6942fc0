"""Names of people: what words, neighbours and the language model say together.

Candidates come from many signs: a civility, a greeting, a label, a signature, an e-mail address spelling the same
name, a given name, an initial, capitals, the language model. Each gives a score; what stands around a candidate
(a company's legal form, "rue", "salle", a model number) can rule it out whatever the sign.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.nlp_engine import ReadArtifacts
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.names.contexts import (
    after_civilities,
    after_labels,
    greeted,
    in_lists,
    signatures,
    speakers,
)
from guardrails.pii.recognisers.names.evidence import (
    beside_addresses,
    by_given_name,
    by_initial,
    by_surname,
    in_small_letters,
    like_addresses,
    pairs,
)
from guardrails.pii.recognisers.names.files import in_file_names
from guardrails.pii.recognisers.names.modelled import modelled
from guardrails.pii.recognisers.names.orders import surname_first
from guardrails.pii.recognisers.names.passages import passages
from guardrails.pii.recognisers.names.relations import again, beside, related
from guardrails.pii.recognisers.names.tables import in_columns
from guardrails.pii.recognisers.names.words import NameWords, Run
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_SIGNS: dict[Sign, Callable[[NameWords], Iterable[Run]]] = {
    Sign.CIVILITY: after_civilities,
    Sign.LABELLED: after_labels,
    Sign.LIST: in_lists,
    Sign.COLUMN: in_columns,
    Sign.LIKE_ADDRESS: like_addresses,
    Sign.BESIDE_ADDRESS: beside_addresses,
    Sign.SIGNATURE: signatures,
    Sign.GREETED: greeted,
    Sign.GIVEN_NAME: by_given_name,
    Sign.SURNAME_FIRST: surname_first,
    Sign.INITIAL: by_initial,
    Sign.SURNAME: by_surname,
    Sign.PAIR: pairs,
    Sign.SMALL_LETTERS: in_small_letters,
    Sign.SPEAKER: speakers,
    Sign.RELATED: related,
    Sign.FILE_NAME: in_file_names,
}

_LATER: dict[Sign, Callable[[NameWords, Iterable[Run]], Iterable[Run]]] = {Sign.BESIDE: beside, Sign.AGAIN: again}
"""Signs that rest on names already found."""


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
        words = NameWords(reading, self.lexicon, self.language)
        settled = _settled(words, self._signs(words))
        if isinstance(artifacts, ReadArtifacts):
            words.see(artifacts.tagged(passages(words, settled)))
            settled = _settled(words, [*settled, *(_Candidate(*run, Sign.MODEL) for run in modelled(words))])
        for sign, more in _LATER.items():
            runs = [one[:3] for one in settled]
            settled = _settled(words, [*settled, *(_Candidate(*run, sign) for run in more(words, runs))])
        for start, end, score, sign in settled:
            yield Hit("person", words.words[start].start, words.words[end - 1].end, score, sign)

    def _signs(self, words: NameWords) -> Iterator["_Candidate"]:
        for sign, runs in _SIGNS.items():
            yield from (_Candidate(*run, sign) for run in runs(words))


def _settled(words: NameWords, runs: Iterable[_Candidate]) -> list[_Candidate]:
    """Runs without overlaps: the surest wins, the longest among equals."""
    taken = bytearray(len(words))
    kept: list[_Candidate] = []
    for one in sorted(
        dict.fromkeys(one for one in runs if one.end > one.start),
        key=lambda run: (-(run[1] - run[0]) if run[2] >= 0.8 else 0, -run[2], run[0]),
    ):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)
