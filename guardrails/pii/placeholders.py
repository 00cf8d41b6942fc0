"""Placeholders: the words they are made of in both languages, and those already in a text, which are read over."""

from guardrails.draft import Language
from guardrails.patterns import Match, any_of, compile_pattern

MASK = "¤"
"""Stands for every character of a placeholder while a text is read; no recogniser takes it for a word."""
_FRENCH = {
    "PERSON": "PERSONNE", "EMAIL": "COURRIEL", "PHONE": "TELEPHONE", "ADDRESS": "ADRESSE", "URL": "PAGE", "IP": "IP",
    "BIRTH_DATE": "DATE_NAISSANCE", "PLATE": "PLAQUE", "IBAN": "IBAN", "BANK_ACCOUNT": "COMPTE_BANCAIRE",
    "CARD": "CARTE", "SIRET": "SIRET", "SIREN": "SIREN", "VAT": "TVA", "NIR": "NIR", "SSN": "SSN", "NINO": "NINO",
    "NHS": "NHS", "PASSPORT": "PASSEPORT", "ID_CARD": "CARTE_IDENTITE", "NATIONAL_ID": "IDENTIFIANT_NATIONAL",
    "DRIVING_LICENCE": "PERMIS_CONDUIRE", "HEALTH": "SANTE", "RELIGION": "RELIGION", "POLITICS": "POLITIQUE",
    "UNION": "SYNDICAT", "ORIENTATION": "ORIENTATION", "ETHNICITY": "ORIGINE", "BIOMETRICS": "BIOMETRIE",
    "CRIMINAL": "JUSTICE",
}  # fmt: skip
"""English word and French word. Without accents: whoever searches for one types capitals as they come."""
_ENGLISH = {french: word for word, french in _FRENCH.items()}
LABELS = tuple(dict.fromkeys([*_FRENCH, *_FRENCH.values()]))
"""Only these are read over: brackets around a name (``<JEAN_ROE_1>``) hide nothing."""
_PLACEHOLDER = compile_pattern(rf"<(?:{any_of(LABELS)})_(?:[0-9]{{1,4}}|[0-9a-f]{{16}})>")


def label(word: str, language: Language) -> str:
    """The word of a placeholder as its reader says it: PERSON, PERSONNE; a word of your own stays as it is."""
    return _FRENCH.get(word, word) if language == "fr" else word


def english(word: str) -> str:
    """The English word of a placeholder in either language."""
    return _ENGLISH.get(word, word)


def has_placeholder(text: str) -> bool:
    """Whether something was redacted in the text and never filled in."""
    return _PLACEHOLDER.search(text) is not None


def blank_placeholders(text: str) -> str:
    """The text with placeholders such as ``<PERSON_1>`` or ``<PERSONNE_1>`` masked, of the same length."""
    if "<" not in text:
        return text
    return _PLACEHOLDER.sub(_masked, text)


def _masked(match: Match) -> str:
    return MASK * (match.end() - match.start())
