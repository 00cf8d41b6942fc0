"""What became of a brief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guardrails.draft import Fact, Language, Purpose
from guardrails.verdict import Admission, Finding, Released, Verdict


class Status(StrEnum):
    """How a brief ended."""

    RELEASED = "released"
    """A mail passed the gate."""
    QUEUED = "queued"
    """The draft waits for a reviewer; `offered` may hold the composer's mail meanwhile."""
    REFUSED = "refused"
    """Nothing was written: the person may not be contacted, or the brief asks for what may not be written."""


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
