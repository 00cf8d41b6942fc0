"""What goes into the gate: an untrusted draft, and the context it is judged in.

Every model is immutable. What is missing or ``None`` in a context is *unknown*, and unknown is never
read as permission. Unknown keys are ignored; a wrong value or a time without an offset is an error.
"""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal, cast

from phonenumbers import SUPPORTED_REGIONS
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Language = Literal["fr", "en"]
Kind = Literal["email", "message", "document", "lead", "chat", "incoming"]
Audience = Literal["b2b", "b2c"]
Channel = Literal["email", "sms", "phone", "auto_call", "post", "social"]
Purpose = Literal["prospecting", "newsletter", "event", "survey", "tracking", "contract", "reply", "service"]
Relationship = Literal["prospect", "customer", "inquirer"]
ConsentStatus = Literal["requested", "granted", "refused", "withdrawn", "expired"]
FieldName = Literal["subject", "text"]
FactType = Literal[
    "price", "discount", "deadline", "date", "term", "quantity", "stock", "statistic", "guarantee",
    "certification", "delivery", "reference", "legal", "event", "feature",
]  # fmt: skip


def _moment(value: object) -> object:
    # Pydantic would read digits alone as seconds since 1970, and 20261121 as a day of August 1970.
    if isinstance(value, (int, float)) or (isinstance(value, str) and value[4:5] != "-"):
        raise ValueError("write times as RFC 3339 text with an offset, such as 2026-11-21T10:00:00+01:00")
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError("is not a time; write 2026-11-21T10:00:00+01:00") from error
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("has no offset; write 2026-11-21T10:00:00+01:00")
    return value


def _day_or_moment(value: object) -> object:
    if not (isinstance(value, str) and len(value) == len("2026-11-21")):
        return value if type(value) is date else _moment(value)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("is not a date; write 2026-11-21, or 2026-11-21T10:00:00+01:00 for a time") from error


def _country_code(value: object) -> object:
    if not isinstance(value, str):
        return value
    code = {"UK": "GB"}.get(value.upper(), value.upper())
    if code not in SUPPORTED_REGIONS:
        raise ValueError(f"{value!r} is not a country code; use ISO 3166-1 alpha-2, such as FR")
    return code


def _number_as_text(value: object) -> object:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _message_from_text(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
"""A point in time with its offset."""
DayOrMoment = Annotated[AwareDatetime | date, BeforeValidator(_day_or_moment)]
"""A calendar day, or a point in time with its offset; see `start_of` and `end_of`."""
CountryCode = Annotated[str, BeforeValidator(_country_code)]
FactValue = Annotated[str, BeforeValidator(_number_as_text)]


def start_of(moment: date | datetime) -> datetime:
    """The first instant of a day (UTC), or the moment itself."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, UTC)


def end_of(moment: date | datetime) -> datetime:
    """The last instant of a day (UTC), or the moment itself."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, UTC)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _null_is_unknown(cls, data: object) -> object:
        """A null stands for the default of its field: unknown, or empty where a list cannot be unknown."""
        if not isinstance(data, dict):
            return data
        given = cast(dict[str, object], data)
        required = {name for name, field in cls.model_fields.items() if field.is_required()}
        return {name: value for name, value in given.items() if value is not None or name in required}


class Span(_Frozen):
    """Half-open range of Python string offsets (code points)."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> "Span":
        if self.end < self.start:
            raise ValueError(f"a span ends at {self.end}, before its start {self.start}")
        return self

    def holds(self, start: int, end: int) -> bool:
        """Whether the range start..end lies within this span."""
        return self.start <= start and end <= self.end


class Draft(_Frozen):
    """Untrusted text, whoever wrote it.

    Attributes:
        text: the body; plain text, or markup when `format` is ``html``.
        subject: the subject line, if the kind has one.
        kind: what the text is; ``incoming`` is a customer's mail that is about to be answered.
        language: two-letter code; detected by the gate when absent.
        quoted: spans of `text` that quote a thread: read for context and not judged.
    """

    text: str
    subject: str | None = None
    kind: Kind = "email"
    language: str | None = None
    format: Literal["text", "html"] = "text"
    quoted: tuple[Span, ...] = ()

    def field(self, name: FieldName) -> str:
        """The text of a field; empty when the draft has no subject."""
        return self.text if name == "text" else self.subject or ""

    def fields(self) -> tuple[tuple[FieldName, str], ...]:
        """The fields that hold something, subject first."""
        return tuple((name, self.field(name)) for name in ("subject", "text") if self.field(name))


class Consent(_Frozen):
    """One event in the history of a consent; the latest before `Context.now` counts."""

    purpose: Purpose | Literal["*"]
    channel: Channel | Literal["*"]
    status: ConsentStatus
    at: Moment
    valid_until: DayOrMoment | None = None
    proof: str | None = None
    method: str | None = None


class Objection(_Frozen):
    """An objection under GDPR art. 21; ``*`` stands for every purpose or channel."""

    purpose: Purpose | Literal["*"] = "*"
    channel: Channel | Literal["*"] = "*"
    at: Moment | None = None


class Collection(_Frozen):
    """How the contact's details were collected."""

    source: Literal["sale", "request", "form", "event", "public", "third_party"] | None = None
    informed: bool | None = None
    refusal_offered: bool | None = None
    at: DayOrMoment | None = None


class Recipient(_Frozen):
    """The person or mailbox written to: a data subject."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    kind: Literal["person", "generic_mailbox"] | None = None
    time_zone: str | None = None
    subscriber: Literal["individual", "corporate"] | None = None
    minor: bool | None = None
    restricted: bool | None = None
    identifiers: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    objections: tuple[Objection, ...] = ()
    suppressed_on: tuple[str, ...] | None = None
    screened_at: DayOrMoment | None = None
    collection: Collection | None = None
    contract_running: bool | None = None
    last_purchase: DayOrMoment | None = None
    last_inquiry: DayOrMoment | None = None
    last_inbound: DayOrMoment | None = None
    contacts_last_7_days: int | None = Field(default=None, ge=0)
    unanswered_in_sequence: int | None = Field(default=None, ge=0)
    call_attempts_last_30_days: int | None = Field(default=None, ge=0)


class Sender(_Frozen):
    """The rep and the company that the message comes from."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    organisation: str | None = None
    address: str | None = None
    identifiers: tuple[str, ...] = ()


class Offer(_Frozen):
    """What the message proposes, as far as the contact table asks."""

    similar_to_past_purchase: bool | None = None
    related_to_role: bool | None = None
    related_to_contract: bool | None = None
    sector: str | None = None


class ThreadMessage(_Frozen):
    """An earlier message of the exchange."""

    text: str = ""
    subject: str | None = None
    at: DayOrMoment | None = None
    direction: Literal["in", "out"] | None = None


class Fact(_Frozen):
    """A verified statement: `value` is text as a CRM holds it ("1200", "5 ans", "21 %", "2026-12-31")."""

    id: str
    type: FactType
    subject: str | None = None
    value: FactValue
    currency: str | None = None
    tax: Literal["excl", "incl"] | None = None
    tax_rate: FactValue | None = None
    unit: str | None = None
    valid_from: DayOrMoment | None = None
    valid_until: DayOrMoment | None = None
    source: str | None = None


class Context(_Frozen):
    """Everything a draft is judged against. All optional: what is missing is unknown."""

    jurisdiction: CountryCode | None = None
    audience: Audience | None = None
    channel: Channel | None = None
    purpose: Purpose | None = None
    relationship: Relationship | None = None
    now: Moment | None = None
    reader_language: Language | None = None
    recipient: Recipient | None = None
    recipients: tuple[Recipient, ...] | None = None
    mentionable: tuple[str, ...] = ()
    sender: Sender | None = None
    offer: Offer | None = None
    thread: tuple[Annotated[ThreadMessage, BeforeValidator(_message_from_text)], ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def everyone(self) -> tuple[Recipient, ...]:
        """All the people written to: `recipient`, then `recipients`, each once."""
        people = ((self.recipient,) if self.recipient else ()) + (self.recipients or ())
        return tuple(dict.fromkeys(people))


def reader_language(draft: Draft, context: Context) -> Language:
    """The language in which findings are explained: the reader's, else the draft's, else French."""
    if context.reader_language:
        return context.reader_language
    return "en" if draft.language == "en" else "fr"
