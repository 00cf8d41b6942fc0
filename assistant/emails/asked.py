"""What a stored draft was asked for, kept so that it can be judged again by what holds then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy.orm import Session

from assistant.emails.minimise import facts_owed
from assistant.emails.purpose import allowed_for
from assistant.emails.stated import rep_facts
from assistant.engines.request import Exchange, Occasion
from assistant.journal.entry import OPERATOR
from assistant.records.admission import admission_context
from assistant.records.contacts import find_contact, find_rep
from assistant.records.facts import facts_valid_at
from assistant.records.history import history_of
from assistant.records.offers import offer_of
from assistant.records.tables import Contact, Rep, Suggestion
from guardrails import Context, Gate
from guardrails.draft import Channel, Fact, Language, Purpose, Recipient, ThreadMessage, end_of

_SENTENCES = ("term", "feature", "event", "legal", "reference")
"""Facts whose values are sentences."""


class Asked(BaseModel):
    """A brief as it is kept beside its draft, encrypted under the contact's key.

    Attributes:
        actor: id of who asked.
        at: when; the dates that the points name are counted from it.
        points: what to say, in the rep's words.
        incoming: the mail being answered, cleaned.
        answered_at: when that mail came, if it came from the contact.
        mentionable: people introduced on purpose.
        given: ids of the facts that the draft could rest on; None for drafts of before this was kept.
        passed_over: ids of facts that held then and were not given, though they are about the same things as those
            that were: the draft does not rest on them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    actor: str = OPERATOR
    at: AwareDatetime
    points: tuple[str, ...] = ()
    incoming: str | None = None
    answered_at: AwareDatetime | None = None
    mentionable: tuple[str, ...] = ()
    given: tuple[str, ...] | None = None
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A stored draft with the people it concerns and what it was asked for."""

    row: Suggestion
    contact: Contact
    rep: Rep
    asked: Asked

    @property
    def language(self) -> Language:
        """The language of the mail."""
        return "en" if self.row.language == "en" else "fr"


def case_of(session: Session, row: Suggestion) -> Case:
    """A stored draft with the people it concerns and what it was asked for."""
    asked = Asked.model_validate_json(row.brief) if row.brief else Asked(at=row.created_at)
    return Case(row, find_contact(session, row.contact_id), find_rep(session, row.rep_id), asked)


def passed_over(given: Iterable[Fact], valid: Iterable[Fact]) -> tuple[str, ...]:
    """Ids of the facts that hold and were not given, though they are about the same things as those that were."""
    given = tuple(given)
    ids, things = {one.id for one in given}, {(one.subject, one.type) for one in given}
    return tuple(one.id for one in valid if one.id not in ids and (one.subject, one.type) in things)


def context_now(session: Session, gate: Gate, case: Case, now: datetime, reader: Language | None = None) -> Context:
    """The context of a stored draft by what holds at `now`: consents, counts, facts; without the thread.

    Args:
        reader: the language in which findings are explained; the rep's when None.
    """
    row, contact, asked = case.row, case.contact, case.asked
    purpose, channel = cast(Purpose, row.purpose), cast(Channel, row.channel)
    offer = offer_of(session, contact, now)
    context = admission_context(session, contact, case.rep, purpose, channel, now, offer)
    allowed = allowed_for(gate.policy, purpose)
    held = [one for one in facts_valid_at(session, now, contact.id) if one.id not in asked.passed_over]
    owed = facts_owed(session, contact, Occasion(row.occasion), allowed, case.language, now)
    changes: dict[str, object] = {
        "facts": figures_first((*owed, *held, *rep_facts(asked.points, case.language, asked.at))),
        "mentionable": asked.mentionable,
    }
    if reader is not None:
        changes["reader_language"] = reader
    return answered(context.model_copy(update=changes), asked.answered_at)


def as_given(context: Context, asked: Asked) -> Context:
    """The context with the facts that the draft was given, as they are now, and others about the same things.

    A figure that it had not been given is an invention, even if some other product's offer happens to bear it out.
    """
    if asked.given is None:
        return context
    things = {(one.subject, one.type) for one in context.facts if one.id in asked.given}
    facts = tuple(one for one in context.facts if (one.subject, one.type) in things)
    return context.model_copy(update={"facts": facts})


def figures_first(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in the order in which claims are to rest on them.

    The gate rests a claim on the first that bears it out: a price on the price, so that a release ends with it, and
    not on the small print that mentions it.
    """
    return tuple(sorted(facts, key=lambda one: one.type in _SENTENCES))


def with_thread(session: Session, gate: Gate, case: Case, context: Context) -> Context:
    """The context with what was said before, which is read only if the contact may be written to."""
    if context.now is None or not gate.admit(context).admitted:
        return context
    allowed = allowed_for(gate.policy, cast(Purpose, case.row.purpose))
    history = history_of(session, case.contact.id, allowed.history, until=context.now)
    return context.model_copy(update={"thread": thread_of(history, case.asked.incoming, case.asked.at)})


def thread_of(history: Iterable[Exchange], incoming: str | None, received: datetime) -> tuple[ThreadMessage, ...]:
    """What was said before, as the gate reads it; the mail being answered first."""
    thread = [
        ThreadMessage(text=one.text, at=one.at, direction="in" if one.direction == "in" else "out") for one in history
    ]
    if incoming:
        thread.insert(0, ThreadMessage(text=incoming, direction="in", at=received))
    return tuple(thread)


def answered(context: Context, at: datetime | None) -> Context:
    """The context with the mail being answered as the recipient's latest sign of life."""
    person = context.recipient
    if at is None or person is None or (person.last_inbound and end_of(person.last_inbound) > at):
        return context
    return context.model_copy(update={"recipient": person.model_copy(update={"last_inbound": at})})


def as_if_sent(context: Context) -> Context:
    """The context as it will be once this message is counted among those that were sent."""

    def counted(person: Recipient) -> Recipient:
        counts = {
            "contacts_last_7_days": person.contacts_last_7_days,
            "unanswered_in_sequence": person.unanswered_in_sequence,
        }
        more = {name: count + 1 for name, count in counts.items() if count is not None}
        return person.model_copy(update=more)

    person = context.recipient
    return context.model_copy(update={"recipient": counted(person)}) if person else context
