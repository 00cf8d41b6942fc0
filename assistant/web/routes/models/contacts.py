"""Who somebody is, and whether they may be written to now."""

from typing import Annotated, Literal

from pydantic import Field

from assistant.engines.request import Occasion
from assistant.web.routes.models.admissions import AdmissionOutcome, AdmissionReason
from assistant.web.routes.models.wire import (
    Asked,
    Code,
    CompanyName,
    Explanation,
    Identifier,
    LanguageCode,
    PersonName,
    Told,
)
from guardrails.draft import Purpose, Relationship

Address = Annotated[
    str,
    Field(
        min_length=3,
        max_length=320,
        pattern=r"^[^\x00-\x20\x7f@]+@[^\x00-\x20\x7f@]+$",
        description="the person's e-mail address",
    ),
]


class WantedContact(Asked):
    """Whom to look for."""

    email: Address


class OccasionAnswer(Told):
    """Whether the person may be written to for one occasion, now."""

    occasion: Occasion
    purpose: Purpose = Field(description="the legal purpose that the occasion serves")
    outcome: AdmissionOutcome = Field(description="`review`: a draft may be written, and waits for a reviewer")
    row: Code = Field(description="row of the contact table that decided")
    regime: Code
    reasons: tuple[AdmissionReason, ...]
    remedies: tuple[Explanation, ...] = Field(description="what would make it possible")


class ContactAnswer(Told):
    """Who it is, and for which occasions they may be written to now; nothing of what was said is read."""

    id: Identifier
    name: PersonName | None = None
    kind: Literal["person", "generic_mailbox"] | None = None
    language: LanguageCode
    relationship: Relationship | None = None
    company: CompanyName | None = None
    occasions: tuple[OccasionAnswer, ...]
