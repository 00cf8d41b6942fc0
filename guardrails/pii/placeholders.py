"""Placeholders that are already in a text: read over, never found again."""

from guardrails.patterns import any_of, compile_pattern

MASK = "¤"
"""Stands for every character of a placeholder while a text is read; no recogniser takes it for a word."""
LABELS = (
    "PERSON", "EMAIL", "PHONE", "ADDRESS", "URL", "IP", "BIRTH_DATE", "PLATE", "IBAN", "BANK_ACCOUNT", "CARD",
    "SIRET", "SIREN", "VAT", "NIR", "SSN", "NINO", "NHS", "PASSPORT", "ID_CARD", "NATIONAL_ID", "DRIVING_LICENCE",
    "HEALTH", "RELIGION", "POLITICS", "UNION", "ORIENTATION", "ETHNICITY", "BIOMETRICS", "CRIMINAL",
)  # fmt: skip
"""Only these are read over: brackets around a name (``<JEAN_ROE_1>``) hide nothing."""
_PLACEHOLDER = compile_pattern(rf"<(?:{any_of(LABELS)})_[0-9]{{1,4}}>")


def has_placeholder(text: str) -> bool:
    """Whether something was redacted in the text and never filled in."""
    return _PLACEHOLDER.search(text) is not None


def blank_placeholders(text: str) -> str:
    """The text with placeholders such as ``<PERSON_1>`` masked, of the same length."""
    if "<" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces += [text[at : match.start()], MASK * (match.end() - match.start())]
        at = match.end()
    return "".join([*pieces, text[at:]])
