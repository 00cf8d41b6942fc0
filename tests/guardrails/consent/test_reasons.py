"""Every reason explains itself in both languages, names its source honestly, and says what to do."""

from string import Formatter
from typing import Any

import pytest

from guardrails.consent.admission import admit
from guardrails.consent.rules import ConsentReason
from guardrails.verdict import Finding

from .factories import context, event, granted, policy

REASONS = policy().consent_reasons
CALL = {"channel": "phone"}
WHEN = {
    "consent.unknown_recipient": None,
    "consent.unknown_purpose": ({}, {"purpose": None}),
    "consent.unknown_channel": ({}, {"channel": None}),
    "consent.unknown_time": ({}, {"now": None}),
    "consent.restricted": ({"restricted": True}, {}),
    "consent.minor": ({"minor": True}, {}),
    "consent.objection": ({"objections": [{}]}, {}),
    "consent.channel_objection": (
        {"contract_running": True, "objections": [{"channel": "email"}]}, {"purpose": "contract"},
    ),
    "consent.suppressed": ({"suppressed_on": ["robinson"]}, {"channel": "post"}),
    "consent.withdrawn": ({"consents": [event("withdrawn")]}, {}),
    "consent.refused": ({"consents": [event("refused")]}, {}),
    "consent.expired": ({"consents": [event("expired")]}, {}),
    "consent.no_consent": ({}, {"relationship": "customer"}),
    "consent.not_proven": ({}, {"channel": "post"}),
    "consent.sector": ({}, {"offer": {"sector": "home_energy"}}),
    "consent.contact_hours": ({"consents": [granted("phone")]}, CALL | {"now": "2026-11-21T10:00:00+01:00"}),
    "consent.call_attempts": ({"consents": [granted("phone")], "call_attempts_last_30_days": 4}, CALL),
    "consent.call_attempts_unknown": ({"consents": [granted("phone")]}, CALL),
    "consent.frequency": ({"consents": [granted()], "contacts_last_7_days": 1}, {}),
    "consent.review": ({"consents": [granted()]}, {"jurisdiction": None}),
    "consent.presumed_interest": ({}, CALL | {"jurisdiction": "DE", "audience": "b2b"}),
    "consent.no_ground": ({}, {"purpose": "reply"}),
    "consent.retention": ({"consents": [granted(at="2021-01-01T09:00:00Z")]}, {}),
}  # fmt: skip
SEEN_ON_A_DRAFT = {
    "consent.mandatory_content", "consent.sender_identity", "consent.postal_address", "consent.sender_contact",
}  # fmt: skip
ELSEWHERE = {"consent.no_row", "consent.prohibited"}
"""The DEFAULT row covers every case, and only a company prohibits outside the sectors: see test_limits."""


def finding(rule: str, language: str) -> tuple[Finding, tuple[str, ...]]:
    given: Any = WHEN[rule]
    facts = context(*given[:1], **given[1]) if given else context().model_copy(update={"recipient": None})
    answer = admit(facts.model_copy(update={"reader_language": language}), policy())
    return next(one for one in answer.findings if one.rule == rule), answer.recipients[0].remedies


def test_every_reason_is_shown_here() -> None:
    assert {one.id for one in REASONS} == set(WHEN) | SEEN_ON_A_DRAFT | ELSEWHERE


@pytest.mark.parametrize("rule", WHEN)
def test_a_reason_is_complete_in_both_languages(rule: str) -> None:
    (french, remedies_fr), (english, remedies_en) = finding(rule, "fr"), finding(rule, "en")
    assert french.message != english.message
    for one, remedies in ((french, remedies_fr), (english, remedies_en)):
        assert remedies
        assert any(remedy in one.message for remedy in remedies)
        assert "{" not in one.message
        assert "|" not in one.message
        assert one.source
        assert (one.field, one.start, one.end, one.suggestion) == ("text", 0, 0, None)


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.id)
def test_french_typography_and_sources(reason: ConsentReason) -> None:
    texts = [reason.message, *([reason.remedy] if reason.remedy else []), *reason.details.values()]
    for one in texts:
        assert "'" not in one.fr
        assert not any(f" {mark}" in one.fr for mark in ":;!?»")
        assert names_of(one.fr) == names_of(one.en)
    assert any(one.basis == "policy" and not one.jurisdictions for one in reason.citations)


def names_of(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize(
    ("rule", "changes", "source"),
    [
        ("consent.no_consent", {}, "CPCE art. L34-5"),
        ("consent.no_consent", {"audience": "b2b"}, "(recommandation)"),
        ("consent.no_consent", {"jurisdiction": "IT"}, "Directive 2002/58/CE art. 13(2)"),
        ("consent.no_consent", {"jurisdiction": "BR"}, "(règle maison)"),
        ("consent.objection", {}, "GDPR art. 21(2)-(3)"),
        ("consent.objection", {"jurisdiction": "US"}, "CAN-SPAM"),
        ("consent.objection", {"jurisdiction": "BR"}, "(règle maison)"),
        ("consent.frequency", {}, "(règle maison)"),
        ("consent.minor", {}, "(règle maison)"),
        ("consent.retention", {}, "(recommandation)"),
        ("consent.restricted", {"jurisdiction": "RE"}, "GDPR art. 18"),
    ],
)
def test_a_source_is_what_it_says_it_is(rule: str, changes: dict[str, Any], source: str) -> None:
    given: Any = WHEN[rule]
    answer = admit(context(given[0], **(given[1] | changes)), policy())
    assert source in next(one.source for one in answer.findings if one.rule == rule)


def test_missing_conditions_are_named_and_say_how_to_be_met() -> None:
    collection = {"source": "sale", "refusal_offered": True}
    answer = admit(context({"collection": collection}, relationship="customer", reader_language="en"), policy())
    assert answer.recipients[0].remedies[0].endswith("Or else establish that the offer is similar to a past purchase.")
