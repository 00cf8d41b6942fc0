"""A released mail is sent once, and only while everything that it rests on holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from assistant.emails.asked import Case, case_of
from assistant.emails.errors import AlreadySent, NotSendable
from assistant.emails.journaling import journal_suggestion
from assistant.emails.recall import reopen
from assistant.journal.entry import OPERATOR, Event
from assistant.records.database import Records
from assistant.records.suggestions import State, mark_sent, siblings, suggestion
from assistant.records.tables import Suggestion
from assistant.review.queue import decide, note, review_of
from assistant.review.tables import ReviewState
from guardrails import Gate
from guardrails.draft import Language
from guardrails.pii.placeholders import has_placeholder
from guardrails.verdict import Released

_AGAIN: Final = "write a new one to write again"
_INSTEAD: Final[Mapping[Language, str]] = {
    "fr": "le mail proposé à sa place a été envoyé",
    "en": "the mail offered in its place was sent",
}


def send(gate: Gate, records: Records, suggestion_id: str, now: datetime, *, actor: str = OPERATOR) -> Released:
    """Note that a suggestion leaves now, which counts towards how often its recipient is written to.

    Ask before the mail goes: of two who ask at once, one is given the text and the other is told. One brief leads to
    one mail: what was offered in place of a held draft leaves nothing of it to review.

    Raises:
        SuggestionUnknown: none has this id.
        NotSendable: it was never released, or a redacted passage was never filled in.
        AlreadySent: it, or another mail of the same brief, has left before.
        SealError: it may no longer leave; the message says why.
    """
    with records.writing() as session:
        row = suggestion(session, suggestion_id)
        if not row.release:
            raise NotSendable("this suggestion was not released, so it cannot be sent; see what its review says")
        others = siblings(session, row)
        for other in others:
            if other.sent_at:
                raise AlreadySent(f"another mail of this brief was sent at {_shown(other.sent_at, now)}; {_AGAIN}")
        if not mark_sent(session, row, now):
            raise AlreadySent(f"this mail was sent at {_shown(row.sent_at or now, now)}; {_AGAIN}")
        case = case_of(session, row)
        # If it may not leave, it was not sent either: the error takes the mark back.
        released = reopen(session, gate, case, now)
        if any(has_placeholder(part) for part in (released.subject or "", released.text)):
            raise NotSendable("data was redacted in this mail: complete or remove each <…>, and have it checked again")
        journal_suggestion(session, Event.SUGGESTION_SENT, now, actor, row, case.contact.subject_id)
        for other in others:
            _close_review(session, other, case, actor, now)
    return released


def _close_review(session: Session, held: Suggestion, case: Case, actor: str, now: datetime) -> None:
    """Take a draft that still waits out of the queue: released later, it would be a second mail."""
    review = review_of(session, held.id)
    if review is None or note(review, now).state is not ReviewState.WAITING:
        return
    decide(session, review.id, ReviewState.REJECTED, actor, now).reason = _INSTEAD[
        "en" if case.rep.language == "en" else "fr"
    ]
    held.state = State.CLOSED
    journal_suggestion(session, Event.REVIEW_REJECTED, now, actor, held, case.contact.subject_id)


def _shown(at: datetime, now: datetime) -> str:
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M %z}".strip()
