"""Run guards, each within its budget; whatever goes wrong becomes a finding that holds the draft."""

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import cast

from guardrails.draft import Context, Draft, Language, reader_language
from guardrails.guard import Guard
from guardrails.verdict import Action, Evidence, Finding, Report, Severity


@dataclass(frozen=True, slots=True)
class Budget:
    """How long one guard may take. Wide on purpose: patterns are linear, so only a fault reaches it.

    Attributes:
        seconds: for any text.
        seconds_per_1000_characters: added with length.
    """

    seconds: float = 10.0
    seconds_per_1000_characters: float = 1.0

    def for_draft(self, draft: Draft) -> float:
        """The budget for a draft, in seconds."""
        length = len(draft.text) + len(draft.subject or "")
        return self.seconds + self.seconds_per_1000_characters * length / 1000


@dataclass(frozen=True, slots=True)
class Check:
    """One guard, and the draft as it reads it."""

    guard: Guard
    draft: Draft


def run_guards(checks: Sequence[Check], context: Context, budget: Budget) -> list[Report]:
    """A report for each check, in their order: a hold where one raises, runs out of time, or returns something else.

    One thread runs them all, since to hand work to a thread takes as long as a short check; when a check hangs, the
    thread is left behind and another one runs the rest.
    """
    reports: list[Report] = []
    while len(reports) < len(checks):
        reports += _Run(checks[len(reports) :], context, budget).reports()
    return reports


class _Run:
    """Checks that run one after another in a thread of their own."""

    def __init__(self, checks: Sequence[Check], context: Context, budget: Budget) -> None:
        self._checks = checks
        self._context = context
        self._budget = budget
        self._outcomes: list[Report | BaseException | None] = []  # None: it ran out of time
        self._under_way = (0, math.inf)  # number of the check, and when it must have ended: open while its guard loads
        self._ended: SimpleQueue[None] = SimpleQueue()  # a quicker signal than an event: it is waited for at each text
        self._left_behind = False

    def reports(self) -> list[Report]:
        """The reports of all checks, or of the first ones up to one that ran out of time."""
        _start(self._work)
        outcomes = self._outcomes
        while not self._has_ended():
            number, deadline = self._under_way
            if time.perf_counter() > deadline:
                self._left_behind = True
                outcomes = [*self._outcomes[:number], None]
                break
        return [
            one if isinstance(one, Report) else _failure(check, self._context, one)
            for check, one in zip(self._checks, outcomes, strict=False)
        ]

    def _has_ended(self) -> bool:
        """Whether all checks end while the one under way may still take its time, or a new one has begun."""
        _, deadline = self._under_way
        try:
            self._ended.get(timeout=max(0.0, min(deadline - time.perf_counter(), self._budget.seconds)))
        except Empty:
            return False
        return True

    def _work(self) -> None:
        for number, check in enumerate(self._checks):
            outcome = self._outcome(number, check)
            if self._left_behind:
                return
            self._outcomes.append(outcome)
        self._ended.put(None)

    def _outcome(self, number: int, check: Check) -> Report | BaseException:
        self._under_way = (number, math.inf)
        try:
            check.guard.load()
            self._under_way = (number, time.perf_counter() + self._budget.for_draft(check.draft))
            return _checked(check.guard.inspect(check.draft, self._context), check.draft)
        except BaseException as error:  # even SystemExit in a guard must hold the draft
            return error


class _Worker(threading.Thread):
    """A thread that runs one function after another."""

    def __init__(self) -> None:
        super().__init__(name="guards", daemon=True)
        self.work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while True:
            self.work.get()()
            _idle.append(self)  # also one that was left behind, if it comes to an end


_idle: list[_Worker] = []


def _start(function: Callable[[], None]) -> None:
    """Run a function, which must not raise, in a thread that has nothing to do, or in a new one."""
    try:
        worker = _idle.pop()
    except IndexError:
        worker = _Worker()
    worker.work.put(function)


def _checked(report: object, draft: Draft) -> Report:
    if not isinstance(report, Report):
        raise TypeError(f"a guard must return a Report, not {type(report).__name__}")
    for one in (*cast(tuple[object, ...], report.findings), *cast(tuple[object, ...], report.evidence)):
        if not isinstance(one, (Finding, Evidence)):
            raise TypeError(f"a report holds {type(one).__name__} where a Finding or Evidence belongs")
        if not 0 <= one.start <= one.end <= len(draft.field(one.field)):
            raise ValueError(f"offsets {one.start}..{one.end} lie outside the field {one.field}")
        if isinstance(one, Finding) and one.action in (Action.REDACT, Action.REWRITE) and one.suggestion is None:
            raise ValueError(f"{one.rule} asks for a repair and proposes none")
    return report


_MESSAGES: dict[str, dict[Language, str]] = {
    "check_failed": {
        "fr": "Le contrôle « {guard} » n’a pas pu se faire ({error}). Le texte est retenu : réessayez, ou demandez à"
        " une personne habilitée de le lire.",
        "en": "The “{guard}” check could not be made ({error}). The text is held: try again, or ask someone entitled to"
        " read it.",
    },
    "check_timed_out": {
        "fr": "Le contrôle « {guard} » n’a pas répondu à temps. Le texte est retenu : réessayez avec un texte plus"
        " court.",
        "en": "The “{guard}” check did not answer in time. The text is held: try again with a shorter text.",
    },
}


_SOURCE: dict[Language, str] = {
    "fr": "Un contrôle en panne retient le texte (règle maison)",
    "en": "A check that fails holds the text (house policy)",
}


def _failure(check: Check, context: Context, error: BaseException | None) -> Report:
    """The hold for a check that raised, or that ran out of time if there is no error."""
    guard, draft, language = check.guard, check.draft, reader_language(check.draft, context)
    kind = "check_failed" if error is not None else "check_timed_out"
    name = type(error).__name__ if error is not None else ""  # never the message: it may quote the draft
    finding = Finding(
        guard=guard.name,
        rule=f"{guard.name}.{kind}",
        field="text",
        start=0,
        end=len(draft.text),
        severity=Severity.CRITICAL,
        action=Action.HOLD,
        message=_MESSAGES[kind][language].format(guard=guard.name, error=name),
        source=_SOURCE[language],
    )
    return Report(findings=(finding,))


def is_failure(finding: Finding) -> bool:
    """Whether the finding says that a check could not be made; nobody can wave that through."""
    return finding.rule.endswith((".check_failed", ".check_timed_out"))
