"""Suggestions: stored drafts with their verdicts, and what became of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from assistant.engines.request import Occasion
from assistant.records.errors import SuggestionUnknown
from assistant.records.tables import Suggestion
from assistant.records.verdicts import judged, verdict_text
from guardrails.draft import Channel, Language, Purpose
from guardrails.verdict import Decision, Finding, Released, Verdict

NO_SUGGESTION = "no such suggestion; check its id, and whose it is: reps see their own only"
"""The same sentence for one that is somebody else's, so that nobody learns that it exists."""


class State(StrEnum):
    """What became of a draft."""

    RELEASED = "released"
    HELD = "held"
    BLOCKED = "blocked"
    OFFERED = "offered"
    """Released, and offered in place of a held one."""
    FAILED = "failed"
    """No engine gave a mail."""
    CLOSED = "closed"
    """Held, and not released: edited into another, sent back, rejected or expired."""


@dataclass(frozen=True, slots=True)
class RequestIdentity:
    """What tells that the same thing is asked a second time.

    Attributes:
        key: hexadecimal digest of who asks and of the key they gave their request.
        digest: hexadecimal digest of what they ask.
    """

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft was written for, and what wrote it.

    Attributes:
        engine: openai, local or composer.
        prompt: name and version of the prompt template; None when no prompt was used.
        brief: JSON of what was asked, from which the draft can be judged again.
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
    brief: str | None = None


def origin_of(row: Suggestion) -> Origin:
    """What a stored draft was written for, and what wrote it."""
    names = Origin.__dataclass_fields__
    return Origin(**{name: getattr(row, name) for name in names})


def store_verdict(
    session: Session,
    origin: Origin,
    verdict: Verdict,
    now: datetime,
    offered_for: str | None = None,
    incoming: Sequence[Finding] = (),
    must_wait: bool = False,
) -> Suggestion:
    """Store a draft with its verdict: the released text if it may leave, else the held one for reviewers.

    Args:
        offered_for: id of the held suggestion that this one is offered in place of.
        incoming: instructions found in the mail being answered.
        must_wait: a human looks first, whatever the gate says.
    """
    released = None if must_wait else verdict.released
    seen = released or verdict.under_review()
    state = _STATES[verdict.decision]
    if released and offered_for:
        state = State.OFFERED
    elif must_wait and state is State.RELEASED:
        state = State.HELD
    suggestion = _new(origin, state, now)
    suggestion.subject = seen.subject
    suggestion.body = seen.text
    suggestion.verdict = verdict_text(verdict, released, incoming)
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


def release_held(row: Suggestion, verdict: Verdict, released: Released) -> None:
    """A held draft that a human released: what is stored becomes what may leave."""
    before = judged(row)
    row.state = State.RELEASED
    row.verdict = verdict_text(verdict, released, before.incoming if before else ())
    row.subject, row.body, row.release = released.subject, released.text, released.stored()


def suggestion(session: Session, key: str) -> Suggestion:
    """A stored suggestion.

    Raises:
        SuggestionUnknown: none has this id.
    """
    found = session.get(Suggestion, key)
    if found is None:
        raise SuggestionUnknown(NO_SUGGESTION)
    return found


def asked_for(session: Session, request: RequestIdentity) -> Suggestion | None:
    """The suggestion that a request left behind, if it was made before."""
    return session.scalars(select(Suggestion).where(Suggestion.request_key == request.key)).first()


def offered_instead(session: Session, key: str) -> Suggestion | None:
    """What was offered in place of a held suggestion, if anything was."""
    query = select(Suggestion).where(Suggestion.offered_for == key).order_by(Suggestion.created_at.desc())
    return session.scalars(query.limit(1)).first()


def siblings(session: Session, row: Suggestion) -> Sequence[Suggestion]:
    """The other drafts of the same brief: offered in its place, rewritten from it, or what it stands in for."""
    first = row.offered_for or row.edited_from or row.id
    of_one_brief = (Suggestion.id == first) | (Suggestion.offered_for == first) | (Suggestion.edited_from == first)
    return session.scalars(select(Suggestion).where(of_one_brief, Suggestion.id != row.id)).all()


def mark_sent(session: Session, row: Suggestion, at: datetime) -> bool:
    """Note that a suggestion was sent, which counts towards how often a contact is written to.

    Returns:
        Whether it was not sent before; the first time stays.
    """
    unsent = update(Suggestion).where(Suggestion.id == row.id, Suggestion.sent_at.is_(None)).values(sent_at=at)
    first = session.execute(unsent.execution_options(synchronize_session=False)).rowcount == 1  # type: ignore[attr-defined]
    session.refresh(row)
    return first


_STATES = {
    Decision.RELEASE: State.RELEASED,
    Decision.REVISE: State.RELEASED,
    Decision.HOLD: State.HELD,
    Decision.BLOCK: State.BLOCKED,
}


def _new(origin: Origin, state: State, now: datetime) -> Suggestion:
    return Suggestion(
        id=new_id(now),
        contact_id=origin.contact_id,
        rep_id=origin.rep_id,
        occasion=origin.occasion,
        purpose=origin.purpose,
        channel=origin.channel,
        language=origin.language,
        engine=origin.engine,
        model=origin.model,
        prompt=origin.prompt,
        brief=origin.brief,
        created_at=now,
        state=state,
    )


def new_id(now: datetime) -> str:
    """An identity that sorts by time (RFC 9562, version 7)."""
    return str(uuid7(timestamp=int(now.timestamp()), nanos=now.microsecond * 1000))
