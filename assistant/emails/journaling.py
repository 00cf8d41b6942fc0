"""What the journal says of a brief: ids, rules and versions, never words."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from assistant.journal.entry import Engine, Entry, Event
from assistant.journal.journal import append
from assistant.records.suggestions import State
from assistant.records.tables import Suggestion
from guardrails.verdict import Finding, Verdict

_EVENTS = {
    State.RELEASED: Event.DRAFT_RELEASED,
    State.OFFERED: Event.DRAFT_RELEASED,
    State.HELD: Event.DRAFT_HELD,
    State.BLOCKED: Event.DRAFT_BLOCKED,
    State.FAILED: Event.DRAFT_FAILED,
}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._:/-]+")
_LONG_NUMBER = re.compile(r"[0-9]{9}")


def journal_draft(
    session: Session, row: Suggestion, subject: str, actor: str, verdict: Verdict | None, incoming: Iterable[Finding]
) -> None:
    """Note that a draft was stored, and what the gate decided."""
    findings = (*(verdict.findings if verdict else ()), *incoming)
    entry = Entry(
        event=_EVENTS[State(row.state)],
        at=row.created_at,
        actor=actor,
        subject=subject,
        suggestion=row.id,
        decision=verdict.decision if verdict else None,
        rules=rules_of(findings),
        packs=verdict.packs if verdict else (),
        prompt=row.prompt,
        engine=Engine(row.engine),
        model=model_name(row.model),
    )
    append(session, entry)


def journal_refusal(
    session: Session,
    event: Event,
    at: datetime,
    actor: str,
    subject: str,
    findings: Iterable[Finding],
    packs: tuple[str, ...],
) -> None:
    """Note that nothing was written, and on which rules that rests."""
    append(session, Entry(event=event, at=at, actor=actor, subject=subject, rules=rules_of(findings), packs=packs))


def journal_suggestion(
    session: Session, event: Event, at: datetime, actor: str, row: Suggestion, subject: str, rules: tuple[str, ...] = ()
) -> None:
    """Note what was done with a stored draft."""
    append(session, Entry(event=event, at=at, actor=actor, subject=subject, suggestion=row.id, rules=rules))


def rules_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules of the findings that ask for something, each once."""
    return tuple(sorted({one.rule for one in findings if one.asks}))


def model_name(name: str) -> str | None:
    """A model's name as the journal takes it: a server may call its models anything, a person's name and all."""
    plain = _NOT_IN_NAMES.sub("-", name).strip("-.:/_")[:80]
    return plain if re.search("[A-Za-z]", plain) and not _LONG_NUMBER.search(plain) else None
