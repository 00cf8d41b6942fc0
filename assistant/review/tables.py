"""The table of reviews: one row for each draft that waits, or waited, for a human."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.columns import PersonalText
from assistant.records.tables import KEY, WORD, Table


class ReviewState(StrEnum):
    """What became of a review."""

    WAITING = "waiting"
    RELEASED = "released"
    EDITED = "edited"
    RETURNED = "returned"
    """Sent back to the rep with advice."""
    REJECTED = "rejected"
    EXPIRED = "expired"


class Review(Table):
    """A held draft and what was decided about it.

    `reason` and `advice` are the reviewer's words; `overrides` are the keys of the findings that the reviewer took
    upon themselves; `result_id` is the suggestion that an edit led to.
    """

    __tablename__ = "reviews"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    suggestion_id: Mapped[str] = mapped_column(ForeignKey("suggestions.id"), unique=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(WORD, index=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(KEY)
    reason: Mapped[str | None] = mapped_column(PersonalText("reviews.reason"))
    advice: Mapped[str | None] = mapped_column(PersonalText("reviews.advice"))
    overrides: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    result_id: Mapped[str | None] = mapped_column(ForeignKey("suggestions.id"))
