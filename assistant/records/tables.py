"""The tables. A row's id is the CRM's own; `subject_id` is random and stands for a person elsewhere.

A table with personal columns says in ``__subject__`` whose they are: the column that holds the person's random id, or
that refers to a row which does. Their values are encrypted with that person's key, so that deleting it erases them.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.records.columns import Amount, DayOrInstant, Instant, PersonalBytes, PersonalText
from assistant.records.encryption import Kind

Day = date | datetime
KEY = String(100)
WORD = String(40)
DIGEST = String(64)

CLOSED_STAGES = ("won", "lost")
"""Stages of deals that are over."""


NOBODY = "none"
"""Subject of rows that are about no person; they are kept in clear."""


def random_id() -> str:
    """A random identity that tells nothing about who or what it stands for (RFC 9562, version 4)."""
    return uuid4().hex


class Table(DeclarativeBase):
    """Base of all tables; constraints have names so that migrations can speak of them."""

    __subject__: ClassVar[str | None] = None
    """Column that says whose the personal columns are."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as it is)
        datetime: Instant,
        Day: DayOrInstant,
        Decimal: Amount,
        str: Text,
    }


class Organisation(Table):
    """The company that the reps write for: one row."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str]
    legal_form: Mapped[str | None]
    address: Mapped[str | None]
    siret: Mapped[str | None]
    vat: Mapped[str | None]
    iban: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    unsubscribe_url: Mapped[str | None]
    privacy_url: Mapped[str | None]


class Rep(Table):
    """Someone who sells."""

    __tablename__ = "reps"
    __subject__ = "subject_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    # Never null; SQLite cannot add a column that says so to a table that is there.
    subject_id: Mapped[str] = mapped_column(String(32), unique=True, index=True, nullable=True, default=random_id)
    first_name: Mapped[str] = mapped_column(PersonalText("reps.first_name"))
    last_name: Mapped[str] = mapped_column(PersonalText("reps.last_name"))
    civility: Mapped[str | None]
    email: Mapped[str] = mapped_column(PersonalText("reps.email"))
    phone: Mapped[str | None] = mapped_column(PersonalText("reps.phone"))
    job_title: Mapped[str | None] = mapped_column(PersonalText("reps.job_title"))
    language: Mapped[str | None] = mapped_column(String(2))


class Company(Table):
    """A company that contacts work for."""

    __tablename__ = "companies"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str]
    country: Mapped[str | None] = mapped_column(String(2))
    sector: Mapped[str | None]
    siret: Mapped[str | None]
    vat: Mapped[str | None]
    address: Mapped[str | None]
    city: Mapped[str | None]
    website: Mapped[str | None]


class Contact(Table):
    """A person or mailbox that may be written to, with what admission needs to know; no notes.

    `email_key` and `name_key` are keyed digests of the address and of the name's words, to look them up by.
    """

    __tablename__ = "contacts"
    __subject__ = "subject_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    subject_id: Mapped[str] = mapped_column(String(32), unique=True, default=random_id)
    first_name: Mapped[str | None] = mapped_column(PersonalText("contacts.first_name"))
    last_name: Mapped[str | None] = mapped_column(PersonalText("contacts.last_name"))
    civility: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(PersonalText("contacts.email"))
    email_key: Mapped[str | None] = mapped_column(DIGEST, index=True)
    name_key: Mapped[str | None] = mapped_column(DIGEST, index=True)
    phone: Mapped[str | None] = mapped_column(PersonalText("contacts.phone"))
    kind: Mapped[str | None] = mapped_column(WORD)
    audience: Mapped[str | None] = mapped_column(WORD)
    company_id: Mapped[str | None] = mapped_column(ForeignKey("companies.id"), index=True)
    job_title: Mapped[str | None] = mapped_column(PersonalText("contacts.job_title"))
    relationship: Mapped[str | None] = mapped_column(WORD)
    language: Mapped[str | None] = mapped_column(String(2))
    country: Mapped[str | None] = mapped_column(String(2))
    time_zone: Mapped[str | None]
    subscriber: Mapped[str | None] = mapped_column(WORD)
    minor: Mapped[bool | None]
    restricted: Mapped[bool | None]
    suppressed_on: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    screened_at: Mapped[Day | None]
    collection_source: Mapped[str | None] = mapped_column(WORD)
    collection_informed: Mapped[bool | None]
    collection_refusal_offered: Mapped[bool | None]
    collection_at: Mapped[Day | None]
    contract_running: Mapped[bool | None]
    last_purchase: Mapped[Day | None]
    last_inquiry: Mapped[Day | None]
    last_inbound: Mapped[Day | None]

    @property
    def full_name(self) -> str:
        """First and last name, as far as they are known."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class ConsentEvent(Table):
    """One event in the history of a consent: added, never changed or removed, which a trigger sees to.

    `proof` is under a key of its own, so that what the law asks to keep (GDPR art. 7(1)) outlives the person's key.
    """

    __tablename__ = "consents"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(WORD)
    channel: Mapped[str] = mapped_column(WORD)
    status: Mapped[str] = mapped_column(WORD)
    at: Mapped[datetime]
    valid_until: Mapped[Day | None]
    proof: Mapped[str | None] = mapped_column(PersonalText("consents.proof", Kind.PROOF))
    method: Mapped[str | None]


class ObjectionEvent(Table):
    """An objection (GDPR art. 21): added, never changed or removed, which a trigger sees to."""

    __tablename__ = "objections"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(WORD)
    channel: Mapped[str] = mapped_column(WORD)
    at: Mapped[datetime | None]


class Product(Table):
    """Something that is sold."""

    __tablename__ = "products"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str]
    category: Mapped[str | None]
    description_fr: Mapped[str | None]
    description_en: Mapped[str | None]
    price: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    tax: Mapped[str | None] = mapped_column(WORD)
    tax_rate: Mapped[str | None]
    unit: Mapped[str | None]


class FactRow(Table):
    """A verified statement; for one contact alone with a `contact_id`, in one country alone with a `country`."""

    __tablename__ = "facts"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    product_id: Mapped[str | None] = mapped_column(ForeignKey("products.id"), index=True)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    country: Mapped[str | None] = mapped_column(String(2))
    type: Mapped[str] = mapped_column(WORD)
    subject: Mapped[str | None] = mapped_column(PersonalText("facts.subject", or_public=True))
    value: Mapped[str] = mapped_column(PersonalText("facts.value", or_public=True))
    currency: Mapped[str | None] = mapped_column(String(3))
    tax: Mapped[str | None] = mapped_column(WORD)
    tax_rate: Mapped[str | None]
    unit: Mapped[str | None]
    valid_from: Mapped[Day | None]
    valid_until: Mapped[Day | None]
    source: Mapped[str | None] = mapped_column(PersonalText("facts.source", or_public=True))


class Interaction(Table):
    """A mail, call, meeting or note. `subject` and `text` are read only after admission."""

    __tablename__ = "interactions"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(WORD)
    direction: Mapped[str | None] = mapped_column(WORD)
    subject: Mapped[str | None] = mapped_column(PersonalText("interactions.subject"))
    text: Mapped[str] = mapped_column(PersonalText("interactions.text"))


class Deal(Table):
    """An opportunity."""

    __tablename__ = "deals"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    company_id: Mapped[str | None] = mapped_column(ForeignKey("companies.id"))
    title: Mapped[str] = mapped_column(PersonalText("deals.title"))
    products: Mapped[list[str]] = mapped_column(JSON)
    stage: Mapped[str] = mapped_column(WORD)
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    expected_close: Mapped[Day | None]
    next_step: Mapped[str | None] = mapped_column(PersonalText("deals.next_step"))


class Invoice(Table):
    """An invoice."""

    __tablename__ = "invoices"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    number: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    tax: Mapped[str | None] = mapped_column(WORD)
    due_date: Mapped[Day | None]
    status: Mapped[str] = mapped_column(WORD)
    issued_at: Mapped[Day | None]


class Suggestion(Table):
    """A stored draft with its verdict.

    `subject` and `body` are what was judged (for a released draft, what may leave); `verdict` holds findings,
    evidence and packs as JSON text; `release` is the sealed release; `offered_for` is the held suggestion that
    this one is offered in place of; `edited_from` the one that a person rewrote into this. `brief` is what was asked
    for, as JSON text, so that the draft can be judged again. `request_key` and `request_digest` are those of the
    request that it answers, so that the same request twice makes one suggestion.
    """

    __tablename__ = "suggestions"
    __subject__ = "contact_id"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    rep_id: Mapped[str | None] = mapped_column(ForeignKey("reps.id"))
    occasion: Mapped[str] = mapped_column(WORD)
    purpose: Mapped[str] = mapped_column(WORD)
    channel: Mapped[str] = mapped_column(WORD)
    language: Mapped[str] = mapped_column(String(2))
    engine: Mapped[str] = mapped_column(WORD)
    model: Mapped[str]
    prompt: Mapped[str | None]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(WORD, index=True)
    subject: Mapped[str | None] = mapped_column(PersonalText("suggestions.subject"))
    body: Mapped[str | None] = mapped_column(PersonalText("suggestions.body"))
    verdict: Mapped[str | None] = mapped_column(PersonalText("suggestions.verdict"))
    release: Mapped[str | None] = mapped_column(PersonalText("suggestions.release"))
    offered_for: Mapped[str | None] = mapped_column(ForeignKey("suggestions.id"))
    sent_at: Mapped[datetime | None]
    brief: Mapped[str | None] = mapped_column(PersonalText("suggestions.brief"))
    edited_from: Mapped[str | None] = mapped_column(ForeignKey("suggestions.id"))
    request_key: Mapped[str | None] = mapped_column(DIGEST, unique=True, index=True)
    request_digest: Mapped[str | None] = mapped_column(DIGEST)


class MemoryEntry(Table):
    """A vector in the memory, and the row whose present wording it stands for; its subject is `NOBODY` for nobody's.

    `vector` is little-endian 32-bit floats: it tells something of what the text says, so it belongs to the person.
    """

    __tablename__ = "memory_entries"
    __subject__ = "subject_id"
    __table_args__ = (UniqueConstraint("kind", "row_id", "model"),)

    vector_id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    kind: Mapped[str] = mapped_column(WORD)
    row_id: Mapped[str] = mapped_column(KEY)
    model: Mapped[str] = mapped_column(KEY)
    subject_id: Mapped[str] = mapped_column(String(32), index=True)
    vector: Mapped[bytes] = mapped_column(PersonalBytes("memory_entries.vector", or_public=True))


class StoredKey(Table):
    """A key, wrapped by the master key of that id. A person's has their `subject_id`; without it, nothing of them
    can be read."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(WORD)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    master_id: Mapped[str] = mapped_column(String(16), index=True)


class Erasure(Table):
    """A key that was erased, by its random id, and never comes back. Added, never changed or removed."""

    __tablename__ = "erasures"

    key_id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]
