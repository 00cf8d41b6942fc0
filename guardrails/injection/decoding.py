"""Text within text: base64, hexadecimal and rot13, decoded so that rules can read it."""

import base64
import binascii
import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.patterns import compile_pattern

_BASE64 = compile_pattern(r"[A-Za-z0-9+/_-]{20,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}")
_HEXADECIMAL = compile_pattern(r"(?:(?:\\x|0x|%)?[0-9A-Fa-f]{2}[ :,]?){12,}")
_HEX_DIGITS = compile_pattern(r"(?:\\x|0x|%)?([0-9A-Fa-f]{2})[ :,]?")
_LEAST_PLAIN = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """A range of the text and what it says once decoded."""

    start: int
    end: int
    text: str


def decoded_passages(text: str) -> Iterator[Decoded]:
    """Every run that decodes to readable text."""
    for found in _BASE64.finditer(text):
        plain = _base64(found.group())
        if plain:
            yield Decoded(found.start(), found.end(), plain)
    for found in _HEXADECIMAL.finditer(text):
        digits = "".join(pair.group(1) for pair in _HEX_DIGITS.finditer(found.group()))
        plain = _readable(bytes.fromhex(digits))
        if plain:
            yield Decoded(found.start(), found.end(), plain)


def rot13(text: str) -> str:
    """The text with each letter thirteen places on; same length."""
    return codecs.encode(text, "rot13")


def _base64(run: str) -> str:
    data = "".join(run.split()).rstrip("=").replace("-", "+").replace("_", "/")
    data = data[: len(data) - 1] if len(data) % 4 == 1 else data
    try:
        return _readable(base64.b64decode(data + "=" * (-len(data) % 4)))
    except binascii.Error:
        return ""


def _readable(data: bytes) -> str:
    """The text of some bytes; empty where they are no text that a person could read."""
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = sum(one.isalpha() or one.isspace() or one in ",.;:!?'\"-%@" for one in text)
        if text and all(one.isprintable() or one.isspace() for one in text) and plain >= _LEAST_PLAIN * len(text):
            return text
    return ""
