# ruff: noqa: E501 - one situation, one line
"""Every row of the French contact table: when it admits, and what makes it refuse."""

from typing import Any

import pytest

from .factories import event, granted, outcome

SALE = {"source": "sale", "informed": True, "refusal_offered": True, "at": "2026-02-01"}
FORM = {"source": "form", "informed": True, "refusal_offered": True, "at": "2026-02-01"}
SIMILAR = {"similar_to_past_purchase": True}
ROLE = {"related_to_role": True}
CUSTOMER = {"relationship": "customer", "offer": SIMILAR}
BUSINESS = {"audience": "b2b", "offer": ROLE}
CALLS = {"channel": "phone"}
COUNTED = {"call_attempts_last_30_days": 0}

Row = tuple[str, dict[str, Any], dict[str, Any], str, tuple[str, ...]]
NO_CONSENT = ("consent.no_consent",)

ROWS: list[Row] = [
    # Consumers by e-mail: consent, of the right kind and for this purpose and channel.
    ("proven consent", {"consents": [granted()]}, {}, "admitted", ()),
    ("no consent", {}, {}, "refused", NO_CONSENT),
    ("only requested", {"consents": [event("requested")]}, {}, "refused", NO_CONSENT),
    ("no proof", {"consents": [granted(proof=None)]}, {}, "refused", NO_CONSENT),
    ("blank proof", {"consents": [granted(proof="  ")]}, {}, "refused", NO_CONSENT),
    ("pre-ticked box", {"consents": [granted(method="preticked")]}, {}, "refused", NO_CONSENT),
    ("terms accepted", {"consents": [granted(method="TOS")]}, {}, "refused", NO_CONSENT),
    ("box ticked beforehand, in French", {"consents": [granted(method="Case précochée")]}, {}, "refused", NO_CONSENT),
    ("silence", {"consents": [granted(method="silence")]}, {}, "refused", NO_CONSENT),
    ("for another channel", {"consents": [granted("sms")]}, {}, "refused", NO_CONSENT),
    ("for another purpose", {"consents": [granted(purpose="newsletter")]}, {}, "refused", NO_CONSENT),
    ("for everything", {"consents": [granted(purpose="*", channel="*")]}, {}, "refused", NO_CONSENT),
    ("newsletter asked for", {"consents": [granted(purpose="newsletter")]}, {"purpose": "newsletter"}, "admitted", ()),
    ("past its term", {"consents": [granted(valid_until="2026-11-16")]}, {}, "refused", ("consent.expired",)),
    ("on its last day", {"consents": [granted(valid_until="2026-11-17")]}, {}, "admitted", ()),
    ("marked expired", {"consents": [event("expired")]}, {}, "refused", ("consent.expired",)),
    ("refused", {"consents": [event("refused")]}, {}, "refused", ("consent.refused",)),
    ("unknown audience is a consumer", {"collection": FORM}, {"audience": None, "offer": ROLE}, "refused", NO_CONSENT),
    ("an inquirer is no customer", {"collection": SALE}, CUSTOMER | {"relationship": "inquirer"}, "refused", NO_CONSENT),
    ("unknown relation is a prospect", {"collection": SALE}, CUSTOMER | {"relationship": None}, "refused", NO_CONSENT),
    # Customers: sold to, similar products, refusal offered; or consent.
    ("soft opt-in", {"collection": SALE}, CUSTOMER, "admitted", ()),
    ("soft opt-in, from a form", {"collection": FORM}, CUSTOMER, "refused", NO_CONSENT),
    ("soft opt-in, other products", {"collection": SALE}, CUSTOMER | {"offer": {"similar_to_past_purchase": False}}, "refused", NO_CONSENT),
    ("soft opt-in, similarity unknown", {"collection": SALE}, CUSTOMER | {"offer": None}, "refused", NO_CONSENT),
    ("soft opt-in, no refusal offered", {"collection": SALE | {"refusal_offered": None}}, CUSTOMER, "refused", NO_CONSENT),
    ("soft opt-in, refused since", {"collection": SALE, "consents": [event("refused")]}, CUSTOMER, "refused", ("consent.refused",)),
    ("soft opt-in, expired consent", {"collection": SALE, "consents": [granted(valid_until="2026-07-01")]}, CUSTOMER, "admitted", ()),
    ("customer without exception, consent", {"consents": [granted()]}, CUSTOMER, "admitted", ()),
    # Business contacts by e-mail: informed, able to refuse, related to the role, a business address.
    ("business", {"collection": FORM}, BUSINESS, "admitted", ()),
    ("business, unrelated to the role", {"collection": FORM}, BUSINESS | {"offer": {"related_to_role": False}}, "refused", NO_CONSENT),
    ("business, role unknown", {"collection": FORM}, BUSINESS | {"offer": None}, "refused", NO_CONSENT),
    ("business, not informed", {"collection": FORM | {"informed": False}}, BUSINESS, "refused", NO_CONSENT),
    ("business, informed unknown", {"collection": FORM | {"informed": None}}, BUSINESS, "refused", NO_CONSENT),
    ("business, no refusal offered", {"collection": FORM | {"refusal_offered": False}}, BUSINESS, "refused", NO_CONSENT),
    ("business, nothing known", {}, BUSINESS, "refused", NO_CONSENT),
    ("business, private mailbox", {"collection": FORM, "email": "claire@GMAIL.com"}, BUSINESS, "refused", NO_CONSENT),
    ("business, consent instead", {"consents": [granted()]}, BUSINESS, "admitted", ()),
    ("business, withdrawn", {"collection": FORM, "consents": [event("withdrawn")]}, BUSINESS, "refused", ("consent.withdrawn",)),
    ("generic mailbox", {"kind": "generic_mailbox"}, {"audience": "b2b"}, "admitted", ()),
    # Text messages.
    ("sms consent", {"consents": [granted("sms")]}, {"channel": "sms"}, "admitted", ()),
    ("sms, e-mail consent", {"consents": [granted("email")]}, {"channel": "sms"}, "refused", NO_CONSENT),
    ("sms soft opt-in", {"collection": SALE}, CUSTOMER | {"channel": "sms"}, "admitted", ()),
    ("sms soft opt-in unproven", {"collection": FORM}, CUSTOMER | {"channel": "sms"}, "refused", NO_CONSENT),
    ("sms business", {"collection": FORM}, BUSINESS | {"channel": "sms"}, "admitted", ()),
    ("sms business unproven", {"collection": FORM}, {"audience": "b2b", "channel": "sms"}, "refused", NO_CONSENT),
    # Calls to consumers: a consent of a year at most, or a running contract that the call is about.
    ("call consent", COUNTED | {"consents": [granted("phone")]}, CALLS, "admitted", ()),
    ("call consent after a year", COUNTED | {"consents": [granted("phone", "2025-11-16T09:00:00+01:00")]}, CALLS, "refused", ("consent.expired",)),
    ("call consent on day 365", COUNTED | {"consents": [granted("phone", "2025-11-17T12:00:00+01:00")]}, CALLS, "admitted", ()),
    ("call without consent", COUNTED, CALLS, "refused", NO_CONSENT),
    ("call on a running contract", COUNTED | {"contract_running": True}, CALLS | {"relationship": "customer", "offer": {"related_to_contract": True}}, "admitted", ()),
    ("call, contract ended", COUNTED | {"contract_running": False}, CALLS | {"relationship": "customer", "offer": {"related_to_contract": True}}, "refused", NO_CONSENT),
    ("call, unrelated to the contract", COUNTED | {"contract_running": True}, CALLS | {"relationship": "customer"}, "refused", NO_CONSENT),
    ("call, customer with consent", COUNTED | {"consents": [granted("phone")]}, CALLS | {"relationship": "customer"}, "admitted", ()),
    ("business call", {}, BUSINESS | CALLS, "admitted", ()),
    ("business call, unrelated", {}, {"audience": "b2b"} | CALLS, "refused", NO_CONSENT),
    ("robot call, consent to human calls", COUNTED | {"consents": [granted("phone")]}, {"channel": "auto_call"}, "refused", NO_CONSENT),
    ("robot call, consent", COUNTED | {"consents": [granted("auto_call")]}, {"channel": "auto_call"}, "admitted", ()),
    ("robot call, business", {}, BUSINESS | {"channel": "auto_call"}, "refused", NO_CONSENT),
    # Post and social networks.
    ("post", {"collection": FORM, "suppressed_on": []}, {"channel": "post"}, "admitted", ()),
    ("post, never screened", {"collection": FORM, "suppressed_on": None}, {"channel": "post"}, "refused", ("consent.not_proven",)),
    ("post, not informed", {"suppressed_on": []}, {"channel": "post"}, "refused", ("consent.not_proven",)),
    ("social consent", {"consents": [granted("social")]}, {"channel": "social"}, "admitted", ()),
    ("social", {}, {"channel": "social"}, "refused", NO_CONSENT),
    ("social soft opt-in", {"collection": SALE}, CUSTOMER | {"channel": "social"}, "admitted", ()),
    ("social soft opt-in unproven", {}, CUSTOMER | {"channel": "social"}, "refused", NO_CONSENT),
    ("social business", {}, BUSINESS | {"channel": "social"}, "admitted", ()),
    ("social business, unrelated", {}, {"audience": "b2b", "channel": "social"}, "refused", NO_CONSENT),
    # Tracking has a consent of its own.
    ("tracking", {"consents": [granted()]}, {"purpose": "tracking"}, "refused", NO_CONSENT),
    ("tracking consent", {"consents": [granted(purpose="tracking")]}, {"purpose": "tracking"}, "admitted", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("recipient", "changes", "expected", "rules"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_french_situations(
    recipient: dict[str, Any], changes: dict[str, Any], expected: str, rules: tuple[str, ...]
) -> None:
    decided, _, found = outcome(recipient, **changes)
    assert (decided, found) == (expected, rules)


ENERGY = {"offer": {"sector": "home_energy", "related_to_contract": True}}
TRAINING = {"offer": {"sector": "training_account", "related_to_contract": True}}
SECTORS: list[Row] = [
    ("a consent changes nothing", {"consents": [granted()]}, ENERGY, "refused", ("consent.sector",)),
    ("post stays open", {"collection": FORM, "suppressed_on": []}, ENERGY | {"channel": "post"}, "admitted", ()),
    ("a company may be written to", {"collection": FORM}, {"audience": "b2b", "offer": {"sector": "home_energy"} | ROLE}, "admitted", ()),
    ("unknown audience is a consumer", {"consents": [granted()]}, ENERGY | {"audience": None}, "refused", ("consent.sector",)),
    ("running contract, ordinary row met", {"contract_running": True, "consents": [granted()]}, ENERGY, "admitted", ()),
    ("running contract, ordinary row not met", {"contract_running": True}, ENERGY, "refused", NO_CONSENT),
    ("running contract, unrelated", {"contract_running": True, "consents": [granted()]}, {"offer": {"sector": "home_energy"}}, "refused", ("consent.sector",)),
    ("call on a running contract", COUNTED | {"contract_running": True}, ENERGY | CALLS | {"relationship": "customer"}, "admitted", ()),
    ("answer on the fifth working day", {"last_inquiry": "2026-11-09T10:00:00+01:00"}, ENERGY | {"purpose": "reply"}, "admitted", ()),
    ("answer on the sixth working day", {"last_inquiry": "2026-11-06T10:00:00+01:00"}, ENERGY | {"purpose": "reply"}, "refused", ("consent.sector",)),
    ("answer without a request", {}, ENERGY | {"purpose": "reply"}, "refused", ("consent.sector",)),
    ("training account", {"consents": [granted()]}, TRAINING, "refused", ("consent.sector",)),
    ("running training", {"contract_running": True, "consents": [granted()]}, TRAINING, "admitted", ()),
    ("another sector", {"consents": [granted()]}, {"offer": {"sector": "software"}}, "admitted", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("recipient", "changes", "expected", "rules"), [row[1:] for row in SECTORS], ids=[r[0] for r in SECTORS]
)
def test_sectors_closed_to_marketing(
    recipient: dict[str, Any], changes: dict[str, Any], expected: str, rules: tuple[str, ...]
) -> None:
    """17 November 2026 is a Tuesday; Armistice Day, the 11th, is no working day."""
    decided, _, found = outcome(recipient, **changes)
    assert (decided, found) == (expected, rules)


PROTECTION: list[Row] = [
    ("minor", {"minor": True, "consents": [granted()]}, {}, "refused", ("consent.minor",)),
    ("restricted", {"restricted": True, "consents": [granted()]}, {}, "refused", ("consent.restricted",)),
    ("objection to everything", {"objections": [{}], "collection": FORM}, BUSINESS, "refused", ("consent.objection",)),
    ("objection to the purpose", {"objections": [{"purpose": "prospecting"}], "collection": FORM}, BUSINESS, "refused", ("consent.objection",)),
    ("objection to the channel", {"objections": [{"channel": "email"}], "collection": FORM}, BUSINESS, "refused", ("consent.objection",)),
    ("objection to another channel", {"objections": [{"channel": "phone"}], "collection": FORM}, BUSINESS, "admitted", ()),
    ("objection to another purpose", {"objections": [{"purpose": "survey"}], "collection": FORM}, BUSINESS, "admitted", ()),
    ("objection after the consent", {"objections": [{"at": "2026-08-01T09:00:00+02:00"}], "consents": [granted()]}, {}, "refused", ("consent.objection",)),
    ("consent after the objection", {"objections": [{"at": "2026-03-01T09:00:00+01:00"}], "consents": [granted()]}, {}, "admitted", ()),
    ("unproven consent after the objection", {"objections": [{"at": "2026-03-01T09:00:00+01:00"}], "consents": [granted(proof=None)]}, {}, "refused", ("consent.objection",)),
    ("undated objection", {"objections": [{}], "consents": [granted()]}, {}, "refused", ("consent.objection",)),
    ("objection by a faster clock", {"objections": [{"at": "2026-11-17T11:00:05+01:00"}], "consents": [granted()]}, {}, "refused", ("consent.objection",)),
    ("objection to calls, robot call", COUNTED | {"objections": [{"channel": "phone"}], "consents": [granted("auto_call", "2026-01-05T09:00:00Z")]}, {"channel": "auto_call"}, "refused", ("consent.objection",)),
    ("objection to robot calls, call", COUNTED | {"objections": [{"channel": "auto_call"}], "consents": [granted("phone")]}, CALLS, "admitted", ()),
    ("own list", {"suppressed_on": ["internal"], "consents": [granted()]}, {}, "refused", ("consent.suppressed",)),
    ("postal list, e-mail", {"suppressed_on": ["Robinson"], "consents": [granted()]}, {}, "admitted", ()),
    ("postal list, post", {"suppressed_on": ["robinson"], "collection": FORM}, {"channel": "post"}, "refused", ("consent.suppressed",)),
    ("not screened, where no list is asked for", {"suppressed_on": None, "consents": [granted()]}, {}, "admitted", ()),
    ("no moment", {"consents": [granted()]}, {"now": None}, "refused", ("consent.unknown_time",)),
    ("no purpose", {"consents": [granted()]}, {"purpose": None}, "refused", ("consent.unknown_purpose",)),
    ("no channel", {"consents": [granted()]}, {"channel": None}, "refused", ("consent.unknown_channel",)),
    ("nothing", {}, {"purpose": None, "channel": None, "now": None}, "refused", ("consent.unknown_purpose", "consent.unknown_channel", "consent.unknown_time")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("recipient", "changes", "expected", "rules"), [row[1:] for row in PROTECTION], ids=[r[0] for r in PROTECTION]
)
def test_protection_comes_before_the_table(
    recipient: dict[str, Any], changes: dict[str, Any], expected: str, rules: tuple[str, ...]
) -> None:
    decided, _, found = outcome(recipient, **changes)
    assert (decided, found) == (expected, rules)
