"""The packs against the contact table as the legal reference has it, typed in by hand."""

from typing import get_args

import pytest

from guardrails.consent.conditions import CONDITIONS
from guardrails.consent.rules import ConditionName
from guardrails.consent.table import jurisdictions
from guardrails.packs.pack import Pack

from .factories import contact_packs, outcome, policy

TABLE = """
CM-FR-B2C-email-prospect opt_in
CM-FR-B2C-email-customer soft_opt_in opt_in
CM-FR-B2BNAMED-email-any opt_out opt_in
CM-FR-B2BGENERIC-email-any opt_out
CM-FR-B2C-sms-prospect opt_in
CM-FR-B2C-sms-customer soft_opt_in opt_in
CM-FR-B2BNAMED-sms-any opt_out opt_in
CM-FR-B2C-phone-prospect opt_in
CM-FR-B2C-phone-customer opt_out opt_in
CM-FR-B2BNAMED-phone-any opt_out opt_in
CM-FR-ANYPERSON-auto_call-any opt_in
CM-FR-ANY-post-any opt_out
CM-FR-B2C-social-prospect opt_in
CM-FR-B2C-social-customer soft_opt_in opt_in
CM-FR-B2BNAMED-social-any opt_out opt_in
CM-FR-B2CRENO-any_remote-any prohibited
CM-FR-B2CCPF-any_remote-any prohibited
CM-FR-ANY-tracking-any opt_in
CM-EU-B2C-email-prospect opt_in
CM-EU-B2C-email-customer soft_opt_in opt_in
CM-EU-B2BNAMED-email-any opt_in
CM-EU-ANY-sms-any opt_in
CM-EU-ANY-phone-any opt_in
CM-EU-ANY-auto_call-any opt_in
CM-EU-ANY-social-any opt_in
CM-EU-ANY-post-any opt_out
CM-EU-ANY-tracking-any opt_in
CM-BE-B2C-email-prospect opt_in
CM-BE-B2C-email-customer soft_opt_in opt_in
CM-BE-B2BNAMED-email-any opt_in
CM-BE-B2BGENERIC-email-any opt_out
CM-BE-ANY-phone-any opt_out
CM-LU-ANY-email-prospect opt_in
CM-DE-ANY-email-prospect opt_in
CM-DE-ANY-email-customer soft_opt_in opt_in
CM-DE-ANY-sms-any opt_in
CM-DE-ANY-social-any opt_in
CM-DE-B2C-phone-any opt_in
CM-DE-B2BNAMED-phone-any presumed_consent_review
CM-DE-ANY-auto_call-any opt_in
CM-DE-ANY-post-any opt_out
CM-UK-INDIVIDUALSUBSCRIBER-email-prospect opt_in
CM-UK-INDIVIDUALSUBSCRIBER-email-customer soft_opt_in opt_in
CM-UK-CORPORATESUBSCRIBER-email-any opt_out
CM-UK-INDIVIDUALSUBSCRIBER-sms-prospect opt_in
CM-UK-INDIVIDUALSUBSCRIBER-sms-customer soft_opt_in opt_in
CM-UK-INDIVIDUALSUBSCRIBER-social-any opt_in
CM-UK-ANY-phone-any opt_out
CM-UK-ANY-auto_call-any opt_in
CM-UK-ANY-post-any opt_out
CM-UK-ANY-tracking-any opt_in
CM-US-ANY-email-any opt_out
CM-US-ANY-sms-any opt_in
CM-US-B2C-phone-prospect opt_out
CM-US-B2C-phone-customer opt_out
CM-US-B2BNAMED-phone-any opt_out
CM-US-ANY-auto_call-any opt_in
CM-US-ANY-post-any opt_out
CM-CA-ANY-email-prospect opt_in
CM-CA-ANY-email-inquirer implied_consent opt_in
CM-CA-ANY-email-customer implied_consent opt_in
CM-CA-ANY-sms-any opt_in
CM-CA-ANY-social-any opt_in
CM-CA-B2C-phone-any opt_out
CM-CA-B2BNAMED-phone-any opt_out
CM-CA-ANY-auto_call-any opt_in
CM-CH-ANY-email-prospect opt_in
CM-CH-ANY-email-customer soft_opt_in opt_in
CM-CH-ANY-sms-any opt_in
CM-CH-ANY-phone-any opt_out
CM-CH-ANY-auto_call-any opt_in
CM-CH-ANY-post-any opt_out
CM-DEFAULT-ANY-any-any opt_in
CM-DEFAULT-ANY-tracking-any opt_in
"""
REGIMES = {row.split()[0]: tuple(row.split()[1:]) for row in TABLE.strip().splitlines()}

B2B = {"audience": "b2b"}
GENERIC = {"kind": "generic_mailbox"}
REACHED_BY: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "CM-FR-B2C-email-prospect": ({}, {}),
    "CM-FR-B2C-email-customer": ({}, {"relationship": "customer"}),
    "CM-FR-B2BNAMED-email-any": ({}, B2B),
    "CM-FR-B2BGENERIC-email-any": (GENERIC, B2B),
    "CM-FR-B2C-sms-prospect": ({}, {"channel": "sms"}),
    "CM-FR-B2C-sms-customer": ({}, {"channel": "sms", "relationship": "customer"}),
    "CM-FR-B2BNAMED-sms-any": ({}, {"channel": "sms"} | B2B),
    "CM-FR-B2C-phone-prospect": ({}, {"channel": "phone"}),
    "CM-FR-B2C-phone-customer": ({}, {"channel": "phone", "relationship": "customer"}),
    "CM-FR-B2BNAMED-phone-any": ({}, {"channel": "phone"} | B2B),
    "CM-FR-ANYPERSON-auto_call-any": ({}, {"channel": "auto_call"} | B2B),
    "CM-FR-ANY-post-any": ({}, {"channel": "post"}),
    "CM-FR-B2C-social-prospect": ({}, {"channel": "social"}),
    "CM-FR-B2C-social-customer": ({}, {"channel": "social", "relationship": "customer"}),
    "CM-FR-B2BNAMED-social-any": ({}, {"channel": "social"} | B2B),
    "CM-FR-B2CRENO-any_remote-any": ({}, {"channel": "social", "offer": {"sector": "home_energy"}}),
    "CM-FR-B2CCPF-any_remote-any": ({}, {"channel": "sms", "offer": {"sector": "training_account"}}),
    "CM-FR-ANY-tracking-any": ({}, {"purpose": "tracking"}),
    "CM-EU-B2C-email-prospect": ({}, {"jurisdiction": "IT"}),
    "CM-EU-B2C-email-customer": ({}, {"jurisdiction": "LU", "relationship": "customer"}),
    "CM-EU-B2BNAMED-email-any": ({}, {"jurisdiction": "NO"} | B2B),
    "CM-EU-ANY-sms-any": ({}, {"jurisdiction": "BE", "channel": "sms"}),
    "CM-EU-ANY-phone-any": (GENERIC, {"jurisdiction": "PL", "channel": "phone"} | B2B),
    "CM-EU-ANY-auto_call-any": (GENERIC, {"jurisdiction": "FR", "channel": "auto_call"} | B2B),
    "CM-EU-ANY-social-any": ({}, {"jurisdiction": "IS", "channel": "social"}),
    "CM-EU-ANY-post-any": ({}, {"jurisdiction": "ES", "channel": "post"}),
    "CM-EU-ANY-tracking-any": ({}, {"jurisdiction": "DE", "purpose": "tracking"}),
    "CM-BE-B2C-email-prospect": ({}, {"jurisdiction": "BE"}),
    "CM-BE-B2C-email-customer": ({}, {"jurisdiction": "BE", "relationship": "customer"}),
    "CM-BE-B2BNAMED-email-any": ({}, {"jurisdiction": "BE"} | B2B),
    "CM-BE-B2BGENERIC-email-any": (GENERIC, {"jurisdiction": "BE"} | B2B),
    "CM-BE-ANY-phone-any": ({}, {"jurisdiction": "BE", "channel": "phone"}),
    "CM-LU-ANY-email-prospect": ({}, {"jurisdiction": "LU"} | B2B),
    "CM-DE-ANY-email-prospect": ({}, {"jurisdiction": "DE"} | B2B),
    "CM-DE-ANY-email-customer": ({}, {"jurisdiction": "DE", "relationship": "customer"}),
    "CM-DE-ANY-sms-any": ({}, {"jurisdiction": "DE", "channel": "sms"}),
    "CM-DE-ANY-social-any": ({}, {"jurisdiction": "DE", "channel": "social"}),
    "CM-DE-B2C-phone-any": ({}, {"jurisdiction": "DE", "channel": "phone"}),
    "CM-DE-B2BNAMED-phone-any": ({}, {"jurisdiction": "DE", "channel": "phone"} | B2B),
    "CM-DE-ANY-auto_call-any": ({}, {"jurisdiction": "DE", "channel": "auto_call"}),
    "CM-DE-ANY-post-any": ({}, {"jurisdiction": "DE", "channel": "post"}),
    "CM-UK-INDIVIDUALSUBSCRIBER-email-prospect": ({}, {"jurisdiction": "UK"} | B2B),
    "CM-UK-INDIVIDUALSUBSCRIBER-email-customer": ({}, {"jurisdiction": "GB", "relationship": "customer"}),
    "CM-UK-CORPORATESUBSCRIBER-email-any": ({"subscriber": "corporate"}, {"jurisdiction": "GB"} | B2B),
    "CM-UK-INDIVIDUALSUBSCRIBER-sms-prospect": ({}, {"jurisdiction": "GB", "channel": "sms"}),
    "CM-UK-INDIVIDUALSUBSCRIBER-sms-customer": (
        {}, {"jurisdiction": "GB", "channel": "sms", "relationship": "customer"},
    ),
    "CM-UK-INDIVIDUALSUBSCRIBER-social-any": ({}, {"jurisdiction": "GB", "channel": "social"}),
    "CM-UK-ANY-phone-any": ({}, {"jurisdiction": "GB", "channel": "phone"}),
    "CM-UK-ANY-auto_call-any": ({}, {"jurisdiction": "GB", "channel": "auto_call"}),
    "CM-UK-ANY-post-any": ({}, {"jurisdiction": "GB", "channel": "post"}),
    "CM-UK-ANY-tracking-any": ({}, {"jurisdiction": "GB", "purpose": "tracking"}),
    "CM-US-ANY-email-any": ({}, {"jurisdiction": "US"}),
    "CM-US-ANY-sms-any": ({}, {"jurisdiction": "US", "channel": "sms"}),
    "CM-US-B2C-phone-prospect": ({}, {"jurisdiction": "US", "channel": "phone"}),
    "CM-US-B2C-phone-customer": ({}, {"jurisdiction": "US", "channel": "phone", "relationship": "customer"}),
    "CM-US-B2BNAMED-phone-any": ({}, {"jurisdiction": "US", "channel": "phone"} | B2B),
    "CM-US-ANY-auto_call-any": ({}, {"jurisdiction": "US", "channel": "auto_call"}),
    "CM-US-ANY-post-any": ({}, {"jurisdiction": "US", "channel": "post"}),
    "CM-CA-ANY-email-prospect": ({}, {"jurisdiction": "CA"}),
    "CM-CA-ANY-email-inquirer": ({}, {"jurisdiction": "CA", "relationship": "inquirer"}),
    "CM-CA-ANY-email-customer": ({}, {"jurisdiction": "CA", "relationship": "customer"}),
    "CM-CA-ANY-sms-any": ({}, {"jurisdiction": "CA", "channel": "sms"}),
    "CM-CA-ANY-social-any": ({}, {"jurisdiction": "CA", "channel": "social"}),
    "CM-CA-B2C-phone-any": ({}, {"jurisdiction": "CA", "channel": "phone"}),
    "CM-CA-B2BNAMED-phone-any": ({}, {"jurisdiction": "CA", "channel": "phone"} | B2B),
    "CM-CA-ANY-auto_call-any": ({}, {"jurisdiction": "CA", "channel": "auto_call"}),
    "CM-CH-ANY-email-prospect": ({}, {"jurisdiction": "CH"}),
    "CM-CH-ANY-email-customer": ({}, {"jurisdiction": "CH", "relationship": "customer"}),
    "CM-CH-ANY-sms-any": ({}, {"jurisdiction": "CH", "channel": "sms"}),
    "CM-CH-ANY-phone-any": ({}, {"jurisdiction": "CH", "channel": "phone"}),
    "CM-CH-ANY-auto_call-any": ({}, {"jurisdiction": "CH", "channel": "auto_call"}),
    "CM-CH-ANY-post-any": ({}, {"jurisdiction": "CH", "channel": "post"}),
    "CM-DEFAULT-ANY-any-any": ({}, {"jurisdiction": "BR"}),
    "CM-DEFAULT-ANY-tracking-any": ({}, {"jurisdiction": None, "purpose": "tracking"}),
}  # fmt: skip


def test_the_packs_hold_the_regimes_of_the_legal_reference() -> None:
    packed = {row.id: (row.regime, row.otherwise) if row.otherwise else (row.regime,) for row in policy().contact_table}
    assert packed == REGIMES


def test_every_row_has_a_situation_that_reaches_it() -> None:
    assert set(REACHED_BY) == set(REGIMES)


@pytest.mark.parametrize("row", REACHED_BY)
def test_a_situation_meets_its_row(row: str) -> None:
    recipient, changes = REACHED_BY[row]
    assert outcome(dict(recipient), **dict(changes))[1] == row


NOTHING_TO_PROVE = {
    "CM-FR-B2BGENERIC-email-any", "CM-BE-B2BGENERIC-email-any", "CM-UK-CORPORATESUBSCRIBER-email-any",
    "CM-US-ANY-email-any", "CM-US-B2BNAMED-phone-any", "CM-US-ANY-post-any", "CM-CA-B2BNAMED-phone-any",
    "CM-CH-ANY-post-any",
}  # fmt: skip
LEFT_TO_A_HUMAN = {"CM-DE-B2BNAMED-phone-any"}


@pytest.mark.parametrize("row", sorted(NOTHING_TO_PROVE))
def test_an_opt_out_row_without_conditions_admits_whoever_did_not_object(row: str) -> None:
    recipient, changes = REACHED_BY[row]
    changes = changes | {"now": "2026-11-17T18:00:00Z"}
    assert outcome(dict(recipient), **changes)[0] == "admitted"
    assert outcome(recipient | {"objections": [{}]}, **changes)[0] == "refused"


@pytest.mark.parametrize("row", sorted(set(REGIMES) - NOTHING_TO_PROVE - LEFT_TO_A_HUMAN))
def test_nothing_known_of_the_person_is_a_refusal(row: str) -> None:
    recipient, changes = REACHED_BY[row]
    assert outcome(dict(recipient), **dict(changes))[0] == "refused"


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("FR", ("FR", "EU", "DEFAULT")),
        ("IT", ("IT", "EU", "DEFAULT")),
        ("LI", ("LI", "EU", "DEFAULT")),
        ("CH", ("CH", "DEFAULT")),
        ("BR", ("BR", "DEFAULT")),
        (None, ("DEFAULT",)),
    ],
)
def test_a_country_without_a_row_falls_to_the_eu_or_to_the_default(
    country: str | None, expected: tuple[str, ...]
) -> None:
    assert jurisdictions(country) == expected


def test_every_condition_that_a_pack_may_name_is_a_function() -> None:
    assert set(CONDITIONS) == set(get_args(ConditionName))


def test_every_mandatory_content_that_a_row_asks_for_is_defined() -> None:
    known = {one.id for one in policy().mandatory_content}
    assert {name for row in policy().contact_table for name in row.mandatory} <= known


@pytest.mark.parametrize("pack", contact_packs(), ids=lambda pack: pack.pack)
def test_every_pack_says_that_it_is_not_legal_advice(pack: Pack) -> None:
    notice = pack.notice
    assert notice
    assert "avis juridique" in notice.fr
    assert "not legal advice" in notice.en
