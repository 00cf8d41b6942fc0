"""Suggestions: stored drafts with their verdicts, and what became of them."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from assistant.engines.request import Occasion
from assistant.records.errors import SuggestionUnknown
from assistant.records.tables import Suggestion
from guardrails.draft import Channel, Language, Purpose
from guardrails.verdict import Decision, Verdict


class State(StrEnum):
    """What became of a draft."""

    RELEASED = "released"
    HELD = "held"
    BLOCKED = "blocked"
    OFFERED = "offered"
    """Released, and offered in place of a held one."""
    FAILED = "failed"
    """No engine gave a mail."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft was written for, and what wrote it.

    Attributes:
        engine: openai, local or composer.
        prompt: name and version of the prompt template; None when no prompt was used.
    """

    contact_id: str
    rep_id: str | None
    occasion: Occasion
    purpose: Purpose
    channel: Channel
    language: Language
    engine: str
    model: str
    prompt: str | None = None


def store_verdict(
    session: Session, origin: Origin, verdict: Verdict, now: datetime, offered_for: str | None = None
) -> Suggestion:
    """Store a draft with its verdict: the released text if it may leave, else the held one for reviewers.

    Args:
        offered_for: id of the held suggestion that this one is offered in place of.
    """
    released = verdict.released
    seen = released or verdict.under_review()
    state = State.OFFERED if released and offered_for else _STATES[verdict.decision]
    suggestion = _new(origin, state, now)
    suggestion.subject = seen.subject
    suggestion.body = seen.text
    suggestion.verdict = verdict_text(verdict)
    suggestion.release = released.stored() if released else None
    suggestion.offered_for = offered_for
    session.add(suggestion)
    session.flush()
    return suggestion


def store_failure(session: Session, origin: Origin, reason: str, now: datetime) -> Suggestion:
    """Store that no engine gave a mail; `reason` is a stable error code, never an engine's words."""
    suggestion = _new(origin, State.FAILED, now)
    suggestion.verdict = json.dumps({"error": reason})
    session.add(suggestion)
    session.flush()
    return suggestion


def suggestion(session: Session, key: str) -> Suggestion:
    """A stored suggestion.

    Raises:
        SuggestionUnknown: none has this id.
    """
    found = session.get(Suggestion, key)
    if found is None:
        raise SuggestionUnknown("no such suggestion; list those that wait for review to see their ids")
    return found


def held(session: Session, limit: int = 100) -> list[Suggestion]:
    """Suggestions that wait for a reviewer, oldest first."""
    query = select(Suggestion).where(Suggestion.state == State.HELD).order_by(Suggestion.created_at, Suggestion.id)
    return list(session.scalars(query.limit(limit)))


def offered_instead(session: Session, key: str) -> Suggestion | None:
    """What was offered in place of a held suggestion, if anything was."""
    query = select(Suggestion).where(Suggestion.offered_for == key).order_by(Suggestion.created_at.desc())
    return session.scalars(query.limit(1)).first()


def mark_sent(session: Session, key: str, at: datetime) -> None:
    """Note that a suggestion was sent, which counts towards how often a contact is written to; the first time stays.

    Raises:
        SuggestionUnknown: none has this id.
    """
    found = suggestion(session, key)
    found.sent_at = found.sent_at or at


def verdict_text(verdict: Verdict) -> str:
    """A verdict as it is stored: JSON without the draft itself."""
    return json.dumps(
        {
            "decision": str(verdict.decision),
            "language": verdict.language,
            "findings": [finding.as_dict() for finding in verdict.findings],
            "evidence": [evidence.as_dict() for evidence in verdict.evidence],
            "packs": list(verdict.packs),
            "elapsed_ms": round(verdict.elapsed_ms, 1),
        },
        ensure_ascii=False,
    )


_STATES = {
    Decision.RELEASE: State.RELEASED,
    Decision.REVISE: State.RELEASED,
    Decision.HOLD: State.HELD,
    Decision.BLOCK: State.BLOCKED,
}


def _new(origin: Origin, state: State, now: datetime) -> Suggestion:
    return Suggestion(
        id=str(uuid7(timestamp=int(now.timestamp()), nanos=now.microsecond * 1000)),
        contact_id=origin.contact_id,
        rep_id=origin.rep_id,
        occasion=origin.occasion,
        purpose=origin.purpose,
        channel=origin.channel,
        language=origin.language,
        engine=origin.engine,
        model=origin.model,
        prompt=origin.prompt,
        created_at=now,
        state=state,
    )
