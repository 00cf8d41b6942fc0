"""What a CRM gives: typed rows of each kind, and the one protocol that every CRM connector fulfils.

What a CRM does not know is ``None``, and stays unknown: it is never read as permission.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Protocol
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from guardrails.draft import (
    Audience,
    Channel,
    ConsentStatus,
    CountryCode,
    DayOrMoment,
    FactType,
    FactValue,
    Language,
    Moment,
    Purpose,
    Relationship,
)

CrmKind = Literal[
    "companies", "contacts", "products", "facts", "consents", "objections", "interactions", "deals", "invoices", "reps",
    "organisation",
]  # fmt: skip
DealStage = Literal["lead", "qualification", "proposal", "negotiation", "won", "lost"]
InvoiceStatus = Literal["open", "paid", "cancelled"]
AnyPurpose = Literal[Purpose, "*"]
AnyChannel = Literal[Channel, "*"]
Medium = Literal[Channel, "meeting", "note"]
Direction = Literal["in", "out"]
Tax = Literal["excl", "incl"]


def _clean(value: str) -> str:
    # PostgreSQL cannot store NUL, and no CRM means to send one.
    if "\x00" in value:
        raise ValueError("holds a NUL character; remove it")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("is not a time zone; use an IANA name, such as Europe/Paris") from error
    return value


def _address(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if not (local and at and domain) or any(c.isspace() for c in value) or "@" in local:
        raise ValueError("is not an e-mail address; write name@domain")
    return value


def _country(value: object) -> object:
    if isinstance(value, str) and not (len(value) == 2 and value.isalpha()):
        raise ValueError("is not a country code; use ISO 3166-1 alpha-2, such as FR")
    return value


def _iso(value: object) -> object:
    # Pydantic reads digits alone as seconds since 1970, so that 20261121 would be a day of August 1970.
    if isinstance(value, str) and not (len(value) >= 10 and value[4] == "-" and value[7] == "-"):
        raise ValueError("is not a date; write 2026-11-21, or 2026-11-21T10:00:00+01:00 for a time")
    return value


def _amount(value: object) -> object:
    if isinstance(value, str) and not all(c in "0123456789.-" for c in value):
        raise ValueError("is not an amount; write digits and a point, such as 1200.50")
    return value


Text = Annotated[str, AfterValidator(_clean)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_clean)]
Identity = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_clean)]
MailAddress = Annotated[str, StringConstraints(max_length=320), AfterValidator(_address), AfterValidator(_clean)]
TimeZoneName = Annotated[str, AfterValidator(_time_zone)]
Country = Annotated[CountryCode, BeforeValidator(_country)]
When = Annotated[Moment, BeforeValidator(_iso)]
DayOrWhen = Annotated[DayOrMoment, BeforeValidator(_iso)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class CrmRow(BaseModel):
    """Base of every row: immutable, and fields that the CRM has besides are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CrmOrganisation(CrmRow):
    """The company that the reps write for."""

    name: Word
    legal_form: Text | None = None
    address: Text | None = None
    siret: Text | None = None
    vat: Text | None = None
    iban: Text | None = None
    phone: Text | None = None
    email: MailAddress | None = None
    website: Text | None = None
    unsubscribe_url: Text | None = None
    privacy_url: Text | None = None


class CrmRep(CrmRow):
    """Someone who sells."""

    id: Identity
    first_name: Word
    last_name: Word
    civility: Text | None = None
    email: MailAddress
    phone: Text | None = None
    job_title: Text | None = None
    language: Language | None = None


class CrmCompany(CrmRow):
    """A company that contacts work for."""

    id: Identity
    name: Word
    country: Country | None = None
    sector: Text | None = None
    siret: Text | None = None
    vat: Text | None = None
    address: Text | None = None
    city: Text | None = None
    website: Text | None = None


class CrmContact(CrmRow):
    """A person or a mailbox that may be written to.

    Attributes:
        suppressed_on: suppression lists that name the contact; empty = screened and clean, None = not screened.
        screened_at: when the lists were consulted.
    """

    id: Identity
    first_name: Text | None = None
    last_name: Text | None = None
    civility: Text | None = None
    email: MailAddress | None = None
    phone: Text | None = None
    kind: Literal["person", "generic_mailbox"] | None = None
    audience: Audience | None = None
    company_id: Identity | None = None
    job_title: Text | None = None
    relationship: Relationship | None = None
    language: Language | None = None
    country: Country | None = None
    time_zone: TimeZoneName | None = None
    subscriber: Literal["individual", "corporate"] | None = None
    minor: bool | None = None
    restricted: bool | None = None
    suppressed_on: tuple[Word, ...] | None = None
    screened_at: DayOrWhen | None = None
    collection_source: Literal["sale", "request", "form", "event", "public", "third_party"] | None = None
    collection_informed: bool | None = None
    collection_refusal_offered: bool | None = None
    collection_at: DayOrWhen | None = None
    contract_running: bool | None = None
    last_purchase: DayOrWhen | None = None
    last_inquiry: DayOrWhen | None = None
    last_inbound: DayOrWhen | None = None


class CrmConsent(CrmRow):
    """One event in the history of a consent; never changed once it is written."""

    id: Identity
    contact_id: Identity
    purpose: AnyPurpose
    channel: AnyChannel
    status: ConsentStatus
    at: When
    valid_until: DayOrWhen | None = None
    proof: Text | None = None
    method: Text | None = None


class CrmObjection(CrmRow):
    """An objection under GDPR art. 21; never changed once it is written."""

    id: Identity
    contact_id: Identity
    purpose: AnyPurpose = "*"
    channel: AnyChannel = "*"
    at: When | None = None


class CrmProduct(CrmRow):
    """Something that is sold."""

    id: Identity
    name: Word
    category: Text | None = None
    description_fr: Text | None = None
    description_en: Text | None = None
    price: Amount | None = None
    currency: Currency | None = None
    tax: Tax | None = None
    tax_rate: Text | None = None
    unit: Text | None = None


class CrmFact(CrmRow):
    """A verified statement.

    Attributes:
        contact_id: the only contact whom the statement concerns (terms of one contract); None: everybody.
        country: the only country where it holds (a delivery time, say); None: everywhere.
    """

    id: Identity
    product_id: Identity | None = None
    contact_id: Identity | None = None
    country: CountryCode | None = None
    type: FactType
    subject: Text | None = None
    value: Annotated[FactValue, StringConstraints(min_length=1), AfterValidator(_clean)]
    currency: Currency | None = None
    tax: Tax | None = None
    tax_rate: Text | None = None
    unit: Text | None = None
    valid_from: DayOrWhen | None = None
    valid_until: DayOrWhen | None = None
    source: Text | None = None


class CrmInteraction(CrmRow):
    """A mail, call, meeting or note: what was said with a contact."""

    id: Identity
    contact_id: Identity
    at: When
    channel: Medium
    direction: Direction | None = None
    subject: Text | None = None
    text: Text = ""


class CrmDeal(CrmRow):
    """An opportunity; `products` are ids."""

    id: Identity
    contact_id: Identity
    company_id: Identity | None = None
    title: Word
    products: tuple[Identity, ...] = ()
    stage: DealStage
    amount: Amount | None = None
    currency: Currency | None = None
    expected_close: DayOrWhen | None = None
    next_step: Text | None = None


class CrmInvoice(CrmRow):
    """An invoice; `amount` is what it comes to."""

    id: Identity
    contact_id: Identity
    number: Word
    amount: Amount
    currency: Currency
    tax: Tax | None = None
    due_date: DayOrWhen | None = None
    status: InvoiceStatus = Field(default="open")
    issued_at: DayOrWhen | None = None


class Crm(Protocol):
    """A source of customer data; each method yields rows one by one, in the CRM's order.

    Attributes:
        name: how messages name the source.
        complete: kinds of which the CRM lists every row that still holds: what is absent there is withdrawn.
    """

    @property
    def name(self) -> str: ...
    @property
    def complete(self) -> frozenset[CrmKind]: ...
    def organisation(self) -> CrmOrganisation | None: ...
    def reps(self) -> Iterator[CrmRep]: ...
    def companies(self) -> Iterator[CrmCompany]: ...
    def contacts(self) -> Iterator[CrmContact]: ...
    def consents(self) -> Iterator[CrmConsent]: ...
    def objections(self) -> Iterator[CrmObjection]: ...
    def products(self) -> Iterator[CrmProduct]: ...
    def facts(self) -> Iterator[CrmFact]: ...
    def interactions(self) -> Iterator[CrmInteraction]: ...
    def deals(self) -> Iterator[CrmDeal]: ...
    def invoices(self) -> Iterator[CrmInvoice]: ...
