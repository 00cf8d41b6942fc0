"""What may enter a prompt: only the fields that the purpose lists, and what is relevant to the brief."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.emails.brief import Brief
from assistant.engines.request import Correspondent, EmailRequest, Occasion
from assistant.memory.index import Memory
from assistant.records.contacts import company_of, organisation
from assistant.records.database import Records
from assistant.records.facts import invoice_facts, open_deals, open_invoices
from assistant.records.tables import Contact, Product, Rep
from guardrails.draft import Fact, Language, end_of
from guardrails.folding import fold
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
    asked = "\n".join([*brief.points, incoming or ""]).strip()
    history = memory.relevant_history(asked or brief.occasion.replace("_", " "), contact.id, allowed.history, until=now)
    subject_matter = asked or "\n".join(one.text for one in history[:1])
    with records.reading() as session:
        owed = facts_owed(session, contact, brief.occasion, allowed, language, now)
        products = _products_named(session, subject_matter) or _products_under_discussion(session, contact)
        recipient, sender = _recipient(session, contact, allowed), _sender(session, parties.rep)
    # Without a question or a product, "relevant" facts would be any facts.
    wanted = MOST_FACTS if (asked or products) and not owed else 0
    found = memory.relevant_facts(subject_matter, now, wanted, products, contact.id, language) if wanted else []
    return EmailRequest(
        occasion=brief.occasion,
        tone=brief.tone,
        language=language,
        recipient=recipient,
        sender=sender,
        now=now,
        points=brief.points,
        facts=(*owed, *found),
        history=tuple(history),
        incoming=incoming,
        variation=_variation(contact.id, now) + brief.variation,
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


def facts_owed(
    session: Session, contact: Contact, occasion: Occasion, allowed: PurposeRow, language: Language, now: datetime
) -> list[Fact]:
    """For a reminder, what this contact owes and should have paid; nothing for other occasions.

    The amounts of deals are our own guesses, and no facts.
    """
    if occasion is not Occasion.PAYMENT_REMINDER or "invoices" not in allowed.fields:
        return []
    late = [one for one in open_invoices(session, contact.id) if one.due_date and end_of(one.due_date) < now]
    return [one for one in invoice_facts(late) if one.id.endswith("-en") == (language == "en")]


def _products_named(session: Session, text: str) -> list[str]:
    """Products of which a text says every word: "les cabines Confidence" names the Cabine Confidence."""
    said = _stems(text)
    return [key for key, name in session.execute(select(Product.id, Product.name)) if _stems(name) <= said]


def _products_under_discussion(session: Session, contact: Contact) -> list[str]:
    return list(dict.fromkeys(product for deal in open_deals(session, contact.id) for product in deal.products))


def _stems(text: str) -> set[str]:
    words = "".join(character if character.isalnum() else " " for character in fold(text)).split()
    return {word.rstrip("s") or word for word in words}


def _variation(contact_id: str, now: datetime) -> int:
    """Differs from one contact and day to the next, so that two mails do not look stamped."""
    return sum(ord(character) for character in contact_id) + now.toordinal()
