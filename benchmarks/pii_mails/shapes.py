"""What every module that draws values shares: a drawn value, a weighted choice, and the ways to write a number."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent

JOINS = {"spaced": " ", "dotted": ".", "dashed": "-", "nbsp": "\u00a0", "thin": "\u202f"}
"""What stands between the groups of a number, by the name of its shape."""

SPACED = {"compact": 3, "spaced": 4, "nbsp": 1, "thin": 0.5}
PUNCTUATED = {**SPACED, "dotted": 1, "dashed": 1}
LETTERED = {**SPACED, "lower": 1}

STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "đ": "d"}
    | {"Đ": "D", "ı": "i", "ð": "d", "þ": "th", "ə": "e"}
)
"""Letters that do not come apart into a plain letter and an accent."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value as it is written in a mail.

    ``before`` is written in front of it and is no part of the span ("Mme " of "Mme Martin").
    """

    text: str
    tag: str
    before: str = ""

    def tagged(self, tag: str) -> "Drawn":
        """Return the same value under another tag."""
        return replace(self, tag=tag)


def pick(rng: Random, weights: Mapping[str, float]) -> str:
    """Draw one of the keys, each as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def digits(rng: Random, count: int) -> str:
    """Draw that many digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def letters(rng: Random, count: int, among: str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ") -> str:
    """Draw that many letters."""
    return "".join(rng.choice(among) for _ in range(count))


def number(rng: Random, low: int, high: int, width: int = 0) -> str:
    """Draw a whole number from low to high, both possible, with zeros in front up to the width."""
    return f"{rng.randint(low, high):0{width}d}"


def split(value: str, sizes: Sequence[int]) -> list[str]:
    """Cut a value into groups of these sizes; what is left over is one more group."""
    groups, at = [], 0
    for size in sizes:
        groups.append(value[at : at + size])
        at += size
    return [group for group in [*groups, value[at:]] if group]


def shaped(rng: Random, value: str, sizes: Sequence[int], shapes: Mapping[str, float] = SPACED) -> Drawn:
    """Write a compact value in one of the shapes; the shape is the tag."""
    shape = pick(rng, shapes)
    if shape in JOINS:
        return Drawn(JOINS[shape].join(split(value, sizes)), shape)
    return Drawn(value.lower() if shape == "lower" else value, shape)


def plain_letters(text: str) -> str:
    """Drop the accents: "Zoé Łukasz" becomes "Zoe Lukasz"."""
    apart = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def name_words(text: str) -> set[str]:
    """Return the words of a name or a sentence that may be taken for a name, in lower case and without accents."""
    plain = plain_letters(text).lower()
    words = "".join(letter if letter.isalpha() else " " for letter in plain).split()
    return {word for word in words if len(word) > 2}


@cache
def resource(name: str) -> Any:
    """Read a YAML file that lies beside this module, once."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
