"""Guards made for tests: each does one thing that a real guard may do."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from guardrails.draft import Context, Draft
from guardrails.verdict import Action, Finding, Report, Severity


@dataclass
class WordGuard:
    """Finds each occurrence of a word in any field."""

    word: str
    action: Action = Action.HOLD
    suggestion: str | None = None
    name: str = "words"
    reads_markup: bool = False
    inspected: list[Draft] = field(default_factory=list)

    def load(self) -> None:
        """Nothing to load."""

    def inspect(self, draft: Draft, context: Context) -> Report:
        """One finding an occurrence."""
        self.inspected.append(draft)
        found: list[Finding] = []
        for name, text in draft.fields():
            at = text.find(self.word)
            while at >= 0:
                end = at + len(self.word)
                found.append(
                    Finding(self.name, f"{self.name}.found", name, at, end, Severity.MEDIUM, self.action,
                            f"« {self.word} »", "test", self.suggestion)
                )  # fmt: skip
                at = text.find(self.word, end)
        return Report(tuple(found))


@dataclass
class FaultyGuard:
    """Does what it is told instead of inspecting."""

    fault: Callable[[], object]
    name: str = "faulty"
    reads_markup: bool = False
    broken_load: bool = False

    def load(self) -> None:
        """May fail, as a missing model does."""
        if self.broken_load:
            raise OSError("the model is missing")

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Whatever the fault returns or raises."""
        return self.fault()  # type: ignore[return-value]


def hang() -> object:
    """Longer than any test's budget."""
    time.sleep(5)
    return Report()


def leave() -> object:
    """What no guard should do."""
    raise SystemExit(0)


def fail() -> object:
    """An ordinary fault, whose message holds what must not be shown."""
    raise ValueError("secret: jean.dupont@exemple.fr")
