"""What a message to a contact would propose, as far as the contact table asks and the records can prove it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.facts import CLOSED_STAGES
from assistant.records.tables import Contact, Deal
from guardrails.draft import Offer, end_of

ASKED_WITHIN = timedelta(days=183)
"""A subject that the person brought up themselves within six months is taken to concern their work."""


def offer_of(session: Session, contact: Contact, now: datetime) -> Offer:
    """Whether the subject concerns the person's role: they asked about it, or a deal with them is open.

    What nothing proves stays unknown. Only the existence of a deal is read, not what it says.
    """
    asked = contact.last_inquiry is not None and now - ASKED_WITHIN <= end_of(contact.last_inquiry)
    deal = select(Deal.id).where(Deal.contact_id == contact.id, Deal.stage.not_in(CLOSED_STAGES)).limit(1)
    related = asked or session.scalars(deal).first() is not None
    return Offer(related_to_role=True if related else None)
