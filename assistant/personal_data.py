"""`scrupule pii`: the personal data of a text, taken out, and why each piece was taken for one."""

import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from presidio_anonymizer.entities import OperatorConfig
from rich.console import Console
from rich.table import Table
from rich.text import Text

from guardrails.draft import Language
from guardrails.language import LanguageReader
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pii.detect import Detector, Entity
from guardrails.pii.placeholders import label
from guardrails.pii.redact import keyed_hash, mask, number, redact
from guardrails.pii.signs import Sign

OperatorName = Literal["number", "mask", "hash"]
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "fr": ("donnée", "mots", "règle", "score", "trouvée par", "pourquoi"),
    "en": ("entity", "words", "rule", "score", "found by", "why"),
}
_NOTHING: dict[Language, str] = {"fr": "Aucune donnée personnelle trouvée.", "en": "No personal data found."}
_WIDTH = 160
"""Of the table where there is no terminal to measure."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without its personal data, and what that was."""

    text: str
    language: Language
    entities: tuple[Entity, ...]


def redaction_of(
    text: str, language: Language | None, operator: OperatorName, packs: Sequence[Path | str], key: bytes | None = None
) -> Redaction:
    """Redact a text.

    Args:
        language: recognised if absent.
        packs: company packs, besides the shipped ones.
        key: for hashes; by default one that nobody keeps, so that codes can be compared within the text only.

    Raises:
        ValueError: the text is blank, or the key too short.
        PackError: a pack is not valid.
    """
    if not text.strip():
        raise ValueError("there is nothing to read: the text is empty")
    config = _operator(operator, key)
    spoken: Language = language or ("en" if LanguageReader().guess(text) == "en" else "fr")
    found = Detector(Policy.of(load_packs(packs)).pii).detect(text, spoken)
    return Redaction(redact(text, found, {"default": config}, language=spoken), spoken, found)


def _operator(name: OperatorName, key: bytes | None) -> OperatorConfig:
    if name == "hash":
        return keyed_hash(key if key is not None else secrets.token_bytes(32))
    return mask() if name == "mask" else number()


def redaction_as_dict(redaction: Redaction, *, explain: bool) -> dict[str, object]:
    """A redaction for programs; the words that were taken out, and why, only if asked for."""
    return {
        "language": redaction.language,
        "text": redaction.text,
        "entities": [
            {
                "kind": one.kind, "rule": f"pii.{one.kind}", "start": one.start, "end": one.end,
                "score": round(one.score, 2),
                **({"words": one.text, "recogniser": one.recogniser, "sign": one.sign,
                    "why": _why(one, redaction.language)} if explain else {}),
            }
            for one in redaction.entities
        ],
    }  # fmt: skip


def show_redaction(redaction: Redaction, *, explain: bool) -> None:
    """Print the redacted text and, if asked for, a row for each piece of personal data."""
    sys.stdout.write(redaction.text if redaction.text.endswith("\n") else f"{redaction.text}\n")
    if not explain:
        return
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    console.print()
    console.print(_table(redaction) if redaction.entities else Text(_NOTHING[redaction.language]))


def _table(redaction: Redaction) -> Table:
    table = Table(show_edge=False)
    for name in _COLUMNS[redaction.language]:
        table.add_column(name, overflow="fold")
    for one in redaction.entities:
        kind = label(one.kind.upper(), redaction.language).lower().replace("_", " ")
        score = f"{one.score:.2f}"
        cells = (kind, one.text, f"pii.{one.kind}", score, one.recogniser, _why(one, redaction.language))
        table.add_row(*map(Text, cells))  # Text: square brackets in a mail are no markup
    return table


def _why(entity: Entity, language: Language) -> str:
    """What gave it away, in words; a recogniser of one's own has the name of its pattern only."""
    return Sign(entity.sign).sentence(language) if entity.sign in Sign.__members__.values() else entity.sign
