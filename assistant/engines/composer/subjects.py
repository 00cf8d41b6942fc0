"""Subjects of facts as words of a sentence: with the article that the rep or the reader gives them, or none."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.engines.composer.nouns import NounPhrase, elides, english_phrase, noun_phrase
from assistant.engines.composer.themes import words_of
from assistant.engines.composer.typography import tidy_spaces
from guardrails.draft import Language

_BEFORE = {
    "le": "le", "du": "le", "au": "le", "un": "le", "ce": "le", "la": "la", "une": "la", "cette": "la",
}  # fmt: skip
_BEFORE_EN = frozenset({"the", "this", "a", "an"})


def subject_values(subject: str | None, language: Language, said: str = "") -> dict[str, str]:
    """A subject in every position that sentences use; empty if there is none.

    Args:
        subject: as the fact has it: "Levant 120".
        language: of the mail.
        said: the points and the mail being answered; "du Levant 120" there gives "le Levant 120" here.
    """
    if not subject or not subject.strip():
        return {}
    text = tidy_spaces(subject)
    if language == "en":
        phrase = english_phrase(text)
        named = f"the {phrase}" if phrase == text and word_before(text, said) in _BEFORE_EN else phrase
        return {"s": named, "bare": phrase.removeprefix("the ")}
    french = named_phrase(text, said)
    return {"s": french.definite, "du_s": french.after_de, "au_s": french.after_a, "bare": french.bare}


def named_phrase(subject: str, said: str) -> NounPhrase:
    """A French subject with its own article, or with the one that stands before it in what was said."""
    phrase = noun_phrase(subject)
    article = _BEFORE.get(word_before(subject, said), "")
    if phrase.article or not article or phrase.bare != subject:
        return phrase
    return replace(phrase, article="l'" if elides(subject) else article)


def is_plural(subject: str | None, language: Language) -> bool:
    """Whether the subject takes a plural verb."""
    return bool(subject) and language == "fr" and noun_phrase(subject or "").plural


def word_before(subject: str, said: str) -> str:
    """The word before the first mention of a subject, or nothing."""
    line, own = words_of(said), words_of(subject)
    place = _find(line, own)
    return line[place - 1] if place > 0 else ""


def place_of(subject: str | None, said: str) -> int:
    """Where a subject is first named, in words; after everything else if it is not."""
    line = words_of(said)
    place = _find(line, words_of(subject or ""))
    return place if place >= 0 else len(line)


def _find(line: Sequence[str], own: Sequence[str]) -> int:
    if not own:
        return -1
    places = range(len(line) - len(own) + 1)
    return next((place for place in places if line[place : place + len(own)] == own), -1)
