"""What may enter a prompt: only the fields that the purpose lists, and what is relevant to the brief."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.emails.brief import Brief
from assistant.engines.request import Correspondent, EmailRequest
from assistant.memory.index import Memory
from assistant.records.contacts import company_of, organisation
from assistant.records.database import Records
from assistant.records.facts import deal_facts, invoice_facts, open_deals, open_invoices
from assistant.records.tables import Contact, Product, Rep
from guardrails.draft import Fact, Language
from guardrails.packs.pack import PurposeRow

MOST_FACTS = 12


@dataclass(frozen=True, slots=True)
class Parties:
    """Who writes to whom, and what the purpose allows a prompt to hold of it."""

    contact: Contact
    rep: Rep
    allowed: PurposeRow


def gather(
    records: Records,
    memory: Memory,
    brief: Brief,
    parties: Parties,
    language: Language,
    incoming: str | None,
    now: datetime,
) -> EmailRequest:
    """The request for an engine, reduced to what the purpose allows. Called after admission only."""
    contact, allowed = parties.contact, parties.allowed
    query = "\n".join([*brief.points, incoming or ""]).strip() or brief.occasion.replace("_", " ")
    history = memory.relevant_history(query, contact.id, allowed.history, until=now)
    with records.reading() as session:
        own = _about_the_contact(session, contact, allowed, language)
        talked_about = "\n".join([query, *(one.text for one in history[:1])])
        products = _products_named(session, talked_about)
        recipient, sender = _recipient(session, contact, allowed), _sender(session, parties.rep)
    found = memory.relevant_facts(query, now, MOST_FACTS, products, contact.id, language)
    return EmailRequest(
        occasion=brief.occasion,
        tone=brief.tone,
        language=language,
        recipient=recipient,
        sender=sender,
        now=now,
        points=brief.points,
        facts=(*own, *found),
        history=tuple(history),
        incoming=incoming,
        variation=_variation(contact.id, now),
    )


def _recipient(session: Session, contact: Contact, allowed: PurposeRow) -> Correspondent:
    company = company_of(session, contact)
    named = "name" in allowed.fields
    return Correspondent(
        name=(contact.full_name or None) if named else None,
        first_name=contact.first_name if named else None,
        last_name=contact.last_name if named else None,
        civility=contact.civility if "civility" in allowed.fields else None,
        company=company.name if company and "company" in allowed.fields else None,
        job_title=contact.job_title if "job_title" in allowed.fields else None,
    )


def _sender(session: Session, rep: Rep) -> Correspondent:
    own = organisation(session)
    return Correspondent(
        name=f"{rep.first_name} {rep.last_name}",
        first_name=rep.first_name,
        last_name=rep.last_name,
        civility=rep.civility,
        company=own.name if own else None,
        job_title=rep.job_title,
        email=rep.email,
        phone=rep.phone,
    )


def _about_the_contact(session: Session, contact: Contact, allowed: PurposeRow, language: Language) -> list[Fact]:
    deals = deal_facts(open_deals(session, contact.id)) if "deals" in allowed.fields else []
    invoices = invoice_facts(open_invoices(session, contact.id)) if "invoices" in allowed.fields else []
    return [*(one for one in invoices if one.id.endswith("-en") == (language == "en")), *deals]


def _products_named(session: Session, text: str) -> list[str]:
    said = text.casefold()
    return [key for key, name in session.execute(select(Product.id, Product.name)) if name.casefold() in said]


def _variation(contact_id: str, now: datetime) -> int:
    """Differs from one contact and day to the next, so that two mails do not look stamped; the same again the same day."""
    return sum(ord(character) for character in contact_id) + now.toordinal()
