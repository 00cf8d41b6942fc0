"""A released mail is sent once, and only while everything that it rests on holds."""

from datetime import datetime

from assistant.emails.asked import OPERATOR, case_of
from assistant.emails.errors import AlreadySent, NotSendable
from assistant.emails.journaling import journal_suggestion
from assistant.emails.recall import reopen
from assistant.journal.entry import Event
from assistant.records.database import Records
from assistant.records.suggestions import mark_sent, suggestion
from guardrails import Gate
from guardrails.pii.placeholders import has_placeholder
from guardrails.verdict import Released


def send(gate: Gate, records: Records, suggestion_id: str, now: datetime, *, actor: str = OPERATOR) -> Released:
    """Note that a suggestion leaves now, which counts towards how often its recipient is written to.

    Ask before the mail goes: of two who ask at once, one is given the text and the other is told.

    Raises:
        SuggestionUnknown: none has this id.
        NotSendable: it was never released, or a redacted passage was never filled in.
        AlreadySent: it has left before.
        SealError: it may no longer leave; the message says why.
    """
    with records.writing() as session:
        row = suggestion(session, suggestion_id)
        if not row.release:
            raise NotSendable("this suggestion was not released, so it cannot be sent; see what its review says")
        if not mark_sent(session, row, now):
            when = f"{(row.sent_at or now).astimezone(now.tzinfo):%Y-%m-%d %H:%M %z}".strip()
            raise AlreadySent(f"this mail was sent at {when}; write a new one to write again")
        case = case_of(session, row)
        # If it may not leave, it was not sent either: the error takes the mark back.
        released = reopen(session, gate, case, now)
        if any(has_placeholder(part) for part in (released.subject or "", released.text)):
            raise NotSendable("data was redacted in this mail: complete or remove each <…>, and have it checked again")
        journal_suggestion(session, Event.SUGGESTION_SENT, now, actor, row, case.contact.subject_id)
    return released
