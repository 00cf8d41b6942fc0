# ruff: noqa: E501 - one situation, one line
"""The EU by default, the other countries of the table, and everywhere else."""

from typing import Any

import pytest

from .factories import granted, outcome

SALE = {"source": "sale", "informed": True, "refusal_offered": True}
CUSTOMER = {"relationship": "customer", "offer": {"similar_to_past_purchase": True}}
NO_CONSENT = ("consent.no_consent",)
DOI = granted(method="double_opt_in")
CLEAN = {"suppressed_on": [], "screened_at": "2026-11-01"}
STALE = {"suppressed_on": [], "screened_at": "2026-09-01"}

ROWS: list[tuple[str, str, dict[str, Any], dict[str, Any], str, tuple[str, ...]]] = [
    ("IT", "consent", {"consents": [granted()]}, {}, "admitted", ()),
    ("IT", "none", {}, {}, "refused", NO_CONSENT),
    ("IT", "soft opt-in", {"collection": SALE}, CUSTOMER, "admitted", ()),
    ("IT", "business needs consent too", {"collection": SALE}, {"audience": "b2b", "offer": {"related_to_role": True}}, "refused", NO_CONSENT),
    ("NO", "generic mailbox needs consent too", {"kind": "generic_mailbox"}, {"audience": "b2b"}, "refused", NO_CONSENT),
    ("ES", "sms, even to a customer", {"collection": SALE}, CUSTOMER | {"channel": "sms"}, "refused", NO_CONSENT),
    ("PL", "call", {"consents": [granted("phone")]}, {"channel": "phone"}, "admitted", ()),
    ("NL", "post, informed", {"collection": SALE}, {"channel": "post"}, "admitted", ()),
    ("NL", "post, not informed", {}, {"channel": "post"}, "refused", ("consent.not_proven",)),
    ("BE", "business", {"collection": SALE}, {"audience": "b2b", "offer": {"related_to_role": True}}, "refused", NO_CONSENT),
    ("BE", "info@", {"kind": "generic_mailbox"}, {"audience": "b2b"}, "admitted", ()),
    ("BE", "call, screened", CLEAN, {"channel": "phone"}, "admitted", ()),
    ("BE", "call, not screened", {}, {"channel": "phone"}, "refused", ("consent.not_proven",)),
    ("BE", "call, on the list", {"suppressed_on": ["do_not_call_me"]}, {"channel": "phone"}, "refused", ("consent.suppressed",)),
    ("LU", "business", {"collection": SALE}, {"audience": "b2b"}, "refused", NO_CONSENT),
    ("DE", "single opt-in", {"consents": [granted()]}, {}, "refused", NO_CONSENT),
    ("DE", "double opt-in", {"consents": [DOI]}, {"audience": "b2b"}, "admitted", ()),
    ("DE", "customer", {"collection": SALE}, CUSTOMER, "admitted", ()),
    ("DE", "customer, no clear notice", {"collection": SALE | {"informed": None}}, CUSTOMER, "refused", NO_CONSENT),
    ("DE", "call to a business", {}, {"audience": "b2b", "channel": "phone"}, "review", ("consent.presumed_interest",)),
    ("DE", "call to a business that consented", {"consents": [granted("phone")]}, {"audience": "b2b", "channel": "phone"}, "admitted", ()),
    ("GB", "company", {"subscriber": "corporate"}, {"audience": "b2b"}, "admitted", ()),
    ("GB", "unknown subscriber", {}, {"audience": "b2b"}, "refused", NO_CONSENT),
    ("GB", "soft opt-in from a negotiation", {"collection": SALE | {"source": "request"}}, CUSTOMER, "admitted", ()),
    ("GB", "call, screened", CLEAN, {"channel": "phone"}, "admitted", ()),
    ("GB", "call, screened too long ago", STALE, {"channel": "phone"}, "refused", ("consent.not_proven",)),
    ("GB", "call, TPS", {"suppressed_on": ["TPS"], "screened_at": "2026-11-01"}, {"channel": "phone"}, "refused", ("consent.suppressed",)),
    ("GB", "social to a company: no rule known", {"subscriber": "corporate", "consents": [granted("social")]}, {"audience": "b2b", "channel": "social"}, "review", ("consent.review",)),
    ("US", "e-mail", {}, {}, "admitted", ()),
    ("US", "e-mail, opted out", {"objections": [{"channel": "email"}]}, {}, "refused", ("consent.objection",)),
    ("US", "call to a customer of last year", {"last_purchase": "2025-11-20", "phone": "+12125550123"}, {"channel": "phone", "relationship": "customer", "now": "2026-11-17T11:00:00-05:00"}, "admitted", ()),
    ("US", "call to an old customer", {"last_purchase": "2024-11-20", "phone": "+12125550123"}, {"channel": "phone", "relationship": "customer", "now": "2026-11-17T11:00:00-05:00"}, "refused", ("consent.not_proven",)),
    ("CA", "prospect", {}, {}, "refused", NO_CONSENT),
    ("CA", "inquiry of May", {"last_inquiry": "2026-05-18"}, {"relationship": "inquirer"}, "admitted", ()),
    ("CA", "inquiry of April", {"last_inquiry": "2026-04-18"}, {"relationship": "inquirer"}, "refused", NO_CONSENT),
    ("CA", "purchase within two years", {"last_purchase": "2024-11-20"}, {"relationship": "customer"}, "admitted", ()),
    ("CA", "purchase before that", {"last_purchase": "2024-11-10"}, {"relationship": "customer"}, "refused", NO_CONSENT),
    ("CA", "purchase in the future", {"last_purchase": "2026-11-20"}, {"relationship": "customer"}, "refused", NO_CONSENT),
    ("CH", "customer", {"collection": SALE}, CUSTOMER, "admitted", ()),
    ("CH", "prospect", {}, {}, "refused", NO_CONSENT),
    ("BR", "no consent", {}, {}, "refused", NO_CONSENT),
    ("BR", "consent", {"consents": [granted()]}, {}, "review", ("consent.review",)),
    (None, "no country, consent", {"consents": [granted()]}, {}, "review", ("consent.review",)),
    (None, "no country, objection", {"objections": [{}], "consents": [granted()]}, {}, "refused", ("consent.objection",)),
    (None, "no country, tracking", {}, {"purpose": "tracking"}, "refused", NO_CONSENT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "recipient", "changes", "expected", "rules"),
    [(row[0], *row[2:]) for row in ROWS],
    ids=[f"{row[0]}: {row[1]}" for row in ROWS],
)
def test_situations(
    country: str | None, recipient: dict[str, Any], changes: dict[str, Any], expected: str, rules: tuple[str, ...]
) -> None:
    decided, _, found = outcome(recipient, jurisdiction=country, **changes)
    assert (decided, found) == (expected, rules)
