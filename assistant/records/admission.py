"""What admission may know of a contact: identity, consents, objections, and how often we wrote.

Admission is decided before what was said is read: nothing here selects the subject or text of an exchange, a
deal or an invoice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.contacts import company_of, organisation
from assistant.records.tables import (
    Company,
    ConsentEvent,
    Contact,
    Interaction,
    ObjectionEvent,
    Organisation,
    Rep,
    Suggestion,
)
from guardrails.draft import (
    Channel,
    Collection,
    Consent,
    Context,
    Objection,
    Offer,
    Purpose,
    Recipient,
    Sender,
    end_of,
)

_CALLS = ("phone", "auto_call")
_WRITTEN = ("email", "sms", "post", "social")


def recipient_of(session: Session, contact: Contact, now: datetime) -> Recipient:
    """The contact as the gate knows a recipient, with what was recorded up to `now`."""
    contacts = _Contacts.up_to(session, contact, now)
    company = company_of(session, contact)
    return Recipient.model_validate(
        {
            "name": contact.full_name or None,
            "email": contact.email,
            "phone": contact.phone,
            "kind": contact.kind,
            "time_zone": contact.time_zone,
            "subscriber": contact.subscriber,
            "minor": contact.minor,
            "restricted": contact.restricted,
            "identifiers": _public_numbers(company),
            "consents": _consents(session, contact),
            "objections": _objections(session, contact),
            "suppressed_on": tuple(contact.suppressed_on) if contact.suppressed_on is not None else None,
            "screened_at": contact.screened_at,
            "collection": _collection(contact),
            "contract_running": contact.contract_running,
            "last_purchase": contact.last_purchase,
            "last_inquiry": contact.last_inquiry,
            "last_inbound": _latest(contact, contacts, now),
            "contacts_last_7_days": contacts.within(timedelta(days=7)),
            "unanswered_in_sequence": contacts.unanswered(),
            "call_attempts_last_30_days": contacts.calls_within(timedelta(days=30)),
        }
    )


def sender_of(rep: Rep, own: Organisation | None) -> Sender:
    """The rep and the company that the message comes from; the company's public numbers may be named."""
    numbers = (own.siret, own.vat, own.iban) if own else ()
    return Sender(
        name=f"{rep.first_name} {rep.last_name}",
        email=rep.email,
        phone=rep.phone,
        organisation=own.name if own else None,
        address=own.address if own else None,
        identifiers=tuple(number for number in numbers if number),
    )


def admission_context(
    session: Session,
    contact: Contact,
    rep: Rep,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    offer: Offer | None = None,
) -> Context:
    """What `Gate.admit` needs to decide whether this contact may be written to. Facts and the thread come later."""
    company = company_of(session, contact)
    return Context.model_validate(
        {
            "jurisdiction": contact.country or (company.country if company else None),
            "audience": contact.audience,
            "channel": channel,
            "purpose": purpose,
            "relationship": contact.relationship,
            "now": now,
            "reader_language": rep.language,
            "recipient": recipient_of(session, contact, now),
            "sender": sender_of(rep, organisation(session)),
            "offer": offer,
        }
    )


class _Contacts:
    """When and how we and the contact were in touch, up to a moment, newest first; never what was said."""

    def __init__(self, events: Iterable[tuple[datetime, str, str | None]], now: datetime) -> None:
        self.events = sorted(events, key=lambda event: event[0], reverse=True)
        self.now = now

    @classmethod
    def up_to(cls, session: Session, contact: Contact, now: datetime) -> "_Contacts":
        """Exchanges of the CRM, and suggestions that were sent."""
        exchanges = select(Interaction.at, Interaction.channel, Interaction.direction).where(
            Interaction.contact_id == contact.id, Interaction.at <= now, Interaction.channel != "note"
        )
        sent = select(Suggestion.sent_at, Suggestion.channel).where(
            Suggestion.contact_id == contact.id, Suggestion.sent_at <= now
        )
        ours = [(at, channel, "out") for at, channel in session.execute(sent) if at is not None]
        return cls([(at, channel, direction) for at, channel, direction in session.execute(exchanges)] + ours, now)

    def within(self, period: timedelta) -> int:
        """How often we contacted them in the last days; a meeting was agreed on and does not count."""
        return sum(
            direction == "out" and channel != "meeting" and at > self.now - period
            for at, channel, direction in self.events
        )

    def calls_within(self, period: timedelta) -> int:
        """How often we called in the last days."""
        return sum(
            direction == "out" and channel in _CALLS and at > self.now - period
            for at, channel, direction in self.events
        )

    def unanswered(self) -> int:
        """How many messages we sent since their last sign of life: a message, a call or a meeting."""
        count = 0
        for _, channel, direction in self.events:
            if direction == "in" or channel == "meeting":
                break
            count += direction == "out" and channel in _WRITTEN
        return count

    def last_inbound(self) -> datetime | None:
        """When they last turned to us."""
        return next((at for at, _, direction in self.events if direction == "in"), None)


def _latest(contact: Contact, contacts: _Contacts, now: datetime) -> object:
    known = contact.last_inbound
    seen = contacts.last_inbound()
    if known is None or end_of(known) > now:
        # What the CRM dates after `now` is not known yet.
        return seen
    return known if seen is None else max(known, seen, key=end_of)


def _consents(session: Session, contact: Contact) -> tuple[Consent, ...]:
    rows = session.scalars(select(ConsentEvent).where(ConsentEvent.contact_id == contact.id).order_by(ConsentEvent.at))
    return tuple(
        Consent.model_validate(
            {
                "purpose": row.purpose,
                "channel": row.channel,
                "status": row.status,
                "at": row.at,
                "valid_until": row.valid_until,
                "proof": row.proof,
                "method": row.method,
            }
        )
        for row in rows
    )


def _objections(session: Session, contact: Contact) -> tuple[Objection, ...]:
    rows = session.scalars(select(ObjectionEvent).where(ObjectionEvent.contact_id == contact.id))
    return tuple(
        Objection.model_validate({"purpose": row.purpose, "channel": row.channel, "at": row.at})
        for row in sorted(rows, key=lambda row: row.id)
    )


def _collection(contact: Contact) -> Collection | None:
    values = {
        "source": contact.collection_source,
        "informed": contact.collection_informed,
        "refusal_offered": contact.collection_refusal_offered,
        "at": contact.collection_at,
    }
    return Collection.model_validate(values) if any(value is not None for value in values.values()) else None


def _public_numbers(company: Company | None) -> tuple[str, ...]:
    return tuple(number for number in (company.siret, company.vat) if number) if company else ()
