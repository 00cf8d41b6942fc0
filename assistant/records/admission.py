"""What admission may know of a contact: identity, consents, objections, and how often we wrote.

Admission is decided before what was said is read: nothing here selects the subject or text of an
exchange, or the title or next step of a deal.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assistant.records.contacts import company_of, organisation
from assistant.records.erased import was_erased
from assistant.records.frequency import Touches
from assistant.records.tables import (
    Company,
    ConsentEvent,
    Contact,
    ObjectionEvent,
    Organisation,
    Rep,
)
from guardrails.draft import (
    Channel,
    Collection,
    Consent,
    Context,
    Language,
    Objection,
    Offer,
    Purpose,
    Recipient,
    Sender,
)

# Built once, of tables and not of classes: they are asked for each draft and each check.
_SAID, _OBJECTED = ConsentEvent.__table__.c, ObjectionEvent.__table__.c
_CONSENTS = (
    select(*(_SAID[name] for name in Consent.model_fields))
    .where(_SAID.contact_id == bindparam("contact"))
    .order_by(_SAID.at)
)
_OBJECTIONS = select(_OBJECTED.id, *(_OBJECTED[name] for name in Objection.model_fields)).where(
    _OBJECTED.contact_id == bindparam("contact")
)


def recipient_of(session: Session, contact: Contact, now: datetime) -> Recipient:
    """The contact as the gate knows a recipient, with what was recorded up to `now`."""
    touches = Touches.up_to(session, contact, now)
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
            "restricted": True if was_erased(session, contact, now) else contact.restricted,
            "identifiers": _public_numbers(company),
            "consents": _consents(session, contact),
            "objections": _objections(session, contact),
            "suppressed_on": tuple(contact.suppressed_on) if contact.suppressed_on is not None else None,
            "screened_at": contact.screened_at,
            "collection": _collection(contact),
            "contract_running": contact.contract_running,
            "last_purchase": contact.last_purchase,
            "last_inquiry": contact.last_inquiry,
            "last_inbound": touches.last_inbound(),
            "contacts_last_7_days": touches.within(timedelta(days=7)),
            "unanswered_in_sequence": touches.unanswered(),
            "call_attempts_last_30_days": touches.calls_within(timedelta(days=30)),
        }
    )


def sender_of(rep: Rep | None, own: Organisation | None) -> Sender:
    """The rep, if it is known who, and the company that the message comes from, whose public numbers may be named."""
    numbers = (own.siret, own.vat, own.iban) if own else ()
    return Sender(
        name=f"{rep.first_name} {rep.last_name}" if rep else None,
        email=rep.email if rep else None,
        phone=rep.phone if rep else None,
        organisation=own.name if own else None,
        address=own.address if own else None,
        identifiers=tuple(number for number in numbers if number),
    )


def admission_context(
    session: Session,
    contact: Contact,
    rep: Rep | None,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    offer: Offer | None = None,
    *,
    reader: Language | None = None,
) -> Context:
    """What `Gate.admit` needs to decide whether this contact may be written to. Facts and the thread come later.

    Args:
        rep: who writes, if that is known.
        reader: language of who reads the reasons; the rep's if absent.
    """
    company = company_of(session, contact)
    return Context.model_validate(
        {
            "jurisdiction": contact.country or (company.country if company else None),
            "audience": contact.audience,
            "channel": channel,
            "purpose": purpose,
            "relationship": contact.relationship,
            "now": now,
            "reader_language": reader or (rep.language if rep else None),
            "recipient": recipient_of(session, contact, now),
            "sender": sender_of(rep, organisation(session)),
            "offer": offer,
        }
    )


def _consents(session: Session, contact: Contact) -> tuple[Consent, ...]:
    rows = session.execute(_CONSENTS, {"contact": contact.id}).mappings()
    return tuple(Consent.model_validate(dict(row)) for row in rows)


def _objections(session: Session, contact: Contact) -> tuple[Objection, ...]:
    rows = session.execute(_OBJECTIONS, {"contact": contact.id}).mappings()
    return tuple(Objection.model_validate(dict(row)) for row in sorted(rows, key=lambda row: str(row["id"])))


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
