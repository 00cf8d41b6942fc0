"""From an occasion to the legal purpose it serves, and to what a prompt may hold for that purpose."""

from assistant.emails.errors import BriefError
from assistant.engines.request import Occasion
from guardrails.draft import Purpose
from guardrails.packs.pack import PurposeRow
from guardrails.packs.policy import Policy


def purpose_of(policy: Policy, occasion: Occasion, relationship: str | None) -> Purpose:
    """The purpose in the first row that fits; an unknown relationship is a prospect, the strictest.

    Raises:
        BriefError: no pack gives the occasion a purpose.
    """
    for row in policy.occasions:
        if row.occasion == occasion and row.relationship in ("any", relationship or "prospect"):
            return row.purpose
    raise BriefError(f"no pack says which purpose {occasion} serves; add it under `occasions` in a company pack")


def allowed_for(policy: Policy, purpose: Purpose) -> PurposeRow:
    """What a prompt may hold for a purpose; nothing, when no pack says so."""
    rows = [row for row in policy.purposes if row.purpose == purpose]
    return rows[0] if rows else PurposeRow(purpose=purpose, fields=(), history=0)
