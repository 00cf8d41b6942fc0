"""Contexts to be judged: a friendly one, and the changes that a test makes to it."""

from functools import lru_cache
from importlib import resources
from typing import Any

from guardrails.consent.admission import admit
from guardrails.draft import Context, Draft
from guardrails.packs.loader import parse_pack
from guardrails.packs.pack import Pack
from guardrails.packs.policy import Policy
from guardrails.verdict import Admission

COUNTRY_PACKS = ("be", "ca", "ch", "de", "eu", "fr", "gb", "lu", "us", "world")
TUESDAY = "2026-11-17T11:00:00+01:00"
"""A working Tuesday, within the hours when consumers may be called in France."""


@lru_cache(maxsize=1)
def contact_packs() -> tuple[Pack, ...]:
    """The packs that hold contact rules."""
    folder = resources.files("guardrails.packs")
    return tuple(parse_pack((folder / f"{one}.yaml").read_text("utf-8"), one) for one in COUNTRY_PACKS)


@lru_cache(maxsize=1)
def policy() -> Policy:
    return Policy.of(contact_packs())


def with_company(source: str) -> Policy:
    """The shipped contact rules and a company pack."""
    head = "pack: acme\nversion: 1\nkind: company\ntitle: {fr: Acme, en: Acme}\n"
    return Policy.of((*contact_packs(), parse_pack(head + source, "acme.yaml")))


def context(recipient: dict[str, Any] | None = None, **changes: Any) -> Context:
    """A French consumer and prospect with a name and an address, of whom nothing else is known."""
    person = {"name": "Claire Martin", "email": "claire@atelier-martin.fr"} | (recipient or {})
    facts: dict[str, Any] = {
        "jurisdiction": "FR", "audience": "b2c", "channel": "email", "purpose": "prospecting",
        "relationship": "prospect", "now": TUESDAY, "recipient": person,
        "sender": {"name": "Paul Durand", "email": "paul@vendeur.fr", "organisation": "Vendeur SAS"},
    } | changes  # fmt: skip
    return Context.model_validate(facts)


def granted(channel: str = "email", at: str = "2026-06-01T09:00:00+02:00", **changes: Any) -> dict[str, Any]:
    """A proven consent to prospecting."""
    return event("granted", channel, at, proof="form:contact-v2", method="opt_in") | changes


def event(status: str, channel: str = "email", at: str = "2026-06-01T09:00:00+02:00", **more: Any) -> dict[str, Any]:
    return {"purpose": "prospecting", "channel": channel, "status": status, "at": at} | more


def decide(recipient: dict[str, Any] | None = None, **changes: Any) -> Admission:
    return admit(context(recipient, **changes), policy())


def outcome(recipient: dict[str, Any] | None = None, **changes: Any) -> tuple[str, str, tuple[str, ...]]:
    """Outcome, deciding row and the rules that stand against it, for the only recipient."""
    answer = decide(recipient, **changes).recipients[0]
    return answer.outcome, answer.row, tuple(one.rule for one in answer.findings)


def draft(text: str, language: str = "fr", **more: Any) -> Draft:
    return Draft.model_validate({"text": text, "language": language} | more)
