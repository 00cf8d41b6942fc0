"""`/v1/reviews/{id}/…`: what a human decides about a held draft.

A decision that is sent again by the same person gets the same answer, whether or not it has an idempotency key: a
review is decided once, and its row says by whom and how.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Response

from assistant.records.database import Records
from assistant.review import deciding
from assistant.review.queue import ReviewNote, find_review, note
from assistant.web.language import ReaderLanguage
from assistant.web.principal import Principal
from assistant.web.routes.answers import answers, request_examples
from assistant.web.routes.idempotency import REPLAYED, IdempotencyKey
from assistant.web.routes.models.checks import ReleasedWords
from assistant.web.routes.models.emails import ReviewNotice
from assistant.web.routes.models.findings import placed
from assistant.web.routes.models.reviews import (
    EditAnswer,
    EditRequest,
    RejectRequest,
    ReleaseRequest,
    ReturnRequest,
    ReviewRelease,
)
from assistant.web.routes.models.wire import GivenId, LanguageCode
from assistant.web.routes.outcomes import review_notice
from assistant.web.routes.reviews import Reviewer
from assistant.web.state import Service, ServiceParts

Close = Callable[[Records, str, str, str, datetime], ReviewNote]
"""Ends a review without a mail: records, review, words for the rep, who decides, when."""

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])

_PROBLEMS = (
    "idempotency.malformed",
    "review.unknown",
    "review.decided",
    "review.expired",
    "review.words_missing",
    "records.not_writable",
)


@router.post(
    "/{review_id}/release",
    summary="Release a held draft",
    **answers(
        "reviews.release",
        *_PROBLEMS,
        "review.own_draft",
        "approval.refused",
        "review.finding_unknown",
        body=True,
    ),
)
async def release_draft(
    review_id: GivenId,
    asked: Annotated[ReleaseRequest, Body(openapi_examples=request_examples("reviews.release"))],
    service: ServiceParts,
    reviewer: Reviewer,
    language: ReaderLanguage,
    response: Response,
    _key: IdempotencyKey,
) -> ReviewRelease:
    """You take the named findings upon yourself, with a reason. All guards run again; what is blocked stays blocked.

    Whoever asked for a draft does not release it.
    """
    now = service.clock()
    told = await service.checking.run(_release, service, review_id, asked, reviewer, language, now)
    _mark_repeated(response, told.review, now)
    return told


@router.post(
    "/{review_id}/edit",
    summary="Release your own version of a held draft",
    **answers("reviews.edit", *_PROBLEMS, body=True),
)
async def edit_draft(
    review_id: GivenId,
    asked: Annotated[EditRequest, Body(openapi_examples=request_examples("reviews.edit"))],
    service: ServiceParts,
    reviewer: Reviewer,
    language: ReaderLanguage,
    response: Response,
    _key: IdempotencyKey,
) -> EditAnswer:
    """The same gate reads your version. If it passes it becomes a suggestion; else nothing changes, and you see why."""
    now = service.clock()
    told = await service.checking.run(_edit, service, review_id, asked, reviewer, language, now)
    _mark_repeated(response, told.review, now)
    return told


@router.post(
    "/{review_id}/return",
    summary="Send a held draft back with advice",
    **answers("reviews.return", *_PROBLEMS, body=True),
)
async def return_draft(
    review_id: GivenId,
    asked: Annotated[ReturnRequest, Body(openapi_examples=request_examples("reviews.return"))],
    service: ServiceParts,
    reviewer: Reviewer,
    response: Response,
    _key: IdempotencyKey,
) -> ReviewNotice:
    """The rep reads the advice under `GET /v1/emails/{id}` and writes a new brief."""
    return await _close(service, response, deciding.send_back, review_id, asked.advice, reviewer)


@router.post(
    "/{review_id}/reject",
    summary="Reject a held draft",
    **answers("reviews.reject", *_PROBLEMS, body=True),
)
async def reject_draft(
    review_id: GivenId,
    asked: Annotated[RejectRequest, Body(openapi_examples=request_examples("reviews.reject"))],
    service: ServiceParts,
    reviewer: Reviewer,
    response: Response,
    _key: IdempotencyKey,
) -> ReviewNotice:
    """The draft will not be sent; the rep reads the reason."""
    return await _close(service, response, deciding.reject, review_id, asked.reason, reviewer)


def _release(
    service: Service,
    review_id: str,
    asked: ReleaseRequest,
    reviewer: Principal,
    language: LanguageCode,
    now: datetime,
) -> ReviewRelease:
    gate, records = service.workspace.gate, service.workspace.records
    released = deciding.release(
        gate,
        records,
        review_id,
        asked.overrides,
        reviewer.actor,
        asked.reason,
        now,
        rep=reviewer.rep_id,
        language=language,
    )
    service.metrics.decided("reviews", "release")
    notice, suggestion_id = _stands(service, review_id, now)
    return ReviewRelease(review=notice, suggestion=suggestion_id, subject=released, text=released)


def _edit(
    service: Service, review_id: str, asked: EditRequest, reviewer: Principal, language: LanguageCode, now: datetime
) -> EditAnswer:
    gate, records = service.workspace.gate, service.workspace.records
    edited = deciding.edit(gate, records, review_id, asked.subject, asked.text, reviewer.actor, now, language=language)
    service.metrics.decided("reviews", edited.verdict.decision)
    notice, _ = _stands(service, review_id, now)
    released = edited.released
    return EditAnswer(
        review=notice,
        decision=edited.verdict.decision,
        findings=tuple(placed(one) for one in edited.verdict.findings),
        released=ReleasedWords(subject=released, text=released) if released else None,
        suggestion=edited.suggestion_id,
    )


def _stands(service: Service, review_id: str, now: datetime) -> tuple[ReviewNotice, str]:
    with service.workspace.records.reading() as session:
        review = find_review(session, review_id)
        return review_notice(note(review, now)), review.suggestion_id


async def _close(
    service: Service, response: Response, decide: Close, review_id: str, words: str, reviewer: Principal
) -> ReviewNotice:
    now = service.clock()
    decided = await service.checking.run(decide, service.workspace.records, review_id, words, reviewer.actor, now)
    service.metrics.decided("reviews", decided.state)
    notice = review_notice(decided)
    _mark_repeated(response, notice, now)
    return notice


def _mark_repeated(response: Response, review: ReviewNotice, now: datetime) -> None:
    """The same decision by the same person was made before: this is its answer once more."""
    if review.decided_at is not None and review.decided_at < now:
        response.headers[REPLAYED] = "true"
