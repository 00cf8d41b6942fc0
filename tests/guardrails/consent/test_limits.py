"""How often, how long after the last sign of life, and who decides when there are several recipients."""

from typing import Any

import pytest

from guardrails.consent.admission import admit
from guardrails.errors import PackError
from guardrails.packs.policy import Policy

from .factories import contact_packs, context, decide, granted, outcome, policy, with_company

CONSENT: dict[str, Any] = {"consents": [granted()]}
CALL: dict[str, Any] = {"consents": [granted("phone")]}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "admitted"),
        ({"contacts_last_7_days": 0, "unanswered_in_sequence": 2}, "admitted"),
        ({"contacts_last_7_days": 1}, "refused"),
        ({"unanswered_in_sequence": 3}, "refused"),
        ({"contacts_last_7_days": None, "unanswered_in_sequence": None}, "admitted"),
        ({"call_attempts_last_30_days": 9}, "admitted"),
    ],
)
def test_house_caps_on_written_marketing(counts: dict[str, Any], expected: str) -> None:
    decided, _, rules = outcome(CONSENT | counts)
    assert decided == expected
    assert rules == (() if expected == "admitted" else ("consent.frequency",))


@pytest.mark.parametrize(
    ("attempts", "expected", "rule"),
    [
        (3, "admitted", None),
        (4, "refused", "consent.call_attempts"),
        (None, "review", "consent.call_attempts_unknown"),
    ],
)
def test_the_legal_cap_on_calls(attempts: int | None, expected: str, rule: str | None) -> None:
    decided, _, rules = outcome(CALL | {"call_attempts_last_30_days": attempts}, channel="phone")
    assert (decided, rules) == (expected, (rule,) if rule else ())


@pytest.mark.parametrize(
    ("pack", "contacts", "expected"),
    [
        ("contact_limits: {max_contacts: 3}", 2, "admitted"),
        ("contact_limits: {max_contacts: 3}", 3, "refused"),
        ("contact_limits: {sequence_max: 1}", 0, "admitted"),
        ("adjust: [{rule: consent.frequency, action: allow, reason: our customers ask for it}]", 2, "admitted"),
        ("adjust: [{rule: consent.frequency, action: hold, reason: a manager decides}]", 2, "review"),
    ],
)
def test_a_company_sets_the_house_caps(pack: str, contacts: int, expected: str) -> None:
    answer = admit(context(CONSENT | {"contacts_last_7_days": contacts}), with_company(pack))
    assert answer.outcome == expected


@pytest.mark.parametrize("rule", ["consent.objection", "consent.no_consent", "consent.sector", "consent.contact_hours"])
def test_a_company_cannot_loosen_what_the_law_asks(rule: str) -> None:
    with pytest.raises(PackError, match="may be tightened, not loosened"):
        with_company(f"adjust: [{{rule: {rule}, action: allow, reason: we would like to}}]")


@pytest.mark.parametrize(
    "section",
    [
        "contact_table: [{id: a, jurisdiction: FR, audience: b2c, channel: email, relationship: prospect,"
        " regime: opt_out, citations: [{ref: Acme, basis: policy}]}]",
        "contact_table: [{id: a, jurisdiction: FR, audience: b2c, channel: phone, relationship: prospect,"
        " regime: opt_in, citations: [{ref: Acme, basis: law}]}]",
        "contact_limits: {territories: [{code: FR, under: US, time_zone: Europe/Paris}]}",
    ],
)
def test_a_company_opens_no_door_that_the_law_keeps_shut(section: str) -> None:
    with pytest.raises(PackError, match=r"contact_table|territories"):
        with_company(section)


def test_a_company_cannot_redefine_what_a_message_must_contain() -> None:
    section = """mandatory_content:
  - {id: optout_link, recognised_by: ["."], sentences: [{fr: x, en: x}], message: {fr: x, en: x}}
"""
    with pytest.raises(PackError, match="repeats 'optout_link'"):
        with_company(section)


def test_a_company_may_close_a_channel() -> None:
    row = """contact_table:
  - {id: acme-no-sms, jurisdiction: FR, audience: any, channel: sms, relationship: any, regime: prohibited,
     citations: [{ref: Acme never texts, basis: policy}]}
"""
    facts = context({"consents": [granted("sms")]}, channel="sms")
    assert admit(facts, policy()).outcome == "admitted"
    closed = admit(facts, with_company(row))
    assert [one.rule for one in closed.findings] == ["consent.prohibited"]
    assert "house policy" in closed.findings[0].source or "règle maison" in closed.findings[0].source


@pytest.mark.parametrize(
    ("recipient", "changes", "silent"),
    [
        ({"collection": {"at": "2022-01-01"}, "consents": [granted(at="2022-01-01T09:00:00Z")]}, {}, True),
        ({"collection": {"at": "2022-01-01"}, "consents": [granted(at="2024-01-01T09:00:00Z")]}, {}, False),
        ({"last_inbound": "2023-11-16", "consents": [granted(at="2022-01-01T09:00:00Z")]}, {}, True),
        ({"last_inbound": "2023-11-18", "consents": [granted(at="2022-01-01T09:00:00Z")]}, {}, False),
        ({"contract_running": True, "consents": [granted(at="2022-01-01T09:00:00Z")]}, {}, False),
        ({"consents": [granted(at="2022-01-01T09:00:00Z")]}, {"jurisdiction": "IT"}, False),
    ],
)
def test_three_years_of_silence_ask_for_a_second_look(
    recipient: dict[str, Any], changes: dict[str, Any], silent: bool
) -> None:
    decided, _, rules = outcome(recipient, **changes)
    assert (decided, rules) == (("review", ("consent.retention",)) if silent else ("admitted", ()))


def test_the_strictest_recipient_counts_and_each_is_named() -> None:
    people = [
        {"name": "Luc Morel", "objections": [{}]},
        {"email": "anne@exemple.fr", "consents": [granted()]},
        {"consents": [granted()], "contacts_last_7_days": 3},
    ]
    answer = decide({"name": "Claire Martin", "consents": [granted()]}, recipients=people)
    assert answer.outcome == "refused"
    assert not answer.admitted
    assert [(one.recipient, one.outcome) for one in answer.recipients] == [
        ("Claire Martin", "admitted"), ("Luc Morel", "refused"), ("anne@exemple.fr", "admitted"), ("#4", "refused"),
    ]  # fmt: skip
    assert [one.message.split("\N{NO-BREAK SPACE}:")[0] for one in answer.findings] == ["Luc Morel", "#4"]


def test_nobody_is_no_recipient() -> None:
    assert [one.rule for one in admit(context(None).model_copy(update={"recipient": None}), policy()).findings] == [
        "consent.unknown_recipient"
    ]


def test_a_policy_without_any_row_refuses() -> None:
    bare = Policy.of([one.model_copy(update={"contact_table": ()}) for one in contact_packs()])
    answer = admit(context(CONSENT), bare)
    assert (answer.outcome, [one.rule for one in answer.findings]) == ("refused", ["consent.no_row"])
