"""An incoming text made fit for a prompt: what a person sees, without what was flagged."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.injection.reading import Passage, read
from guardrails.verdict import Finding


@dataclass(frozen=True, slots=True)
class CleanedMail:
    """A cleaned text and what was taken out of it.

    Attributes:
        text: what a person sees, without invisible characters and flagged passages.
        hidden: what the markup hid, part by part; never for a prompt.
        passages: the flagged passages that were cut from what a person sees.
    """

    text: str
    hidden: tuple[str, ...]
    passages: tuple[str, ...]


def clean(incoming_text: str, findings: Iterable[Finding] = ()) -> CleanedMail:
    """Turn markup into text, and take out hidden parts, invisible characters and flagged passages.

    Args:
        incoming_text: the mail as it came; plain text or HTML.
        findings: what the injection guard found in it; those of other fields are left aside.
    """
    reading = read(incoming_text)
    flagged = sorted((one.start, one.end) for one in findings if one.field == "text")
    text, passages = _cut(reading.visible, flagged)
    hidden = tuple(part for part in (_tidy(passage.page.original) for _, passage in reading.hidden) if part)
    return CleanedMail(_tidy(text), hidden, tuple(passage for passage in map(_tidy, passages) if passage))


def _cut(visible: Passage, flagged: list[tuple[int, int]]) -> tuple[str, list[str]]:
    """The visible text without the flagged source ranges, and what stood there; one pass over both."""
    text = visible.page.original
    kept: list[str] = []
    cut: list[list[str]] = [[] for _ in flagged]
    at = 0
    for position, character in enumerate(text):
        offset = visible.starts[position] if visible.starts is not None else position
        while at < len(flagged) and flagged[at][1] <= offset:
            at += 1
        inside = at < len(flagged) and flagged[at][0] <= offset
        (cut[at] if inside else kept).append(character)
    return "".join(kept), ["".join(one) for one in cut]


def _tidy(text: str) -> str:
    seen = "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cf", "Cc", "Co", "Cn"))
    lines = [" ".join(line.split()) for line in seen.split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])).strip()
