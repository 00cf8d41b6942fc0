"""A sentence as a person makes it out: no invisible characters, no letters borrowed to look like others.

Unlike `folding`, which serves patterns, this keeps accents, capitals and other alphabets: the model has learnt them.
"""

import unicodedata
from typing import NamedTuple

from guardrails.folding import fold, is_latin
from guardrails.page import Page, closed_up, spaced_out_runs
from guardrails.patterns import compile_pattern

_INVISIBLE = {"Cf", "Cc", "Co", "Cn"}
_EMPHASIS = str.maketrans("*_~", "   ")
_SOFT_HYPHEN = "\u00ad"
"""Newsletters put it into long words; nothing else without a shape belongs into a Latin word."""
_SHAPELESS_INSIDE = compile_pattern(r"\pL\p{Cf}+\pL")
_LETTERS_A_WORD = 4
"""Of words whose letters stand apart, and whose ends can no longer be told."""
_DIGIT_INSIDE = compile_pattern(r"[a-z][013457]{1,3}[a-z]")
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieast")
_FEWEST_WITH_DIGITS = 4
"""Different words with digits for letters; a sentence seldom has as many codes."""


class Legible(NamedTuple):
    """A sentence for the model.

    Attributes:
        text: as a person makes it out.
        disguised: how many of its words were disguised: letters spaced out, borrowed from another alphabet, replaced
            by digits, or mixed with invisible characters.
    """

    text: str
    disguised: int


def sentence_at(page: Page, number: int) -> Legible:
    """A sentence of a page."""
    start, end = page.marked(number)
    written = page.original[start:end]
    folded = fold(written).translate(_EMPHASIS)
    letters = sum(letters for _, _, letters in spaced_out_runs(folded))
    if letters:
        return Legible(" ".join(closed_up(folded).split()), -(-letters // _LETTERS_A_WORD))
    return legible(written)


def legible(text: str) -> Legible:
    """The text in compatibility form (UAX #15, NFKC), with what hides or disguises letters undone."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    words = [_legible_word(word) for word in plain.split(" ")]
    if (
        _DIGIT_INSIDE.search(plain)
        and len({one.text for one in words if _DIGIT_INSIDE.search(one.text)}) >= _FEWEST_WITH_DIGITS
    ):
        words = [_spelt_out(word) for word in words]
    return Legible(" ".join(word.text for word in words), sum(word.disguised for word in words))


def _legible_word(word: str) -> Legible:
    if word.isascii():
        return Legible(word, 0)
    seen = "".join(one for one in word if one.isspace() or unicodedata.category(one) not in _INVISIBLE)
    if _is_mixed(seen):
        return Legible(fold(seen), 1)
    inside = len(seen) < len(word) and _SHAPELESS_INSIDE.search(word.replace(_SOFT_HYPHEN, ""))
    return Legible(seen, int(bool(inside) and all(is_latin(one) for one in seen if one.isalpha())))


def _spelt_out(word: Legible) -> Legible:
    """A word in which digits stand for letters, with the letters; an address or a sum stays."""
    has_both = any(one.isalpha() for one in word.text) and any(one.isdigit() for one in word.text)
    if not has_both or not word.text.isalnum():
        return word
    return Legible(word.text.translate(_DIGITS_AS_LETTERS), 1)


def _is_mixed(word: str) -> bool:
    """Whether a word mixes Latin letters with look-alikes of another alphabet, as no language does (UTS #39).

    A unit such as kΩ or µm does no such thing, nor does a compound of two alphabets.
    """
    for part in word.split("-"):
        letters = [one for one in part if one.isalpha()]
        borrowed = sum(not is_latin(one) and fold(one).isascii() for one in letters)
        if borrowed and any(is_latin(one) for one in letters):
            return True
    return False
