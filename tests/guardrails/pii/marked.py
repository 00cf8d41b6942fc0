"""Test texts in which what must be found is ⟦marked⟧."""

from guardrails.draft import Language
from guardrails.pii.detect import Detector


def unmarked(text: str) -> tuple[str, list[str]]:
    """The text without the marks, and what they enclose."""
    values = [piece.partition("⟧")[0] for piece in text.split("⟦")[1:]]
    return text.replace("⟦", "").replace("⟧", ""), values


def found(detector: Detector, text: str, language: Language, kinds: frozenset[str]) -> list[tuple[str, str]]:
    """Kind and text of what is found, of these kinds."""
    return [(one.kind, one.text) for one in detector.detect(text, language) if one.kind in kinds]


def values_found(detector: Detector, text: str, language: Language, kinds: frozenset[str]) -> list[str]:
    """Text of what is found, of these kinds."""
    return [text for _, text in found(detector, text, language, kinds)]
