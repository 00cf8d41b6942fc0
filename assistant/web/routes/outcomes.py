"""What became of a brief, as the API tells it."""

from collections.abc import Iterator, Mapping

from assistant.emails.outcome import Attempt, Outcome, Status
from assistant.engines.composer import Composer
from assistant.records.verdicts import evidence_in
from assistant.review.queue import ReviewNote
from assistant.web.errors import WebError
from assistant.web.routes.models.admissions import admission_answer
from assistant.web.routes.models.emails import ClosedMail, Mail, QueuedMail, Refusal, ReleasedMail, ReviewNotice
from assistant.web.routes.models.findings import Reason, Support, reasons, repairs, told_fact
from assistant.web.routes.models.wire import Passage
from guardrails.draft import Fact
from guardrails.verdict import Released, Verdict

Answer = ReleasedMail | QueuedMail | ClosedMail


class MailRefused(WebError):
    """The person may not be written to; the answer says by which row, why, and what would make it possible."""

    code = "admission.refused"
    status = 403


class BriefRefused(WebError):
    """The brief asks for what may not be written: pressure, or somebody else's data."""

    code = "brief.refused"
    status = 403


def answer(outcome: Outcome) -> Answer:
    """What a rep is told of a brief.

    Raises:
        MailRefused: admission refused.
        BriefRefused: the brief itself may not be worked on.
    """
    match outcome.status:
        case Status.REFUSED:
            raise _refusal(outcome)
        case Status.RELEASED:
            return _released(outcome)
        case Status.QUEUED:
            return QueuedMail(
                suggestion=outcome.suggestion_id or "",
                review=review_notice(outcome.review) if outcome.review else None,
                reasons=_why_held(outcome),
                offered=_offered(outcome),
                notices=outcome.notices,
                incoming=reasons(outcome.incoming, None, outcome.reader_language),
            )
        case Status.CLOSED:
            return ClosedMail(
                suggestion=outcome.suggestion_id or "",
                review=review_notice(outcome.review) if outcome.review else None,
                reasons=_why_held(outcome),
                notices=outcome.notices,
            )


def review_notice(review: ReviewNote) -> ReviewNotice:
    """How a review stands."""
    return ReviewNotice(
        id=review.id,
        state=review.state,
        opened_at=review.opened_at,
        expires_at=review.expires_at,
        decided_at=review.decided_at,
        decided_by=review.decided_by,
        reason=review.reason,
        advice=review.advice,
        result=review.result_id,
    )


def _refusal(outcome: Outcome) -> WebError:
    language = outcome.reader_language
    members = Refusal(admission=admission_answer(outcome.admission), reasons=reasons(outcome.reasons, None, language))
    if outcome.reasons:
        return BriefRefused("the brief asks for what may not be written; `reasons` says what, and why", members=members)
    return MailRefused(
        "this person may not be written to for this; `admission` says why, and what would make it possible",
        members=members,
    )


def _released(outcome: Outcome) -> ReleasedMail:
    mail = _mail(outcome, outcome.attempts[-1], outcome.released, outcome.suggestion_id)
    return ReleasedMail(
        **dict(mail),
        notices=outcome.notices,
        incoming=reasons(outcome.incoming, None, outcome.reader_language),
        review=review_notice(outcome.review) if outcome.review else None,
        sent_at=outcome.sent_at,
    )


def _offered(outcome: Outcome) -> Mail | None:
    if outcome.offered_verdict is None or outcome.offered is None:
        return None
    composer = Composer()
    attempt = Attempt(composer.name, composer.model, outcome.offered_verdict)
    return _mail(outcome, attempt, outcome.offered, outcome.offered_id)


def _mail(outcome: Outcome, attempt: Attempt, released: Released | None, suggestion: str | None) -> Mail:
    if released is None or suggestion is None:
        raise ValueError("a mail that was not released cannot be told")
    verdict = attempt.verdict
    return Mail(
        suggestion=suggestion,
        subject=released,
        text=released,
        language="en" if verdict.language == "en" else "fr",
        repairs=repairs(verdict.findings, released),
        evidence=tuple(_supports(verdict, released, outcome.facts)),
        engine=attempt.engine,
        model=attempt.model,
        packs=verdict.packs,
    )


def _supports(verdict: Verdict, released: Released, facts: Mapping[str, Fact]) -> Iterator[Support]:
    """Each supported claim once, in the order of the released text."""
    found = set(evidence_in(released, verdict))
    for one in sorted(found, key=lambda each: (each.field, each.start, each.end, each.fact)):
        if one.fact in facts:
            yield Support(
                field=one.field,
                start=one.start,
                end=one.end,
                fact=told_fact(facts[one.fact]),
                words=Passage(released, one.field, one.start, one.end),
            )


def _why_held(outcome: Outcome) -> tuple[Reason, ...]:
    if not outcome.attempts:
        return ()
    verdict = outcome.attempts[-1].verdict
    pending = [one for one in verdict.findings if one.asks]
    return reasons(pending, verdict.under_review(), outcome.reader_language)
