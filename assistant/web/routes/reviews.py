"""`/v1/reviews`: what waits for a human, and what the human decides."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.review.viewing import Waiting, view, waiting
from assistant.web.language import ReaderLanguage
from assistant.web.principal import Principal, Role, require
from assistant.web.routes.answers import answers
from assistant.web.routes.models.findings import placed, placed_evidence, reasons
from assistant.web.routes.models.reviews import (
    HeldFinding,
    HeldMail,
    WaitingReview,
    WaitingReviews,
    WantedPage,
)
from assistant.web.routes.models.wire import GivenId, LanguageCode
from assistant.web.routes.outcomes import review_notice
from assistant.web.state import Service, ServiceParts
from guardrails.verdict import Action, Severity

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])

Reviewer = Annotated[Principal, Depends(require(Role.MANAGER, Role.PRIVACY_OFFICER))]
_HOLDING = (Action.HOLD, Action.BLOCK)


@router.get("", summary="What waits for a reviewer", **answers("reviews.list", "review.unknown"))
async def list_reviews(
    service: ServiceParts,
    _reviewer: Reviewer,
    wanted: Annotated[WantedPage, Query()],
) -> WaitingReviews:
    """Held drafts, the oldest first: whom they are for and which rules held them, never their text."""
    return await service.checking.run(_list, service, wanted.limit, wanted.after)


@router.get(
    "/{review_id}",
    summary="A held draft",
    **answers("reviews.read", "review.unknown", "review.decided", "review.expired"),
)
async def read_review(
    review_id: GivenId, service: ServiceParts, reviewer: Reviewer, language: ReaderLanguage
) -> HeldMail:
    """Its text with the findings, judged by what holds now. Each view is journaled before it is given."""
    return await service.checking.run(_view, service, review_id, reviewer, language)


def _list(service: Service, limit: int, after: str | None) -> WaitingReviews:
    found = waiting(service.workspace.records, service.clock(), limit + 1, after)
    page = found[:limit]
    more = page[-1].review.id if len(found) > limit else None
    return WaitingReviews(reviews=tuple(_waiting(one) for one in page), next=more)


def _waiting(one: Waiting) -> WaitingReview:
    return WaitingReview.model_validate(
        {
            "id": one.review.id,
            "suggestion": one.suggestion_id,
            "contact": one.contact_id,
            "contact_name": one.contact_name,
            "rep": one.rep_id,
            "occasion": one.occasion,
            "opened_at": one.review.opened_at,
            "expires_at": one.review.expires_at,
            "severity": max((finding.severity for finding in one.findings), default=Severity.INFO),
            "rules": tuple(dict.fromkeys(finding.rule for finding in one.findings if finding.action in _HOLDING)),
        }
    )


def _view(service: Service, review_id: str, reviewer: Principal, language: LanguageCode) -> HeldMail:
    gate, records = service.workspace.gate, service.workspace.records
    held = view(gate, records, review_id, service.clock(), actor=reviewer.actor, language=language)
    takeable = set(held.may_be_taken)
    return HeldMail.model_validate(
        {
            "review": review_notice(held.review),
            "suggestion": held.suggestion_id,
            "contact": held.contact_id,
            "contact_name": held.contact_name,
            "rep": held.rep_id,
            "occasion": held.occasion,
            "language": held.language,
            "engine": held.engine,
            "model": held.model,
            "subject": held.seen,
            "text": held.seen,
            "decision": held.verdict.decision,
            "findings": [HeldFinding(**dict(placed(one)), may_be_taken=one in takeable) for one in held.seen.findings],
            "evidence": [placed_evidence(one, held.facts[one.fact]) for one in held.evidence if one.fact in held.facts],
            "points": held.points,
            "incoming": reasons(held.incoming, None, language),
        }
    )
