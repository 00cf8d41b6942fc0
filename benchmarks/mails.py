"""The mails that are timed: sales mails of about 200 words, with the context that each guard needs.

Nothing of the gate is imported here, so that stock Presidio can be measured in a process that holds Presidio alone.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

SETS = Path(__file__).parent / "sets"
MAIL_SETS = (SETS / "mails_fr.jsonl", SETS / "mails_en.jsonl")


@dataclass(frozen=True, slots=True)
class Mail:
    """One row of a set, in the shape of the screening interface."""

    id: str
    language: Literal["fr", "en"]
    subject: str
    text: str
    context: dict[str, Any]


def read_mails() -> list[Mail]:
    """Every mail, French and English in turn."""
    fr, en = (path.read_text(encoding="utf-8").splitlines() for path in MAIL_SETS)
    return [_mail(json.loads(line)) for pair in zip(fr, en, strict=True) for line in pair]


def count_words(text: str) -> int:
    """Words of a text: what stands between spaces and holds a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _mail(row: dict[str, Any]) -> Mail:
    return Mail(row["id"], row["language"], row["subject"], row["text"], row["context"])
