"""What is measured on the sets of personal data; each is imported when it is loaded and not before."""

from collections.abc import Callable, Mapping

from benchmarks.pii_rows import Language
from benchmarks.pii_scores import PERSON, Find, Found

STOCK, OURS = "stock Presidio", "Scrupule"
PAIR = (STOCK, OURS)
NAMES_OF_STOCK, NAMES_ALONE, NAMES_WITH_MODEL = "spaCy through Presidio", "Scrupule, no model", "Scrupule, Rampart"
ENGINES = (NAMES_OF_STOCK, NAMES_ALONE, NAMES_WITH_MODEL)
"""What finds names only."""

STOCK_RULES = {
    "PERSON": PERSON,
    "EMAIL_ADDRESS": "pii.email",
    "PHONE_NUMBER": "pii.phone",
    "IBAN_CODE": "pii.iban",
    "CREDIT_CARD": "pii.card",
    "US_SSN": "pii.ssn",
    "UK_NINO": "pii.nino",
    "UK_NHS": "pii.nhs",
    "US_PASSPORT": "pii.passport",
    "UK_PASSPORT": "pii.passport",
    "US_DRIVER_LICENSE": "pii.driving_licence",
    "US_BANK_NUMBER": "pii.bank_account",
    "IP_ADDRESS": "pii.ip",
    "URL": "pii.url",
    "LOCATION": "pii.address",
    "ES_NIF": "pii.national_id",
    "IT_FISCAL_CODE": "pii.national_id",
}
"""Presidio's entities under our names; the others (dates, nationalities, organisations…) have none and do not count."""


def load(name: str) -> Find:
    """Load one of `PAIR` or `ENGINES`."""
    return _LOADERS[name]()


def _ours() -> Find:
    from guardrails.pii.detect import Detector

    detector = Detector.shipped()
    detector.load()
    return lambda text, language: [(f"pii.{one.kind}", one.start, one.end) for one in detector.detect(text, language)]


def _stock() -> Find:
    from benchmarks.stock_presidio import StockPresidio

    presidio = StockPresidio.load()
    return lambda text, language: [
        (STOCK_RULES[one.entity_type], one.start, one.end)
        for one in presidio.analyze(text, language)
        if one.entity_type in STOCK_RULES
    ]


def _names_of_stock() -> Find:
    from benchmarks.stock_presidio import StockPresidio

    analyzer = StockPresidio.load().analyzer
    return lambda text, language: [
        (PERSON, one.start, one.end) for one in analyzer.analyze(text=text, language=language, entities=["PERSON"])
    ]


def _names_alone() -> Find:
    return _names(with_model=False)


def _names_with_model() -> Find:
    return _names(with_model=True)


def _names(with_model: bool) -> Find:
    """Our recogniser of names, without the other recognisers, which tell it nothing."""
    from guardrails.pii.nlp_engine import LANGUAGES, ReadingEngine
    from guardrails.pii.recognisers.names.recogniser import NameRecogniser

    recognisers = {language: NameRecogniser(language) for language in LANGUAGES}
    engine = ReadingEngine()
    if with_model:
        engine.load()

    def find(text: str, language: Language) -> list[Found]:
        read = engine.process_text(text, language) if with_model else None
        found = recognisers[language].analyze(text, ["PERSON"], read)
        return [(PERSON, one.start, one.end) for one in found]

    return find


_LOADERS: Mapping[str, Callable[[], Find]] = {
    STOCK: _stock,
    OURS: _ours,
    NAMES_OF_STOCK: _names_of_stock,
    NAMES_ALONE: _names_alone,
    NAMES_WITH_MODEL: _names_with_model,
}
