"""The same sentence as other people would type it: without accents, shouted, in small letters, with slips."""

import random
import unicodedata

_SHARE = 0.15
"""Of the sentences that are varied: most people type as the corpus is written."""
_SLIPS = 1 / 30


def disguised(text: str, chance: random.Random) -> str:
    """The text, or one of its variants."""
    if chance.random() >= _SHARE:
        return text
    return chance.choice((str.upper, str.lower, _without_accents, _hurried))(text) if text else text


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def _hurried(text: str) -> str:
    """Now and then a letter is dropped, doubled or put before the one before it."""
    # A generator of its own, so that the length of a text does not shift the choices made for others.
    chance = random.Random(text)  # noqa: S311  # no secret depends on it
    typed: list[str] = []
    for one in text:
        if not one.isalpha() or chance.random() >= _SLIPS:
            typed.append(one)
            continue
        slips: tuple[list[str], ...] = ([], [one, one], [one, typed.pop()] if typed else [one])
        typed += chance.choice(slips)
    return "".join(typed)
