"""Presidio's NLP engine over Rampart: a text is read once, and every recogniser shares the reading."""

from collections.abc import Iterable, Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab

from guardrails.draft import Language
from guardrails.pii.model import Model, Tagged
from guardrails.pii.reading import Reading

LANGUAGES: tuple[Language, ...] = ("fr", "en")


class ReadArtifacts(NlpArtifacts):
    """Presidio's artifacts with what our recognisers share: the `Reading`, and the model, for what they leave open."""

    def __init__(self, reading: Reading, model: Model, nothing: Doc, language: str) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]  # Presidio leaves one parameter untyped
            entities=[],
            tokens=nothing,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,  # pyright: ignore[reportArgumentType]  # None spares keywords that nobody reads
            language=language,
        )
        self.reading = reading
        self._model = model

    def tagged(self, spans: Sequence[tuple[int, int]]) -> list[Tagged]:
        """What the model sees in spans of `Reading.plain`."""
        return [one.moved(start) for start, end in spans for one in self._model.find(self.reading.plain[start:end])]


class ReadingEngine(NlpEngine):
    """Reads texts for the recognisers; one model for both languages."""

    def __init__(self) -> None:
        self._model: Model | None = None

    def load(self) -> None:
        """Load the model."""
        self._nothing = Doc(Vocab())
        self._model = Model()

    def is_loaded(self) -> bool:
        """Whether `load` was called."""
        return self._model is not None

    def process_text(self, text: str, language: str) -> ReadArtifacts:
        """Read a text.

        Raises:
            ValueError: the model is not loaded.
        """
        if self._model is None:
            raise ValueError("the language model is not loaded; call load() first")
        return ReadArtifacts(Reading(text), self._model, self._nothing, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: object
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Read texts one after another; Presidio's entry point for many."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Never: nothing here asks for keywords."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Whether a word holds no letter and no digit."""
        return not any(one.isalnum() for one in word)

    def get_supported_entities(self) -> list[str]:
        """None: entities come from recognisers."""
        return []

    def get_supported_languages(self) -> list[str]:
        """French and English."""
        return list(LANGUAGES)
