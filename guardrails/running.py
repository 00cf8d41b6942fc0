"""Run one guard within its budget; whatever goes wrong becomes a finding that holds the draft."""

import threading
from dataclasses import dataclass
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


def run_guard(guard: Guard, draft: Draft, context: Context, budget: Budget) -> Report:
    """The guard's report; a hold when it raises, runs out of time, or returns something else than a report."""
    try:
        guard.load()
    except Exception as error:
        return _failure(guard, draft, context, "check_failed", error)
    outcome: list[Report | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_checked(guard.inspect(draft, context), draft))
        except BaseException as error:  # even SystemExit in a guard must hold the draft
            outcome.append(error)

    worker = threading.Thread(target=work, name=f"guard-{guard.name}", daemon=True)
    worker.start()
    worker.join(budget.for_draft(draft))
    if not outcome:
        return _failure(guard, draft, context, "check_timed_out", None)
    if isinstance(outcome[0], BaseException):
        return _failure(guard, draft, context, "check_failed", outcome[0])
    return outcome[0]


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


def _failure(guard: Guard, draft: Draft, context: Context, kind: str, error: BaseException | None) -> Report:
    language = reader_language(draft, context)
    name = type(error).__name__ if error else ""  # never the message: it may quote the draft
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
