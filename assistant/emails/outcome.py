"""What became of a brief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.review.queue import ReviewNote
from guardrails.draft import Fact, Language, Purpose
from guardrails.verdict import Admission, Finding, Released, Verdict


class Status(StrEnum):
    """How a brief ended."""

    RELEASED = "released"
    """A mail passed the gate."""
    QUEUED = "queued"
    """No mail yet: the draft waits for the reviewer of `review`, or none could be used and there is no review.
    `offered` may hold the composer's mail meanwhile."""
    REFUSED = "refused"
    """Nothing was written: the person may not be contacted, or the brief asks for what may not be written."""
    CLOSED = "closed"
    """Found in the records, never the answer to a new brief: nothing will come of it. It was sent back, rejected or
    left to expire, no draft could be used, or what was released no longer holds; `review` and `notices` say which."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One draft of one engine, and what the gate said of it."""

    engine: str
    model: str
    verdict: Verdict
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a brief.

    Attributes:
        purpose: the legal purpose that the occasion serves.
        admission: the answer given before anything was read or written.
        reasons: why nothing was written, when refused for the brief itself.
        attempts: every draft with its verdict, in order.
        released: the mail, if one passed.
        offered: the composer's mail, offered in place of a queued or missing one.
        offered_verdict: the gate's verdict on `offered`.
        suggestion_id: id of the stored draft, released or queued.
        offered_id: id under which `offered` is stored.
        review: the review that the draft waits for, or what came of it; advice of a draft that was sent back.
        contact_id: id of the recipient.
        rep_id: id of who writes.
        sent_at: when it was sent, if it was.
        replayed: the answer to a request that was made before; nothing was written anew.
        incoming: instructions found in the mail being answered; they changed nothing.
        notices: what else the rep should know, in the rep's language.
        facts: the facts that the mail could use, by id.
        reader_language: the rep's language.
    """

    status: Status
    purpose: Purpose
    admission: Admission
    reasons: tuple[Finding, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    released: Released | None = None
    offered: Released | None = None
    offered_verdict: Verdict | None = None
    suggestion_id: str | None = None
    incoming: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    reader_language: Language = "fr"
    offered_id: str | None = None
    review: ReviewNote | None = None
    contact_id: str | None = None
    rep_id: str | None = None
    sent_at: datetime | None = None
    replayed: bool = False
