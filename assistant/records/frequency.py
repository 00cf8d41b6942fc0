"""How often we and a contact were in touch: times, channels and directions, never what was said."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from assistant.records.tables import Contact, Interaction, Suggestion
from guardrails.draft import start_of

_CALLS = ("phone", "auto_call")
_WRITTEN = ("email", "sms", "post", "social")

# Built once, of tables and not of classes: it is asked for each draft and each check.
_EXCHANGED, _SUGGESTED = Interaction.__table__.c, Suggestion.__table__.c
_EVENTS = union_all(
    select(_EXCHANGED.at, _EXCHANGED.channel, _EXCHANGED.direction).where(
        _EXCHANGED.contact_id == bindparam("contact"),
        _EXCHANGED.at <= bindparam("now"),
        _EXCHANGED.channel != "note",
    ),
    select(_SUGGESTED.sent_at, _SUGGESTED.channel, literal("out")).where(
        _SUGGESTED.contact_id == bindparam("contact"), _SUGGESTED.sent_at <= bindparam("now")
    ),
)

Touch = tuple[datetime, str, str | None]
"""When, on which channel, in which direction."""


class Touches:
    """When and how we and the contact were in touch, up to a moment, newest first; never what was said."""

    def __init__(self, events: Iterable[Touch], now: datetime) -> None:
        self.events = sorted(events, key=lambda event: event[0], reverse=True)
        self.now = now

    @classmethod
    def up_to(cls, session: Session, contact: Contact, now: datetime) -> "Touches":
        """Exchanges of the CRM, what it says of the last inbound message, and suggestions that were sent."""
        found = session.execute(_EVENTS, {"contact": contact.id, "now": now})
        events: list[Touch] = [(at, channel, direction) for at, channel, direction in found]
        heard = start_of(contact.last_inbound) if contact.last_inbound else None
        if heard and heard <= now:
            events.append((heard, "unknown", "in"))
        return cls(events, now)

    def within(self, period: timedelta) -> int:
        """How often we contacted them in the last days; a meeting was agreed on and does not count."""
        return sum(
            direction == "out" and channel != "meeting" and at > self.now - period
            for at, channel, direction in self.events
        )

    def calls_within(self, period: timedelta) -> int:
        """How often we called in the last days."""
        return sum(
            direction == "out" and channel in _CALLS and at > self.now - period
            for at, channel, direction in self.events
        )

    def unanswered(self) -> int:
        """How many messages we sent since their last sign of life: a message, a call or a meeting."""
        count = 0
        for _, channel, direction in self.events:
            if direction == "in" or channel == "meeting":
                break
            count += direction == "out" and channel in _WRITTEN
        return count

    def last_inbound(self) -> datetime | None:
        """When they last turned to us."""
        return next((at for at, _, direction in self.events if direction == "in"), None)
