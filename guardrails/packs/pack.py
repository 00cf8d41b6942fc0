"""A policy pack: versioned rules for one country, one company, or everybody (house policy)."""

import json
from typing import Literal

from pydantic import Field, model_validator

from guardrails.claims.rules import ClaimRule, ClaimsClassifier
from guardrails.consent.rules import ConsentReason, ContactLimits, ContactRow, MandatoryContent, check_company
from guardrails.draft import Purpose, Relationship
from guardrails.injection.rules import InjectionClassifier, InjectionRule
from guardrails.packs.vocabulary import Bilingual, Strict
from guardrails.pii.rules import PiiRule
from guardrails.pressure.rules import PressureClassifier, PressureRule


class OccasionRow(Strict):
    """The legal purpose that an occasion serves, for one kind of relationship."""

    occasion: str
    relationship: Relationship | Literal["any"] = "any"
    purpose: Purpose


class PurposeRow(Strict):
    """What a prompt may hold for a purpose (GDPR art. 5(1)(c)): names of contact fields and of history."""

    purpose: Purpose
    fields: tuple[str, ...]
    history: int = Field(ge=0, description="how many earlier exchanges may be recalled")


class Company(Strict):
    """What a company pack says of the company."""

    name: str
    identifiers: tuple[str, ...] = Field(default=(), description="public numbers that may stay: SIRET, VAT, IBAN")
    mentionable: tuple[str, ...] = Field(default=(), description="people who may be named to anybody")
    unsubscribe_url: str | None = Field(default=None, pattern=r"^(https?://|mailto:)")
    privacy_url: str | None = Field(default=None, pattern=r"^https?://")
    address: str | None = None


class Adjustment(Strict):
    """A change that a company makes to a rule: anything may be tightened, only house policy loosened."""

    rule: str = Field(description="the rule's id")
    action: Literal["allow", "rewrite", "hold", "block"]
    reason: str = Field(min_length=1)


class Pack(Strict):
    """One policy pack, as its YAML file holds it."""

    pack: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="the pack's name, as in fr@3")
    version: int = Field(ge=1)
    kind: Literal["country", "house", "company"]
    title: Bilingual
    notice: Bilingual | None = Field(default=None, description="what a reader must know, such as: not legal advice")
    contact_table: tuple[ContactRow, ...] = ()
    consent_reasons: tuple[ConsentReason, ...] = ()
    mandatory_content: tuple[MandatoryContent, ...] = ()
    contact_limits: ContactLimits | None = None
    pii: tuple[PiiRule, ...] = ()
    pressure: tuple[PressureRule, ...] = ()
    pressure_classifier: PressureClassifier | None = None
    claims: tuple[ClaimRule, ...] = ()
    claims_classifier: ClaimsClassifier | None = None
    injection: tuple[InjectionRule, ...] = ()
    injection_classifier: InjectionClassifier | None = None
    occasions: tuple[OccasionRow, ...] = ()
    purposes: tuple[PurposeRow, ...] = ()
    company: Company | None = None
    adjust: tuple[Adjustment, ...] = ()

    @model_validator(mode="after")
    def _company_tightens(self) -> "Pack":
        if self.kind == "company":
            check_company(self.contact_table, self.contact_limits)
        return self

    @property
    def label(self) -> str:
        """Name and version, as findings and seals quote them."""
        return f"{self.pack}@{self.version}"


def schema_text() -> str:
    """The JSON schema of packs, as published in ``guardrails/packs/schema.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Pack.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
