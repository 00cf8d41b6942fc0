"""What one brief leaves behind, stored in one transaction: drafts, the review, and the journal of both.

A process that is killed at any moment leaves all of it or nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assistant.emails.asked import Asked, answered, passed_over
from assistant.emails.brief import Brief
from assistant.emails.errors import RequestReused
from assistant.emails.journaling import journal_draft, journal_refusal
from assistant.emails.minimise import Parties
from assistant.emails.outcome import Attempt
from assistant.emails.rounds import Written
from assistant.engines.request import EmailRequest
from assistant.journal.entry import Event
from assistant.records.admission import admission_context
from assistant.records.contacts import find_contact
from assistant.records.database import Records
from assistant.records.facts import facts_valid_at
from assistant.records.offers import offer_of
from assistant.records.suggestions import (
    Origin,
    RequestIdentity,
    State,
    asked_for,
    store_failure,
    store_verdict,
)
from assistant.records.tables import Suggestion
from assistant.review.queue import ReviewNote, note, open_review
from guardrails import Context, Gate
from guardrails.verdict import Admission, Finding


@dataclass(frozen=True, slots=True)
class Job:
    """One brief under way.

    Attributes:
        incoming: the mail being answered, cleaned.
        answered_at: when it came, if it came from the contact.
        hostile: instructions that were found in it and cut out.
        identity: what tells that the same is asked again, if the caller can tell.
    """

    brief: Brief
    parties: Parties
    context: Context
    admission: Admission
    now: datetime
    actor: str
    identity: RequestIdentity | None = None
    incoming: str | None = None
    answered_at: datetime | None = None
    hostile: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a brief's results are stored; `earlier` names what the same request had left behind before."""

    suggestion_id: str
    review: ReviewNote | None = None
    offered_id: str | None = None
    earlier: bool = False


def keep(
    gate: Gate, records: Records, job: Job, request: EmailRequest, written: Written, lasts: timedelta, at: datetime
) -> Kept | Admission:
    """Store everything at once; if the same request was answered meanwhile, nothing, and say where that is.

    Args:
        at: the moment of keeping; the job's own is the one when it was asked for.

    Returns:
        What was kept; or, where the person may no longer be written to, why not: then the drafts are forgotten.

    Raises:
        RequestReused: the request's key came with another brief before.
        RecordsError: the database failed; nothing was kept.
    """
    with records.writing() as session:
        earlier = find_earlier(session, job.identity)
        if earlier is not None:
            return Kept(earlier.id, earlier=True)
        admission = _admission_now(session, gate, job, at)
        if admission.outcome not in ("admitted", job.admission.outcome):
            person = job.parties.contact.subject_id
            journal_refusal(session, Event.DRAFT_REFUSED, at, job.actor, person, admission.findings, gate.packs)
            return admission
        store = _Store(session, job, _origin(session, job, request, written))
        failed = store.failure(written) if not written.attempts and written.failure else None
        row = store.draft(written.main, failed, written.must_wait) if written.main else failed
        if row is None:
            raise ValueError("there is neither a draft nor a failure to store")
        offered = written.composed if written.attempts else None
        instead = store.draft(offered, row) if offered and offered.verdict.released else None
        waits = row.state in (State.HELD, State.BLOCKED)
        review = note(open_review(session, row, job.now, lasts), job.now) if waits else None
        # Unique: two processes that answer the same request at once end with one answer.
        row.request_key = job.identity.key if job.identity else None
        row.request_digest = job.identity.digest if job.identity else None
        return Kept(row.id, review, instead.id if instead else None)


def find_earlier(session: Session, identity: RequestIdentity | None) -> Suggestion | None:
    """What the same request left behind before, if anything.

    Raises:
        RequestReused: the request's key came with another brief.
    """
    found = asked_for(session, identity) if identity else None
    if found is not None and identity and found.request_digest != identity.digest:
        raise RequestReused("this idempotency key was used for another brief; give each brief a key of its own")
    return found


def _admission_now(session: Session, gate: Gate, job: Job, at: datetime) -> Admission:
    """Admission once more: while a model wrote, the person may have objected."""
    contact = find_contact(session, job.parties.contact.id)
    purpose, offer = job.parties.allowed.purpose, offer_of(session, contact, at)
    context = admission_context(session, contact, job.parties.rep, purpose, "email", at, offer)
    return gate.admit(answered(context, job.answered_at))


@dataclass(frozen=True, slots=True)
class _Store:
    """Adds drafts to the transaction, each with its entry in the journal."""

    session: Session
    job: Job
    origin: Origin

    def draft(self, attempt: Attempt, instead_of: Suggestion | None = None, must_wait: bool = False) -> Suggestion:
        origin = replace(self.origin, engine=attempt.engine, model=attempt.model, prompt=attempt.prompt)
        key = instead_of.id if instead_of else None
        hostile = self.job.hostile
        row = store_verdict(self.session, origin, attempt.verdict, self.job.now, key, hostile, must_wait)
        subject = self.job.parties.contact.subject_id
        journal_draft(self.session, row, subject, self.job.actor, attempt.verdict, hostile)
        return row

    def failure(self, written: Written) -> Suggestion:
        code = written.failure.code if written.failure else "engine.failed"
        row = store_failure(self.session, self.origin, code, self.job.now)
        journal_draft(self.session, row, self.job.parties.contact.subject_id, self.job.actor, None, ())
        return row


def _origin(session: Session, job: Job, request: EmailRequest, written: Written) -> Origin:
    contact, rep = job.parties.contact, job.parties.rep
    asked = Asked(
        actor=job.actor,
        at=job.now,
        points=job.brief.points,
        incoming=job.incoming,
        answered_at=job.answered_at,
        mentionable=job.brief.mentionable,
        given=tuple(one.id for one in job.context.facts),
        passed_over=passed_over(job.context.facts, facts_valid_at(session, job.now, contact.id)),
    )
    return Origin(
        contact_id=contact.id,
        rep_id=rep.id,
        occasion=job.brief.occasion,
        purpose=job.parties.allowed.purpose,
        channel="email",
        language=request.language,
        engine=written.engine,
        model=written.model,
        brief=asked.model_dump_json(),
    )
