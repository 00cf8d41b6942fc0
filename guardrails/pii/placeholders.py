"""Placeholders that are already in a text: read over, never found again."""

from guardrails.patterns import compile_pattern

MASK = "¤"
"""Stands for every character of a placeholder while a text is read; no recogniser takes it for a word."""
_PLACEHOLDER = compile_pattern(r"<[A-Z][A-Z_]{1,24}_[0-9]{1,4}>")


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
