"""From a brief to a mail that passed the gate, or to the reasons why not.

Admission comes before anything of the contact is read; the gate comes before anything is shown. A model's draft
that still fails after one repair round waits for a reviewer, and the composer's version is offered meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.emails.brief import Brief
from assistant.emails.minimise import Parties, gather
from assistant.emails.outcome import Attempt, Outcome, Status
from assistant.emails.pseudonymise import PrivateEngine
from assistant.emails.purpose import allowed_for, purpose_of
from assistant.emails.stated import rep_facts
from assistant.emails.wording import Notice, failure_notice, notice
from assistant.engines.errors import EngineError
from assistant.engines.request import Email, EmailRequest, Engine
from assistant.memory.index import Memory
from assistant.records.admission import admission_context
from assistant.records.contacts import find_contact, find_rep
from assistant.records.database import Records
from assistant.records.offers import offer_of
from assistant.records.suggestions import Origin, store_failure, store_verdict
from guardrails import Context, Draft, Gate
from guardrails.draft import Language, ThreadMessage, end_of
from guardrails.errors import ScrupuleError
from guardrails.injection.clean import clean
from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import UnknownPlaceholder
from guardrails.verdict import Action, Admission, Finding, Verdict

MODEL_ROUNDS = 2
"""A draft, and one repair."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One brief under way."""

    brief: Brief
    parties: Parties
    context: Context
    admission: Admission
    now: datetime
    hostile: tuple[Finding, ...]


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
    ) -> None:
        """
        Args:
            gate: judges every draft.
            brief_gate: judges what a rep asks for: pressure and other people's data.
            detector: finds whom a prompt would name, besides those it is about.
            engine: writes first.
            composer: writes when the engine cannot, or not well enough.
        """
        self._gate = gate
        self._detector = detector
        self._brief_gate = brief_gate
        self._records = records
        self._memory = memory
        self._engine = engine
        self._composer = composer

    def write(self, brief: Brief, now: datetime) -> Outcome:
        """Work a brief to its end.

        Raises:
            ScrupuleError: the contact or rep is unknown, the brief cannot be worked on, or the records failed.
        """
        with self._records.reading() as session:
            contact = find_contact(session, brief.contact)
            rep = find_rep(session, brief.rep)
            purpose = purpose_of(self._gate.policy, brief.occasion, contact.relationship)
            context = admission_context(session, contact, rep, purpose, "email", now, offer_of(session, contact, now))
        context = _as_answered(context.model_copy(update={"mentionable": brief.mentionable}), brief, now)
        reader: Language = context.reader_language or "fr"
        admission = self._gate.admit(context)
        if not admission.admitted:
            return Outcome(Status.REFUSED, purpose, admission, reader_language=reader)
        reasons = self._objections_to(brief, context)
        if reasons:
            return Outcome(Status.REFUSED, purpose, admission, reasons=reasons, reader_language=reader)
        incoming, hostile = self._read_incoming(brief, context)
        language = brief.language or ("en" if contact.language == "en" else "fr")
        parties = Parties(contact, rep, allowed_for(self._gate.policy, purpose))
        request = gather(self._records, self._memory, brief, parties, language, incoming, now)
        return self._draft(_Job(brief, parties, context, admission, now, hostile), request)

    def _objections_to(self, brief: Brief, context: Context) -> tuple[Finding, ...]:
        """What the brief itself may not ask for: pressure, or somebody else's data."""
        if not brief.points:
            return ()
        draft = Draft(text="\n".join(brief.points), kind="chat", language=brief.language)
        verdict = self._brief_gate.inspect(draft, context)
        return tuple(one for one in verdict.findings if one.action is not Action.ALLOW)

    def _read_incoming(self, brief: Brief, context: Context) -> tuple[str | None, tuple[Finding, ...]]:
        """The mail being answered as a person sees it, and the instructions that were found and cut out of it."""
        if brief.reply_to is None:
            return None, ()
        mail = brief.reply_to
        hostile: list[Finding] = []
        cleaned: dict[str, str] = {}
        for part in mail.parts:
            verdict = self._gate.inspect(Draft(text=part, kind="incoming"), context)
            found = tuple(one for one in verdict.findings if one.action is not Action.ALLOW)
            hostile.extend(found)
            cleaned[part] = clean(part, found).text
        shown = mail.plain or mail.html
        return (cleaned[shown] if shown else None), tuple(hostile)

    def _draft(self, job: _Job, request: EmailRequest) -> Outcome:
        context = _with_matter(job.context, request)
        attempts, failure = self._attempts(request, context)
        outcome = Outcome(
            Status.QUEUED,
            job.parties.allowed.purpose,
            job.admission,
            attempts=tuple(attempts),
            incoming=job.hostile,
            notices=(notice(Notice.INCOMING, context),) if job.hostile else (),
            facts={fact.id: fact for fact in context.facts},
            reader_language=job.context.reader_language or "fr",
        )
        last = attempts[-1] if attempts else None
        # A model that has read hostile text may have been steered in ways that no rule sees: a human looks first.
        if last and last.verdict.released and not (job.hostile and self._engine.is_model):
            key = self._store(job, request, last)
            notices = (*outcome.notices, *_redaction_notice(last.verdict, context))
            return replace(
                outcome,
                status=Status.RELEASED,
                released=last.verdict.released,
                suggestion_id=key,
                notices=notices,
            )
        return self._fall_back(job, request, context, outcome, failure)

    def _attempts(self, request: EmailRequest, context: Context) -> tuple[list[Attempt], ScrupuleError | None]:
        """The engine's draft, and for a model one more that is told what was wrong with the first."""
        engine = (
            PrivateEngine(self._engine, self._detector, request, context) if self._engine.is_model else self._engine
        )
        attempts: list[Attempt] = []
        for _ in range(MODEL_ROUNDS if self._engine.is_model else 1):
            try:
                mail = engine.write(request)
            except (EngineError, UnknownPlaceholder) as error:
                return attempts, error
            verdict = self._inspect(mail, request.language, context)
            attempts.append(Attempt(self._engine.name, self._engine.model, verdict, mail.prompt))
            if verdict.released:
                break
            request = replace(request, previous=mail, advice=_advice(verdict))
        return attempts, None

    def _fall_back(
        self, job: _Job, request: EmailRequest, context: Context, outcome: Outcome, failure: ScrupuleError | None
    ) -> Outcome:
        """Queue the engine's draft, if there is one, and offer the composer's mail in its place."""
        notices = list(outcome.notices)
        if failure:
            notices.insert(0, failure_notice(failure, context))
        attempts = outcome.attempts
        key = self._store(job, request, attempts[-1]) if attempts else self._store_failure(job, request, failure)
        if not self._engine.is_model:
            return replace(outcome, suggestion_id=key)
        offered = self._inspect(self._composer.write(request), request.language, context)
        outcome = replace(outcome, suggestion_id=key, notices=tuple(notices))
        if not offered.released:
            return outcome
        notices.extend(_redaction_notice(offered, context))
        own = Attempt(self._composer.name, self._composer.model, offered)
        offered_key = self._store(job, request, own, offered_for=key)
        if attempts:
            notices.append(notice(Notice.COMPOSER, context))
            return replace(outcome, offered=offered.released, offered_verdict=offered, notices=tuple(notices))
        notices.append(notice(Notice.FELL_BACK, context))
        return replace(
            outcome,
            status=Status.RELEASED,
            attempts=(own,),
            released=offered.released,
            suggestion_id=offered_key,
            notices=tuple(notices),
        )

    def _inspect(self, mail: Email, language: Language, context: Context) -> Verdict:
        return self._gate.inspect(Draft(text=mail.body, subject=mail.subject, language=language), context)

    def _origin(self, job: _Job, request: EmailRequest, engine: str, model: str, prompt: str | None = None) -> Origin:
        return Origin(
            contact_id=job.parties.contact.id,
            rep_id=job.parties.rep.id,
            occasion=job.brief.occasion,
            purpose=job.parties.allowed.purpose,
            channel="email",
            language=request.language,
            engine=engine,
            model=model,
            prompt=prompt,
        )

    def _store(self, job: _Job, request: EmailRequest, attempt: Attempt, offered_for: str | None = None) -> str:
        origin = self._origin(job, request, attempt.engine, attempt.model, attempt.prompt)
        with self._records.writing() as session:
            return store_verdict(session, origin, attempt.verdict, job.now, offered_for).id

    def _store_failure(self, job: _Job, request: EmailRequest, failure: ScrupuleError | None) -> str:
        origin = self._origin(job, request, self._engine.name, self._engine.model)
        with self._records.writing() as session:
            return store_failure(session, origin, failure.code if failure else "engine.failed", job.now).id


def _as_answered(context: Context, brief: Brief, now: datetime) -> Context:
    """The context with the mail being answered as the recipient's latest sign of life, if it is theirs."""
    mail, person = brief.reply_to, context.recipient
    if mail is None or person is None or not person.email or mail.sender.casefold() != person.email.casefold():
        return context
    received = min(mail.at or now, now)
    if person.last_inbound and end_of(person.last_inbound) > received:
        return context
    return context.model_copy(update={"recipient": person.model_copy(update={"last_inbound": received})})


def _with_matter(context: Context, request: EmailRequest) -> Context:
    """The context with what the draft is judged against: the facts it was given, and what was said before."""
    stated = rep_facts(request.points, request.language, request.now)
    thread = [
        ThreadMessage(text=one.text, at=one.at, direction="in" if one.direction == "in" else "out")
        for one in request.history
    ]
    if request.incoming:
        thread.insert(0, ThreadMessage(text=request.incoming, direction="in", at=request.now))
    return context.model_copy(update={"facts": (*request.facts, *stated), "thread": tuple(thread)})


def _redaction_notice(verdict: Verdict, context: Context) -> tuple[str, ...]:
    redacted = any(one.action is Action.REDACT for one in verdict.findings)
    return (notice(Notice.REDACTED, context),) if redacted else ()


def _advice(verdict: Verdict) -> tuple[str, ...]:
    """What the engine is told for its second draft."""
    unsolved = [one for one in verdict.findings if one.action is not Action.ALLOW]
    return tuple(f"{one.message} {one.suggestion or ''}".strip() for one in unsolved)
