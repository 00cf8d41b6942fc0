"""What was said with a contact. Read after admission only (GDPR art. 5(1)(c)); a test holds admission to that."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.engines.request import Exchange
from assistant.records.tables import Interaction


def history_of(session: Session, contact_id: str, limit: int, until: datetime | None = None) -> list[Exchange]:
    """The latest exchanges with a contact, newest first; only those up to `until` if it is given."""
    query = select(Interaction).where(Interaction.contact_id == contact_id)
    if until is not None:
        query = query.where(Interaction.at <= until)
    rows = session.scalars(query.order_by(Interaction.at.desc(), Interaction.id).limit(limit))
    return [exchange(row) for row in rows]


def exchanges(session: Session, ids: Collection[str]) -> dict[str, Exchange]:
    """Some exchanges by their ids."""
    return {row.id: exchange(row) for row in session.scalars(select(Interaction).where(Interaction.id.in_(ids)))}


def exchange(row: Interaction) -> Exchange:
    """An exchange as an engine is told of it: a subject line is part of what was said."""
    text = "\n".join(part for part in (row.subject, row.text) if part)
    return Exchange(at=row.at, direction=row.direction or "", channel=row.channel, text=text)
