"""The queue of reviews as it is stored: opened with a held draft, decided once, or left to expire."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.records.suggestions import State, new_id
from assistant.records.tables import Suggestion
from assistant.review.errors import ReviewDecided, ReviewExpired, ReviewUnknown
from assistant.review.tables import Review, ReviewState

LASTS = timedelta(days=14)
"""How long a held draft waits, unless the settings say otherwise."""
NOBODY = "nobody"
"""Who decided, where time did."""


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """What the people concerned may know of a review: how it stands, never the held text.

    Attributes:
        reason: why it was released or rejected, in the reviewer's words.
        advice: what to change, in the reviewer's words, for a draft that was sent back.
        result_id: the suggestion that an edit led to.
    """

    id: str
    state: ReviewState
    opened_at: datetime
    expires_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str | None = None
    advice: str | None = None
    result_id: str | None = None


def open_review(session: Session, held: Suggestion, now: datetime, lasts: timedelta = LASTS) -> Review:
    """Queue a held draft, in the transaction that stores it."""
    review = Review(
        id=new_id(now),
        suggestion_id=held.id,
        contact_id=held.contact_id,
        opened_at=now,
        expires_at=now + lasts,
        state=ReviewState.WAITING,
    )
    session.add(review)
    session.flush()
    return review


def review_of(session: Session, suggestion_id: str) -> Review | None:
    """The review of a suggestion, if it has one."""
    return session.scalars(select(Review).where(Review.suggestion_id == suggestion_id)).first()


def note(review: Review, now: datetime) -> ReviewNote:
    """How a review stands at `now`; one that nobody decided in time has expired, whether or not it was marked."""
    over = review.state == ReviewState.WAITING and review.expires_at <= now
    return ReviewNote(
        id=review.id,
        state=ReviewState.EXPIRED if over else ReviewState(review.state),
        opened_at=review.opened_at,
        expires_at=review.expires_at,
        decided_at=review.decided_at,
        decided_by=review.decided_by,
        reason=review.reason,
        advice=review.advice,
        result_id=review.result_id,
    )


def find_review(session: Session, review_id: str) -> Review:
    """A review.

    Raises:
        ReviewUnknown: none has this id.
    """
    review = session.get(Review, review_id)
    if review is None:
        raise ReviewUnknown
    return review


def undecided(review: Review, now: datetime) -> Review:
    """The review, if it can still be decided.

    Raises:
        ReviewExpired: nobody decided in time.
        ReviewDecided: somebody did; the error says who and when.
    """
    if note(review, now).state is ReviewState.EXPIRED:
        raise ReviewExpired(review.expires_at.astimezone(now.tzinfo))
    if review.state != ReviewState.WAITING:
        at = (review.decided_at or review.expires_at).astimezone(now.tzinfo)
        raise ReviewDecided(review.state, review.decided_by or NOBODY, at)
    return review


def decide(session: Session, review_id: str, state: ReviewState, actor: str, now: datetime) -> Review:
    """Decide a review, once: of several who decide at the same time, one does and the others are told.

    Raises:
        ReviewUnknown: no such review.
        ReviewExpired: nobody decided in time.
        ReviewDecided: somebody else did.
    """
    guarded = (
        update(Review)
        .where(Review.id == review_id, Review.state == ReviewState.WAITING, Review.expires_at > now)
        .values(state=state, decided_at=now, decided_by=actor)
        .execution_options(synchronize_session=False)
    )
    decided = session.execute(guarded).rowcount == 1  # type: ignore[attr-defined]
    review = find_review(session, review_id)
    session.refresh(review)
    return review if decided else undecided(review, now)


def expire(session: Session, now: datetime) -> list[Review]:
    """Mark every review that nobody decided in time, and close its draft; returns them."""
    query = select(Review).where(Review.state == ReviewState.WAITING, Review.expires_at <= now).order_by(Review.id)
    over = list(session.scalars(query))
    for review in over:
        review.state, review.decided_at = ReviewState.EXPIRED, now
        session.get_one(Suggestion, review.suggestion_id).state = State.CLOSED
    return over
