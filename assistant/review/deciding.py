"""What a reviewer decides: release, edit, send back, reject. Each decision and its journal entry are kept together.

The context is built anew each time, so that a consent withdrawn or a price changed since the draft was made counts.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from assistant.emails.asked import Case, case_of
from assistant.emails.journaling import journal_draft, journal_suggestion, rules_of
from assistant.emails.recall import reopen
from assistant.journal.entry import OPERATOR, Entry, Event
from assistant.journal.journal import append
from assistant.records.database import Records
from assistant.records.suggestions import State, origin_of, release_held, store_verdict, suggestion
from assistant.records.verdicts import judged
from assistant.review.errors import FindingUnknown, OwnDraft, WordsMissing
from assistant.review.queue import ReviewNote, decide, find_review, note
from assistant.review.queue import expire as mark_expired
from assistant.review.tables import Review, ReviewState
from assistant.review.viewing import examine
from guardrails import Draft, Gate
from guardrails.draft import Language
from guardrails.verdict import Released, Verdict

CLOCK = "clock"
"""Who lets a review expire."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What the gate said of a reviewer's own version.

    Attributes:
        verdict: with offsets in the reviewer's text; where it did not pass, the review still waits.
        released: the text that may leave, if it passed.
        suggestion_id: the new suggestion, if it passed.
    """

    verdict: Verdict
    released: Released | None = None
    suggestion_id: str | None = None


def release(
    gate: Gate,
    records: Records,
    review_id: str,
    overrides: Collection[str],
    actor: str,
    reason: str,
    now: datetime,
    *,
    rep: str | None = None,
    language: Language = "fr",
) -> Released:
    """Release a held draft, taking some of its findings upon oneself.

    Args:
        overrides: keys of findings, as the view showed them in this language.
        actor: id of who decides.
        reason: why, in words; the rep can read them.
        rep: the rep that the actor is, if they are one.

    Raises:
        NotReleasable: a finding remains that was not taken, or that nobody may take; the error has their keys.
        FindingUnknown: one of the overrides is no finding of this draft.
        OwnDraft: the actor asked for this draft.
        ReviewDecided, ReviewExpired, ReviewUnknown: it cannot be decided.
        WordsMissing: there is no reason.
    """
    reason = _words(reason, "une raison", "a reason")
    with records.reading() as session:
        case = _case(session, review_id)
        _not_own(case, actor, rep)
        if _decided_so(find_review(session, review_id), ReviewState.RELEASED, actor, reason, overrides):
            return reopen(session, gate, case, now)
        examined = examine(session, gate, review_id, now, language)
    verdict = gate.inspect(examined.draft, examined.context)
    if not set(overrides) <= {one.key for one in verdict.findings}:
        raise FindingUnknown
    released = gate.approve(verdict, overrides, actor, reason, examined.context)
    with records.writing() as session:
        review = decide(session, review_id, ReviewState.RELEASED, actor, now)
        review.reason, review.overrides = reason, sorted(set(overrides))
        case = _case(session, review_id)
        release_held(case.row, verdict, released)
        taken = rules_of(one for one in verdict.findings if one.key in overrides)
        journal_suggestion(session, Event.REVIEW_RELEASED, now, actor, case.row, case.contact.subject_id, taken)
    return released


def edit(
    gate: Gate,
    records: Records,
    review_id: str,
    subject: str | None,
    text: str,
    actor: str,
    now: datetime,
    *,
    language: Language = "fr",
) -> Edited:
    """Put a reviewer's own version before the gate; if it passes it becomes a suggestion, else the review waits on.

    Raises:
        ReviewDecided, ReviewExpired, ReviewUnknown: it cannot be decided.
        WordsMissing: there is no text.
    """
    text = _words(text, "le texte du mail", "the text of the mail")
    digest = _digest(subject, text)
    with records.reading() as session:
        done = _same_edit(session, gate, find_review(session, review_id), actor, digest, now)
        if done is not None:
            return done
        examined = examine(session, gate, review_id, now, language)
    row = examined.case.row
    draft = Draft(text=text, subject=row.subject if subject is None else subject, language=row.language)
    verdict = gate.inspect(draft, examined.context_of_edits)
    with records.writing() as session:
        person = examined.case.contact.subject_id
        if verdict.released is None:
            append(
                session,
                Entry(
                    event=Event.TEXT_CHECKED, at=now, actor=actor, subject=person, suggestion=row.id,
                    decision=verdict.decision, rules=rules_of(verdict.findings), packs=verdict.packs,
                ),
            )  # fmt: skip
            return Edited(verdict)
        review = decide(session, review_id, ReviewState.EDITED, actor, now)
        held = suggestion(session, review.suggestion_id)
        new = store_verdict(session, origin_of(held), verdict, now)
        new.edited_from, new.request_digest = held.id, digest
        review.result_id, held.state = new.id, State.CLOSED
        journal_suggestion(session, Event.REVIEW_EDITED, now, actor, held, person)
        journal_draft(session, new, person, actor, verdict, ())
        return Edited(verdict, verdict.released, new.id)


def send_back(records: Records, review_id: str, advice: str, actor: str, now: datetime) -> ReviewNote:
    """Send a draft back to the rep, with advice.

    Raises:
        ReviewDecided, ReviewExpired, ReviewUnknown: it cannot be decided.
        WordsMissing: there is no advice.
    """
    advice = _words(advice, "un conseil", "advice")
    return _close(records, review_id, ReviewState.RETURNED, Event.REVIEW_RETURNED, actor, advice, now)


def reject(records: Records, review_id: str, reason: str, actor: str, now: datetime) -> ReviewNote:
    """Decide that a draft will not be sent.

    Raises:
        ReviewDecided, ReviewExpired, ReviewUnknown: it cannot be decided.
        WordsMissing: there is no reason.
    """
    reason = _words(reason, "une raison", "a reason")
    return _close(records, review_id, ReviewState.REJECTED, Event.REVIEW_REJECTED, actor, reason, now)


def expire(records: Records, now: datetime, actor: str = CLOCK) -> int:
    """Let every review go that nobody decided in time; returns how many."""
    with records.writing() as session:
        over = mark_expired(session, now)
        for review in over:
            case = case_of(session, suggestion(session, review.suggestion_id))
            journal_suggestion(session, Event.REVIEW_EXPIRED, now, actor, case.row, case.contact.subject_id)
    return len(over)


def _close(
    records: Records, review_id: str, state: ReviewState, event: Event, actor: str, words: str, now: datetime
) -> ReviewNote:
    with records.writing() as session:
        review = find_review(session, review_id)
        if _decided_so(review, state, actor, words):
            return note(review, now)
        review = decide(session, review_id, state, actor, now)
        if state is ReviewState.RETURNED:
            review.advice = words
        else:
            review.reason = words
        case = _case(session, review_id)
        case.row.state = State.CLOSED
        journal_suggestion(session, event, now, actor, case.row, case.contact.subject_id)
        return note(review, now)


def _case(session: Session, review_id: str) -> Case:
    return case_of(session, suggestion(session, find_review(session, review_id).suggestion_id))


def _not_own(case: Case, actor: str, rep: str | None) -> None:
    """Four eyes: whoever asked for a mail, or will sign it, does not release it. At the command line nobody is told
    apart, so there the system's own rules on who may open the database hold."""
    mine = {actor, rep} - {OPERATOR, None}
    if mine & {case.asked.actor, case.row.rep_id}:
        raise OwnDraft


def _decided_so(
    review: Review, state: ReviewState, actor: str, words: str, overrides: Collection[str] | None = None
) -> bool:
    """Whether the same person decided the same before: a request that was repeated gets the same answer."""
    same = review.state == state and review.decided_by == actor and words in (review.reason, review.advice)
    return same and (overrides is None or sorted(set(overrides)) == review.overrides)


def _same_edit(session: Session, gate: Gate, review: Review, actor: str, digest: str, now: datetime) -> Edited | None:
    """The answer to the same edit by the same person before."""
    if review.state != ReviewState.EDITED or review.decided_by != actor or review.result_id is None:
        return None
    row = suggestion(session, review.result_id)
    known = judged(row)
    if row.request_digest != digest or known is None:
        return None
    released = reopen(session, gate, case_of(session, row), now)
    return Edited(replace(known.verdict, released=released), released, row.id)


def _digest(subject: str | None, text: str) -> str:
    return sha256(json.dumps([subject, text]).encode()).hexdigest()


def _words(given: str, fr: str, en: str) -> str:
    if not given.strip():
        raise WordsMissing(fr, en)
    return given.strip()
