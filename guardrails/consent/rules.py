"""Contact rules as packs hold them: the contact table, its limits, and what a message must contain."""

from typing import Literal

from pydantic import Field

from guardrails.draft import Channel, Purpose
from guardrails.packs.vocabulary import Bilingual, Citation, Strict

Regime = Literal["opt_in", "soft_opt_in", "opt_out", "implied_consent", "presumed_consent_review", "prohibited"]


class ContactRow(Strict):
    """One row of the contact table: what the law of a place asks before this kind of message."""

    id: str
    jurisdiction: str
    audience: str
    channel: Channel | Literal["any", "any_remote"]
    relationship: Literal["prospect", "customer", "inquirer", "any"]
    regime: Regime
    otherwise: Regime | None = None
    conditions: tuple[str, ...] = Field(default=(), description="names of the conditions in consent/conditions.py")
    mandatory: tuple[str, ...] = Field(default=(), description="ids of mandatory content")
    citations: tuple[Citation, ...] = Field(min_length=1)


class MandatoryContent(Strict):
    """Something a message must contain: how it is recognised, and the sentence that is added if it is absent."""

    id: str
    channels: tuple[Channel, ...] = ()
    recognised_by: tuple[str, ...] = Field(default=(), description="RE2 patterns over folded text")
    sentence: Bilingual | None = Field(default=None, description="added once; {names} are filled from sender and company")
    message: Bilingual


class ConsentReason(Strict):
    """Why a contact is refused, and what would make it possible."""

    id: str = Field(pattern=r"^consent\.[a-z_]+$")
    message: Bilingual
    remedy: Bilingual | None = None
    citations: tuple[Citation, ...] = ()


class ContactLimits(Strict):
    """Caps on how often and when; a company pack may only tighten them."""

    purposes: tuple[Purpose, ...] = ("prospecting", "newsletter", "event", "survey")
    per_days: int = 7
    max_contacts: int = 1
    sequence_max: int = 3
