"""What our recognisers share: they find hits in a `Reading`, and Presidio gets its results."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.draft import Language
from guardrails.pii.nlp_engine import ReadArtifacts
from guardrails.pii.reading import Reading
from guardrails.pii.signs import Sign


class Hit(NamedTuple):
    """Something found: kind as in ``pii.<kind>``, offsets in `Reading.plain`, confidence from 0 to 1, what told it."""

    kind: str
    start: int
    end: int
    score: float
    sign: Sign


class Recogniser(EntityRecognizer):
    """Base of the recognisers: a subclass names its kinds and finds hits.

    It works in any Presidio analyzer; in ours the reading of the text is shared between recognisers.
    """

    kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        super().__init__(
            supported_entities=[kind.upper() for kind in self.kinds],
            supported_language=language,
            name=type(self).__name__,
        )

    def load(self) -> None:
        """Nothing to load unless a subclass says so."""

    @abstractmethod
    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """The hits in a text, in any order; they may overlap."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Presidio's entry point; offsets of the results are those of `text`."""
        reading = nlp_artifacts.reading if isinstance(nlp_artifacts, ReadArtifacts) else Reading(text)
        found: list[RecognizerResult] = []
        for kind, start, end, score, sign in self.find(reading, nlp_artifacts):
            if kind.upper() in entities and end > start:
                first, last = reading.span(start, end)
                why = AnalysisExplanation(self.name, score, pattern_name=sign, textual_explanation=sign.sentence("en"))
                found.append(RecognizerResult(kind.upper(), first, last, score, analysis_explanation=why))
        return found
