"""What a text is about, by the words it uses; nothing of the text itself is ever repeated."""

from functools import lru_cache

from assistant.engines.composer.library import Theme, grammar, themes
from assistant.engines.composer.nouns import base_letters
from guardrails.draft import Fact, Language
from guardrails.patterns import compile_pattern

_WORD = compile_pattern(r"[\pL\d]+")
_READ_AT_MOST = 20_000
_TELLING = 6


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and without accents; of a very long text, those of its start."""
    return [found.group() for found in _WORD.finditer(base_letters(text[:_READ_AT_MOST]))]


def themes_of(text: str) -> list[Theme]:
    """The themes whose words occur, in the order in which the text comes to them."""
    line = " " + " ".join(words_of(text)) + " "
    found: list[tuple[int, Theme]] = []
    for theme, signs in _signs():
        places = [line.find(sign) for sign in signs]
        seen = [place for place in places if place >= 0]
        if seen:
            found.append((min(seen), theme))
    return [theme for _, theme in sorted(found, key=lambda one: one[0])]


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[Theme, tuple[str, ...]], ...]:
    return tuple((theme, tuple(f" {' '.join(words_of(word))} " for word in theme.words)) for theme in themes())


def names(text: str, name: str | None) -> bool:
    """Whether a text names a product, a contract, an invoice: all the words of its name."""
    subject = [word for word in words_of(name or "") if len(word) > 1 or word.isdigit()]
    said = set(words_of(text))
    return bool(subject) and all(word in said for word in subject)


def touches(text: str, fact: Fact) -> bool:
    """Whether a text shares a long word with a fact's subject, as "rétractation" does with "droit de rétractation"."""
    said = set(words_of(text))
    return any(word in said for word in words_of(fact.subject or "") if len(word) >= _TELLING)


def language_of(text: str) -> Language | None:
    """French or English if function words leave no doubt, else None."""
    words = words_of(text)
    score = {code: sum(word in _function_words(code) for word in words) for code in ("fr", "en")}
    if score["fr"] >= 2 and score["fr"] >= 3 * score["en"]:
        return "fr"
    if score["en"] >= 2 and score["en"] >= 3 * score["fr"]:
        return "en"
    return None


@lru_cache(maxsize=2)
def _function_words(code: str) -> frozenset[str]:
    return frozenset(grammar("fr" if code == "fr" else "en").function_words)
