"""From a brief to a mail that passed the gate, or to the reasons why not.

Admission comes before anything of the contact is read; the gate comes before anything is shown. A model's draft
that still fails after one repair round waits for a reviewer, and the composer's version is offered meanwhile.
"""

import time
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.emails.asked import answered, figures_first, thread_of
from assistant.emails.brief import Brief
from assistant.emails.incoming import IncomingMail
from assistant.emails.journaling import journal_refusal
from assistant.emails.keeping import Job, Kept, find_earlier, keep
from assistant.emails.minimise import Parties, gather
from assistant.emails.outcome import Outcome, Status
from assistant.emails.progress import Progress, Step, ignore
from assistant.emails.purpose import allowed_for, purpose_of
from assistant.emails.recall import find_outcome
from assistant.emails.rounds import Authors, Written
from assistant.emails.stated import rep_facts
from assistant.emails.wording import Notice, failure_notice, notice, redaction_notice
from assistant.engines.request import EmailRequest, Engine
from assistant.journal.entry import OPERATOR, Event
from assistant.memory.index import Memory
from assistant.records.admission import admission_context
from assistant.records.contacts import find_contact, find_rep
from assistant.records.database import Records
from assistant.records.offers import offer_of
from assistant.records.suggestions import RequestIdentity
from assistant.review.queue import LASTS
from guardrails import Context, Draft, Gate
from guardrails.injection.clean import clean
from guardrails.pii.detect import Detector
from guardrails.verdict import Admission, Finding


class EmailWriter:
    """Writes mails for briefs. Safe to share between threads as far as its engine is."""

    def __init__(
        self,
        *,
        gate: Gate,
        brief_gate: Gate,
        detector: Detector,
        records: Records,
        memory: Memory,
        engine: Engine,
        composer: Engine,
        review_lasts: timedelta = LASTS,
    ) -> None:
        """
        Args:
            gate: judges every draft.
            brief_gate: judges what a rep asks for: pressure and other people's data.
            detector: finds whom a prompt would name, besides those it is about.
            engine: writes first.
            composer: writes when the engine cannot, or not well enough.
            review_lasts: how long a held draft waits for a reviewer.
        """
        self._gate = gate
        self._brief_gate = brief_gate
        self._records = records
        self._memory = memory
        self._authors = Authors(gate, detector, engine, composer)
        self._review_lasts = review_lasts

    def write(
        self,
        brief: Brief,
        now: datetime,
        *,
        actor: str = OPERATOR,
        request: RequestIdentity | None = None,
        progress: Progress = ignore,
    ) -> Outcome:
        """Work a brief to its end. Until then nothing is stored, and then all of it at once.

        Args:
            actor: id of who asks, for the journal.
            request: what tells that the same is asked again; the first answer is then given again.
            progress: told of each step.

        Raises:
            RequestReused: the request's key came with another brief before.
            ScrupuleError: the contact or rep is unknown, the brief cannot be worked on, or the records failed.
        """
        started = time.monotonic()
        with self._records.reading() as session:
            earlier = find_earlier(session, request)
        if earlier is not None:
            return self._again(earlier.id, now, actor)
        progress(Step.ADMISSION)
        job = self._admitted(brief, now, actor)
        refused = self._refusal(job)
        if refused is not None:
            return refused
        progress(Step.READING)
        job = replace(self._with_incoming(job), identity=request)
        language = brief.language or ("en" if job.parties.contact.language == "en" else "fr")
        asked = gather(self._records, self._memory, brief, job.parties, language, job.incoming, now)
        job = replace(job, context=_with_matter(job.context, asked))
        written = self._authors.write(asked, job.context, bool(job.hostile), progress)
        progress(Step.STORING)
        # A model may take minutes: what was recorded of the person meanwhile counts as well.
        at = now + timedelta(seconds=time.monotonic() - started)
        kept = keep(self._gate, self._records, job, asked, written, self._review_lasts, at)
        if isinstance(kept, Admission):
            return _unwritten(replace(job, admission=kept), Status.REFUSED)
        return self._again(kept.suggestion_id, now, actor) if kept.earlier else _outcome(job, written, kept)

    def _again(self, suggestion_id: str, now: datetime, actor: str) -> Outcome:
        return replace(find_outcome(self._gate, self._records, suggestion_id, now, actor=actor), replayed=True)

    def _admitted(self, brief: Brief, now: datetime, actor: str) -> Job:
        """The brief with the answer to whether this person may be written to; nothing else of them is read."""
        with self._records.reading() as session:
            contact = find_contact(session, brief.contact)
            rep = find_rep(session, brief.rep)
            purpose = purpose_of(self._gate.policy, brief.occasion, contact.relationship)
            context = admission_context(session, contact, rep, purpose, "email", now, offer_of(session, contact, now))
        received = _received(context, brief.reply_to, now)
        context = answered(context.model_copy(update={"mentionable": brief.mentionable}), received)
        parties = Parties(contact, rep, allowed_for(self._gate.policy, purpose))
        return Job(brief, parties, context, self._gate.admit(context), now, actor, answered_at=received)

    def _refusal(self, job: Job) -> Outcome | None:
        """Why nothing will be written, if nothing will: journaled."""
        if not job.admission.admitted:
            event, reasons = Event.DRAFT_REFUSED, job.admission.findings
        else:
            event, reasons = Event.BRIEF_REFUSED, self._objections_to(job.brief, job.context)
            if not reasons:
                return None
        with self._records.writing() as session:
            subject = job.parties.contact.subject_id
            journal_refusal(session, event, job.now, job.actor, subject, reasons, self._gate.packs)
        own = reasons if event is Event.BRIEF_REFUSED else ()
        return replace(_unwritten(job, Status.REFUSED), reasons=own)

    def _objections_to(self, brief: Brief, context: Context) -> tuple[Finding, ...]:
        """What the brief itself may not ask for: pressure, or somebody else's data."""
        if not brief.points:
            return ()
        draft = Draft(text="\n".join(brief.points), kind="chat", language=brief.language)
        verdict = self._brief_gate.inspect(draft, context)
        return tuple(one for one in verdict.findings if one.asks)

    def _with_incoming(self, job: Job) -> Job:
        """The mail being answered as a person sees it, and the instructions that were found and cut out of it."""
        mail = job.brief.reply_to
        if mail is None:
            return job
        hostile: list[Finding] = []
        cleaned: dict[str, str] = {}
        for part in mail.parts:
            verdict = self._gate.inspect(Draft(text=part, kind="incoming"), job.context)
            found = tuple(one for one in verdict.findings if one.asks)
            hostile.extend(found)
            cleaned[part] = clean(part, found).text
        shown = mail.plain or mail.html
        return replace(job, incoming=cleaned[shown] if shown else None, hostile=tuple(hostile))


def _outcome(job: Job, written: Written, kept: Kept) -> Outcome:
    """What the rep is told."""
    context = job.context
    notices: list[str] = []
    if written.failure:
        notices.append(failure_notice(written.failure, context))
    if job.hostile:
        notices.append(notice(Notice.INCOMING, context))
    outcome = replace(_unwritten(job, Status.QUEUED), suggestion_id=kept.suggestion_id, review=kept.review)
    main, composed = written.main, written.composed
    if main:
        outcome = replace(outcome, attempts=written.attempts or (main,))
    if main and main.verdict.released and not written.must_wait:
        notices += redaction_notice(main.verdict, context)
        outcome = replace(outcome, status=Status.RELEASED, released=main.verdict.released)
    if main and main is composed:
        notices.append(notice(Notice.FELL_BACK, context))
    elif composed and composed.verdict.released:
        notices += [*redaction_notice(composed.verdict, context), notice(Notice.COMPOSER, context)]
        offered = composed.verdict
        outcome = replace(outcome, offered=offered.released, offered_verdict=offered, offered_id=kept.offered_id)
    return replace(outcome, notices=tuple(notices))


def _unwritten(job: Job, status: Status) -> Outcome:
    return Outcome(
        status,
        job.parties.allowed.purpose,
        job.admission,
        incoming=job.hostile,
        facts={fact.id: fact for fact in job.context.facts},
        reader_language=job.context.reader_language or "fr",
        contact_id=job.parties.contact.id,
        rep_id=job.parties.rep.id,
    )


def _received(context: Context, mail: IncomingMail | None, now: datetime) -> datetime | None:
    """When the mail being answered came, if it is the recipient's."""
    person = context.recipient
    if mail is None or person is None or not person.email or mail.sender.casefold() != person.email.casefold():
        return None
    return min(mail.at or now, now)


def _with_matter(context: Context, request: EmailRequest) -> Context:
    """The context with what the draft is judged against: the facts it was given, and what was said before."""
    stated = rep_facts(request.points, request.language, request.now)
    thread = thread_of(request.history, request.incoming, request.now)
    return context.model_copy(update={"facts": figures_first((*request.facts, *stated)), "thread": thread})
