"""What a message to a contact would propose, as far as the contact table asks and the records can prove it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assistant.records.tables import CLOSED_STAGES, Contact, Deal, Product
from guardrails.draft import Offer, end_of, start_of

ASKED_WITHIN = timedelta(days=183)
"""A subject that the person brought up themselves within six months is taken to concern their work."""

# Built once, of tables and not of classes: they are asked for each draft and each check.
_DEALS, _PRODUCTS = Deal.__table__.c, Product.__table__.c
_DEALT = select(_DEALS.products, _DEALS.stage).where(_DEALS.contact_id == bindparam("contact"))
_CATEGORIES = select(_PRODUCTS.id, _PRODUCTS.category).where(_PRODUCTS.id.in_(bindparam("products", expanding=True)))


def offer_of(session: Session, contact: Contact, now: datetime) -> Offer:
    """What the records show about what would be offered; what they do not show stays unknown.

    It concerns the person's role if they asked about it, or a deal with them is open. It is similar to a past
    purchase if an open deal is about a category of products that they bought from in a deal that was won. Only
    the stage and the products of a deal are read, not what it says.
    """
    deals = session.execute(_DEALT, {"contact": contact.id}).all()
    bought = _categories(session, (key for products, stage in deals if stage == "won" for key in products))
    offered = _categories(session, (key for products, stage in deals if stage not in CLOSED_STAGES for key in products))
    dealing = any(stage not in CLOSED_STAGES for _, stage in deals)
    return Offer(
        similar_to_past_purchase=bool(bought & offered) if bought and offered else None,
        related_to_role=True if dealing or _asked(contact, now) else None,
    )


def _asked(contact: Contact, now: datetime) -> bool:
    asked = contact.last_inquiry
    return asked is not None and start_of(asked) <= now <= end_of(asked) + ASKED_WITHIN


def _categories(session: Session, products: Iterable[str]) -> set[str]:
    wanted = set(products)
    if not wanted:
        return set()
    rows = session.execute(_CATEGORIES, {"products": sorted(wanted)})
    return {category or key for key, category in rows}
