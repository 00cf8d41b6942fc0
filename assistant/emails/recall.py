"""What became of a brief, from the records: released text only through the gate, held text not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from assistant.emails.asked import Case, as_if_sent, case_of, context_now
from assistant.emails.journaling import journal_suggestion
from assistant.emails.outcome import Attempt, Outcome, Status
from assistant.emails.wording import Notice, notice, redaction_notice
from assistant.journal.entry import OPERATOR, Event
from assistant.records.database import Records
from assistant.records.suggestions import State, offered_instead, suggestion
from assistant.records.tables import Suggestion
from assistant.records.verdicts import judged
from assistant.review.queue import note, review_of
from assistant.review.tables import ReviewState
from guardrails import Context, Gate
from guardrails.draft import Purpose
from guardrails.errors import SealError
from guardrails.verdict import Released


def find_outcome(gate: Gate, records: Records, suggestion_id: str, now: datetime, *, actor: str = OPERATOR) -> Outcome:
    """What became of a suggestion: its text if that may still leave, the reasons and the review if it was held.

    Raises:
        SuggestionUnknown: none has this id.
        RecordsError: the database failed.
    """
    with records.reading() as session:
        outcome = _Recollection(session, gate, now).of(suggestion(session, suggestion_id))
    shown = outcome.suggestion_id if outcome.released else outcome.offered_id if outcome.offered else None
    if shown:
        with records.writing() as session:
            case = case_of(session, suggestion(session, shown))
            journal_suggestion(session, Event.SUGGESTION_REOPENED, now, actor, case.row, case.contact.subject_id)
    return outcome


def reopen(session: Session, gate: Gate, case: Case, now: datetime) -> Released:
    """What was released, if everything that it rests on still holds.

    Raises:
        SealError: it was altered, has expired, or the rules, the facts, the consents or the counts have changed.
    """
    return _reopened(gate, case, context_now(session, gate, case, now))


def _reopened(gate: Gate, case: Case, context: Context) -> Released:
    # The gate expects a message that is about to leave to be counted among those that were sent.
    return gate.reopen(case.row.release or "", context if case.row.sent_at else as_if_sent(context))


@dataclass(frozen=True, slots=True)
class _Recollection:
    """One look into the records."""

    session: Session
    gate: Gate
    now: datetime

    def of(self, row: Suggestion) -> Outcome:
        case = case_of(self.session, row)
        context = context_now(self.session, self.gate, case, self.now)
        review = review_of(self.session, row.id)
        known = judged(row)
        outcome = Outcome(
            Status.CLOSED,
            cast(Purpose, row.purpose),
            self.gate.admit(context),
            attempts=(Attempt(row.engine, row.model, known.verdict, row.prompt),) if known else (),
            suggestion_id=row.id,
            incoming=known.incoming if known else (),
            notices=(notice(Notice.INCOMING, context),) if known and known.incoming else (),
            facts={fact.id: fact for fact in context.facts},
            reader_language=context.reader_language or "fr",
            review=note(review, self.now) if review else None,
            contact_id=row.contact_id,
            rep_id=row.rep_id,
            sent_at=row.sent_at,
        )
        if outcome.review and outcome.review.state is ReviewState.EDITED and outcome.review.result_id:
            edited = self.of(suggestion(self.session, outcome.review.result_id))
            return replace(edited, review=outcome.review)
        if row.release:
            return self._released(outcome, case, context)
        if outcome.review and outcome.review.state is ReviewState.WAITING:
            outcome = replace(outcome, status=Status.QUEUED)
        return self._with_offered(outcome, case, context)

    def _released(self, outcome: Outcome, case: Case, context: Context) -> Outcome:
        notices = outcome.notices
        if self._replaces_a_failure(case.row):
            notices += (notice(Notice.FELL_BACK, context),)
        if case.row.sent_at:
            notices += (notice(Notice.SENT, context),)
        try:
            released = _reopened(self.gate, case, context)
        except SealError as error:
            return replace(outcome, notices=(*notices, notice(Notice.LAPSED, context, detail=str(error))))
        verdict = replace(outcome.attempts[0].verdict, released=released)
        return replace(
            outcome,
            status=Status.RELEASED,
            released=released,
            attempts=(replace(outcome.attempts[0], verdict=verdict),),
            notices=(*notices, *redaction_notice(verdict, context)),
        )

    def _replaces_a_failure(self, row: Suggestion) -> bool:
        return row.offered_for is not None and suggestion(self.session, row.offered_for).state == State.FAILED

    def _with_offered(self, outcome: Outcome, case: Case, context: Context) -> Outcome:
        """The outcome with the composer's mail that is offered meanwhile, if it may still leave."""
        row = offered_instead(self.session, case.row.id)
        if row is None or not row.release or (known := judged(row)) is None:
            return outcome
        try:
            released = reopen(self.session, self.gate, case_of(self.session, row), self.now)
        except SealError:
            return outcome
        verdict = replace(known.verdict, released=released)
        notices = (*outcome.notices, *redaction_notice(verdict, context), notice(Notice.COMPOSER, context))
        return replace(outcome, offered=released, offered_verdict=verdict, offered_id=row.id, notices=notices)
