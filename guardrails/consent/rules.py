"""Contact rules as packs hold them: the contact table, its limits, and what a message must contain.

The tables hold the law and the house policy; the mechanisms that read them are in the modules beside this one.
"""

from typing import Literal, get_args

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from guardrails.draft import Audience, Channel, Purpose
from guardrails.packs.vocabulary import Bilingual, Citation, Strict

Regime = Literal["opt_in", "soft_opt_in", "opt_out", "implied_consent", "presumed_consent_review", "prohibited"]
MARKETING: tuple[Purpose, ...] = ("prospecting", "newsletter", "event", "survey")
"""The purposes that the contact table governs unless a row says otherwise."""

ContactGroup = Literal[
    "b2c", "b2b_named", "b2b_generic", "individual_subscriber", "corporate_subscriber", "any_person", "any"
]  # fmt: skip
"""Who is written to, as the contact table sorts people; see `guardrails.consent.situation`."""

ConditionName = Literal[
    "contract_running", "related_to_contract", "collected_at_sale", "collected_at_sale_or_request",
    "similar_products", "refusal_offered", "informed", "professional_address", "related_to_role",
    "generic_mailbox", "screened", "recent_inquiry", "recent_inbound", "recent_purchase",
]  # fmt: skip
"""The facts that a row may ask for; each is a function of `guardrails.consent.conditions`."""


class Condition(Strict):
    """A fact that must be proven: one named fact, or any of several.

    `months`, `days` and `working_days` say how far back a dated fact may lie (a screening, an inquiry…).
    """

    name: ConditionName | None = None
    any_of: tuple["Condition", ...] = ()
    months: int | None = Field(default=None, ge=1)
    days: int | None = Field(default=None, ge=1)
    working_days: int | None = Field(default=None, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The name alone is a condition too, for editors that check packs against the schema."""
        published = handler(schema)
        definition = handler.resolve_ref_schema(published)
        whole = dict(definition)
        definition.clear()
        definition["anyOf"] = [{"type": "string", "enum": list(get_args(ConditionName))}, whole]
        return published

    @model_validator(mode="after")
    def _one_or_several(self) -> "Condition":
        if (self.name is None) == (not self.any_of):
            raise ValueError("a condition has either a `name` or a list `any_of`")
        return self

    def names(self) -> tuple[ConditionName, ...]:
        """The facts that would prove it."""
        return (self.name,) if self.name else tuple(name for one in self.any_of for name in one.names())


class ConsentQuality(Strict):
    """What a consent must be for one row, beyond being given, proven and unexpired."""

    max_days: int | None = Field(default=None, ge=1, description="it lapses after so many days")
    methods: tuple[str, ...] = Field(default=(), description="ways of collecting that count; empty: any valid one")


class RowException(Strict):
    """When a prohibition does not apply; the ordinary rows then decide."""

    purposes: tuple[Purpose, ...] = Field(default=(), description="empty: every purpose of the row")
    conditions: tuple[Condition, ...] = Field(min_length=1)


class ContactRow(Strict):
    """One row of the contact table: what the law of a place asks before this kind of message."""

    id: str
    jurisdiction: str = Field(
        pattern=r"^([A-Z]{2}|DEFAULT)$", description="country code, EU for EU and EEA states, or DEFAULT"
    )
    audience: ContactGroup
    channel: Channel | Literal["any", "any_remote"]
    relationship: Literal["prospect", "customer", "inquirer", "any"]
    sector: str | None = Field(default=None, description="a sector row comes before all others")
    purposes: tuple[Purpose, ...] = MARKETING
    regime: Regime
    otherwise: Literal["opt_in"] | None = Field(default=None, description="regime when conditions are not all proven")
    conditions: tuple[Condition, ...] = ()
    exceptions: tuple[RowException, ...] = ()
    consent: ConsentQuality = ConsentQuality()
    review: bool = Field(default=False, description="a human must look even when the regime is met")
    mandatory: tuple[str, ...] = Field(default=(), description="ids of mandatory content")
    citations: tuple[Citation, ...] = Field(min_length=1)


class ContentSentence(Bilingual):
    """A sentence that puts missing content right; the first whose {names} are all known is used."""

    source: tuple[Literal["sale", "request", "form", "event", "public", "third_party"], ...] = Field(
        default=(), description="collection sources that it is true for; empty: any"
    )


class MandatoryContent(Strict):
    """Something a message must contain: how it is recognised, and the sentence that is added if it is absent.

    Contents of another `carrier` than the text (a header, the call itself) are listed so that the table is whole;
    whoever sends the message sees to them.
    """

    id: str
    carrier: Literal["text", "subject", "header", "call"] = "text"
    channels: tuple[Channel, ...] = Field(default=(), description="empty: every written channel")
    recognised_by: tuple[str, ...] = Field(default=(), description="RE2 patterns over folded text")
    names: tuple[str, ...] = Field(default=(), description="values that must all stand in the text to be recognised")
    only_sources: tuple[str, ...] = Field(default=(), description="asked for these collection sources only")
    sentences: tuple[ContentSentence, ...] = Field(
        default=(), description="added once; {names} are filled from sender and company"
    )
    unfilled: str | None = Field(default=None, description="reason given when no sentence can be filled")
    message: Bilingual

    @model_validator(mode="after")
    def _never_dropped(self) -> "MandatoryContent":
        """A content that is asked for is either supplied or its lack is told."""
        certain = any("{" not in one.fr + one.en and not one.source for one in self.sentences)
        if self.carrier == "text" and not certain and not self.unfilled:
            raise ValueError("give a sentence without {names}, or say in `unfilled` which reason holds the message")
        return self


class ConsentReason(Strict):
    """Why a contact is refused or held, and what would make it possible.

    The texts may use {names}; see `guardrails.consent.wording`.
    """

    id: str = Field(pattern=r"^consent\.[a-z_]+$")
    action: Literal["rewrite", "hold", "block"] = "block"
    severity: Literal["low", "medium", "high"] = "high"
    message: Bilingual
    remedy: Bilingual | None = None
    details: dict[str, Bilingual] = Field(default={}, description="words for each cause that the message may name")
    adjustable: bool = Field(default=False, description="whether a company pack may loosen it")
    citations: tuple[Citation, ...] = ()


class CallWindow(Strict):
    """Weekdays and hours when calls are allowed, in the called person's time."""

    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = Field(min_length=1)
    hours: tuple[str, ...] = Field(min_length=1, description="ranges HH:MM-HH:MM, the end excluded")

    @model_validator(mode="after")
    def _readable(self) -> "CallWindow":
        for one in self.hours:
            start, _, end = one.partition("-")
            if not (_is_clock(start) and _is_clock(end) and start < end):
                raise ValueError(f"{one!r} is not a range of hours; write it as 10:00-13:00")
        return self


def _is_clock(value: str) -> bool:
    hour, colon, minute = value.partition(":")
    digits = len(hour) == len(minute) == 2 and (hour + minute).isdecimal()
    return bool(colon) and digits and int(hour) < 24 and int(minute) < 60


class CallRules(Strict):
    """When and how often people may be called."""

    jurisdiction: str = Field(pattern=r"^[A-Z]{2}$")
    audiences: tuple[Audience, ...] = Field(default=(), description="empty: both")
    channels: tuple[Channel, ...] = ("phone", "auto_call")
    windows: tuple[CallWindow, ...] = ()
    holidays: str | None = Field(default=None, description="country whose public holidays are excluded")
    time_zones: tuple[str, ...] = Field(
        min_length=1, description="where the person may be when nothing says; all must allow"
    )
    max_attempts: int | None = Field(default=None, ge=1, description="attempts within 30 days")
    citations: tuple[Citation, ...] = Field(min_length=1)


class SuppressionList(Strict):
    """A preference list and the channels that it closes; a list that no pack names closes all of them."""

    names: tuple[str, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = Field(min_length=1)


class Ground(Strict):
    """What a message that is no marketing rests on."""

    id: str
    purpose: Literal["contract", "reply", "service"]
    conditions: tuple[Condition, ...] = Field(min_length=1)
    citations: tuple[Citation, ...] = Field(min_length=1)


class Retention(Strict):
    """How long a contact who keeps silent may be marketed to without a second look."""

    jurisdiction: str = Field(pattern=r"^[A-Z]{2}$")
    years: int = Field(ge=1)
    citations: tuple[Citation, ...] = Field(min_length=1)


class Territory(Strict):
    """A territory that has its own country code and lives under the law of another country."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    under: str = Field(pattern=r"^[A-Z]{2}$")
    time_zone: str
    holidays: str | None = Field(default=None, description="its subdivision in the calendar of public holidays")


class ContactLimits(Strict):
    """Caps on how often and when, and the smaller tables that the contact table leans on.

    The caps are house policy: the last pack that sets one decides. Everything else adds up, so that a company
    pack can tighten it and cannot loosen it; grounds of the same purpose replace each other.
    """

    per_days: Literal[7] = Field(default=7, description="contacts are counted over seven days")
    max_contacts: int | None = Field(default=None, ge=1, description="marketing messages within `per_days`")
    sequence_max: int | None = Field(default=None, ge=1, description="messages in sequence without an answer")
    pause_days: int | None = Field(default=None, ge=1, description="pause after such a sequence")
    calls: tuple[CallRules, ...] = ()
    void_methods: tuple[str, ...] = Field(default=(), description="ways of collecting that are no consent at all")
    personal_domains: tuple[str, ...] = Field(default=(), description="mail domains of private mailboxes")
    lists: tuple[SuppressionList, ...] = ()
    grounds: tuple[Ground, ...] = ()
    retention: tuple[Retention, ...] = ()
    territories: tuple[Territory, ...] = ()


def check_company(rows: tuple[ContactRow, ...], limits: ContactLimits | None) -> None:
    """What a company pack may say of contacts: it closes doors, it opens none that the law keeps shut.

    Raises:
        ValueError: a row that does not prohibit, or a territory, which would move people under another law.
    """
    opening = next((row.id for row in rows if row.regime != "prohibited"), None)
    if opening:
        raise ValueError(f"contact_table: {opening!r} is not `regime: prohibited`; a company pack only closes contacts")
    if limits and limits.grounds:
        raise ValueError("contact_limits.grounds: what allows a message without consent is for shipped packs")
    if limits and limits.territories:
        raise ValueError("contact_limits.territories: which law applies to a territory is for country packs")
