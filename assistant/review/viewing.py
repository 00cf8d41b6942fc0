"""What a reviewer sees: which drafts wait, and one of them with what the gate says of it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.emails.asked import Case, as_given, case_of, context_now, with_thread
from assistant.emails.journaling import journal_suggestion, rules_of
from assistant.journal.entry import Event
from assistant.records.database import Records
from assistant.records.suggestions import suggestion
from assistant.records.tables import Contact, Suggestion
from assistant.records.verdicts import judged
from assistant.review.errors import ReviewUnknown
from assistant.review.queue import ReviewNote, find_review, note, undecided
from assistant.review.tables import Review, ReviewState
from guardrails import Context, Draft, Gate
from guardrails.draft import Fact, Language
from guardrails.running import is_failure
from guardrails.verdict import Action, Evidence, Finding, UnderReview, Verdict


@dataclass(frozen=True, slots=True)
class Waiting:
    """A held draft in the list: whom it is for and why it was held; not its text.

    Attributes:
        findings: why, as the gate said when the draft was made; instructions in the mail being answered among them.
    """

    review: ReviewNote
    suggestion_id: str
    contact_id: str
    contact_name: str
    rep_id: str | None
    occasion: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A held draft as a reviewer sees it, judged by what holds now.

    Attributes:
        seen: its text, with the findings of now.
        points: what the rep asked for.
        incoming: instructions found in the mail being answered.
        facts: the verified facts that it was held against, by id.
    """

    review: ReviewNote
    suggestion_id: str
    contact_id: str
    contact_name: str
    rep_id: str | None
    occasion: str
    engine: str
    model: str
    seen: UnderReview
    verdict: Verdict
    points: tuple[str, ...]
    incoming: tuple[Finding, ...]
    facts: Mapping[str, Fact]
    language: Language

    @property
    def may_be_taken(self) -> tuple[Finding, ...]:
        """The findings that a reviewer may take upon themselves; the others are repaired, or may never leave."""
        return tuple(one for one in self.seen.findings if one.action is Action.HOLD and not is_failure(one))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What supports its claims, with offsets in the text as it is seen."""
        return self.verdict.evidence


@dataclass(frozen=True, slots=True)
class Examined:
    """A held draft, what it is judged against now, and what a reviewer's own version of it is (any fact)."""

    review: ReviewNote
    case: Case
    context: Context
    context_of_edits: Context
    incoming: tuple[Finding, ...]

    @property
    def draft(self) -> Draft:
        """The held text."""
        row = self.case.row
        return Draft(text=row.body or "", subject=row.subject, language=row.language)


def waiting(records: Records, now: datetime, limit: int = 100, after: str | None = None) -> tuple[Waiting, ...]:
    """The drafts that wait for a reviewer, oldest first.

    Args:
        after: id of the last review of the page before.
    """
    query = (
        select(Review, Suggestion, Contact)
        .join(Suggestion, Suggestion.id == Review.suggestion_id)
        .join(Contact, Contact.id == Review.contact_id)
        .where(Review.state == ReviewState.WAITING, Review.expires_at > now)
        .order_by(Review.opened_at, Review.id)
    )
    with records.reading() as session:
        if after is not None:
            last = find_review(session, after)
            later = (Review.opened_at > last.opened_at) | ((Review.opened_at == last.opened_at) & (Review.id > last.id))
            query = query.where(later)
        rows = session.execute(query.limit(limit)).all()
        return tuple(_waiting(review, row, contact, now) for review, row, contact in rows)


def view(
    gate: Gate, records: Records, review_id: str, now: datetime, *, actor: str, language: Language = "fr"
) -> ReviewView:
    """A held draft with its text, which only reviewers may see: each view is journaled before it is given.

    Raises:
        ReviewUnknown: no such review.
        ReviewDecided: it was decided; the error says who and when.
        ReviewExpired: nobody decided in time.
    """
    with records.reading() as session:
        examined = examine(session, gate, review_id, now, language)
    verdict = gate.inspect(examined.draft, examined.context)
    case = examined.case
    with records.writing() as session:
        rules = rules_of(verdict.findings)
        journal_suggestion(session, Event.REVIEW_VIEWED, now, actor, case.row, case.contact.subject_id, rules)
    return ReviewView(
        review=examined.review,
        suggestion_id=case.row.id,
        contact_id=case.contact.id,
        contact_name=case.contact.full_name,
        rep_id=case.row.rep_id,
        occasion=case.row.occasion,
        engine=case.row.engine,
        model=case.row.model,
        seen=verdict.under_review(),
        verdict=verdict,
        points=case.asked.points,
        incoming=examined.incoming,
        facts={one.id: one for one in examined.context.facts},
        language=language,
    )


def examine(session: Session, gate: Gate, review_id: str, now: datetime, language: Language) -> Examined:
    """A held draft that can still be decided, with the context of now: admission, consents, facts, counts.

    Args:
        language: the reviewer's, in which the findings will be worded.

    Raises:
        ReviewUnknown: no such review, or its text was erased.
        ReviewDecided: it was decided.
        ReviewExpired: nobody decided in time.
    """
    review = undecided(find_review(session, review_id), now)
    row = suggestion(session, review.suggestion_id)
    if not row.body:
        raise ReviewUnknown
    case = case_of(session, row)
    context = with_thread(session, gate, case, context_now(session, gate, case, now, language))
    known = judged(row)
    return Examined(note(review, now), case, as_given(context, case.asked), context, known.incoming if known else ())


def _waiting(review: Review, row: Suggestion, contact: Contact, now: datetime) -> Waiting:
    known = judged(row)
    findings = (*known.incoming, *known.verdict.findings) if known else ()
    asking = tuple(one for one in findings if one.asks)
    return Waiting(note(review, now), row.id, contact.id, contact.full_name, row.rep_id, row.occasion, asking)
