"""What the benchmarks of the two guards with a classifier share: sets, thresholds tried one after the other, shares."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.sheet import share
from guardrails.classifier.reader import Judgement, Sentence, SentenceReader
from guardrails.verdict import Finding

SETS = Path(__file__).parent / "sets"
LANGUAGES = {"fr": "French", "en": "English"}
RATES = (0.01, 0.03)
"""Shares of clean texts flagged, at which recall is given."""
FACTORS = tuple(factor / 100 for factor in range(20, 160, 2))
"""What all thresholds of the pack are multiplied with, in turn."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text of a set, and what the guard found in it."""

    row: Row
    is_clean: bool
    findings: tuple[Finding, ...]

    def finding_at(self, field: str, start: int, end: int) -> Finding | None:
        """The first finding that touches a passage."""
        touching = (one for one in self.findings if one.field == field and one.start < end and start < one.end)
        return next(touching, None)


class Remembering(SentenceReader):
    """A reader that judges a text once, however often it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._judged = cache(lambda sentences: tuple(super(Remembering, self).read(sentences)))

    def read(self, sentences: Sequence[Sentence]) -> list[Judgement]:
        """A judgement for each sentence."""
        return list(self._judged(tuple(sentences)))


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def flagged(judged: Iterable[Judged]) -> str:
    """The share of texts in which something was found."""
    texts = list(judged)
    return share(sum(bool(one.findings) for one in texts), len(texts))


def at_rates(judge: Callable[[float], list[Judged]]) -> list[tuple[str, list[Judged]]]:
    """The judgements at the lowest thresholds that flag no more than 1 %, and 3 %, of the clean texts.

    Args:
        judge: judges everything with all thresholds multiplied by a number.
    """
    tried = [judge(factor) for factor in FACTORS]
    return [(f"{rate:.0%}", next((one for one in tried if _alarms(one) <= rate), tried[-1])) for rate in RATES]


def _alarms(judged: Sequence[Judged]) -> float:
    clean = [one for one in judged if one.is_clean]
    return sum(bool(one.findings) for one in clean) / max(1, len(clean))
