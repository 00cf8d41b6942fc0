"""What the benchmarks of the two guards with a classifier share: sets, thresholds tried one after the other, shares."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from benchmarks.sheet import share
from guardrails.classifier.reader import Judgement, Sentence, SentenceReader
from guardrails.draft import Context, Draft
from guardrails.guard import Guard
from guardrails.verdict import Evidence, Finding

SETS = Path(__file__).parent / "sets"
LANGUAGES = {"fr": "French", "en": "English"}
RATES = (0.01, 0.03)
"""Shares of clean texts flagged, at which recall is given."""
FACTORS = tuple(factor / 100 for factor in range(20, 160, 2))
"""What all thresholds of the pack are multiplied with, in turn."""

Row = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text of a set, and what the guard found in it."""

    row: Row
    is_clean: bool
    findings: tuple[Finding, ...]

    def finding_at(self, field: str, start: int, end: int) -> Finding | None:
        """The first finding that touches a passage."""
        return next((one for one in self.findings if one.field == field and touch(one, start, end)), None)


class Judge:
    """A guard over the shipped packs, at any thresholds.

    Args:
        guard: makes the guard whose thresholds are multiplied with a number.
        draft: what the guard is given of a row.
        clean: what a row is ``about`` in which nothing is to be found.
    """

    def __init__(self, guard: Callable[[float], Guard], draft: Callable[[Row], Draft], clean: str) -> None:
        self._guard = guard
        self._draft = draft
        self._clean = clean

    def judge(self, rows: Sequence[Row], factor: float = 1.0) -> list[Judged]:
        """What the guard finds in each text.

        Args:
            rows: the texts.
            factor: what all thresholds of the pack are multiplied with.
        """
        guard = self._guard(factor)
        return [
            Judged(row, row["about"] == self._clean, guard.inspect(self._draft(row), Context()).findings)
            for row in rows
        ]


class Remembering(SentenceReader):
    """A reader that judges a text once, however often it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._remembered = cache(lambda sentences: tuple(super(Remembering, self).read(sentences)))

    def read(self, sentences: Sequence[Sentence]) -> list[Judgement]:
        """A judgement for each sentence."""
        return list(self._remembered(tuple(sentences)))


def touch(found: Finding | Evidence, start: int, end: int) -> bool:
    """Whether something that was found shares a character with a range."""
    return found.start < end and start < found.end


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def flagged(judged: Iterable[Judged]) -> str:
    """The share of texts in which something was found."""
    texts = list(judged)
    return share(sum(bool(one.findings) for one in texts), len(texts))


def scaled(thresholds: Model, factor: float, only: Collection[str] | None = None) -> Model:
    """Thresholds multiplied with a number; all of them, or some."""
    values = thresholds.model_dump(include=set(only) if only else None)
    return thresholds.model_copy(update={name: min(1.0, value * factor) for name, value in values.items()})


def recall_rows(
    judge: Judge, rows: Sequence[Row], cells: Callable[[Sequence[Judged]], tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Rows of a table: each language at the pack's thresholds, and at those of fixed shares of false alarms."""
    lines: list[tuple[str, ...]] = []
    for code, language in LANGUAGES.items():
        mine = [one for one in rows if one["language"] == code]
        if mine:
            lines.append((f"{language}: the pack's thresholds", *cells(judge.judge(mine))))
            at_fixed = at_rates(lambda factor, mine=mine: judge.judge(mine, factor))
            lines += [(f"{language}: at {rate} false alarms", *cells(judged)) for rate, judged in at_fixed]
    return tuple(lines)


def at_rates(judge: Callable[[float], list[Judged]]) -> list[tuple[str, list[Judged]]]:
    """The judgements at the lowest thresholds that flag no more than 1 %, and 3 %, of the clean texts.

    A share that no thresholds come down to is left out.

    Args:
        judge: judges everything with all thresholds multiplied by a number.
    """
    found: dict[float, list[Judged]] = {}
    for factor in FACTORS:
        judged = judge(factor)
        for rate in RATES:
            if rate not in found and _alarms(judged) <= rate:
                found[rate] = judged
        if len(found) == len(RATES):
            break
    return [(f"{rate:.0%}", judged) for rate, judged in sorted(found.items())]


def _alarms(judged: Sequence[Judged]) -> float:
    clean = [one for one in judged if one.is_clean]
    return sum(bool(one.findings) for one in clean) / max(1, len(clean))
