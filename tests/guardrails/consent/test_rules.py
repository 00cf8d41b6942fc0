# ruff: noqa: E501 - one situation, one line
"""What a pack may write about contacts, and what it is told when it errs."""

import pytest

from guardrails.consent.rules import Condition
from guardrails.errors import PackError
from guardrails.packs.pack import Pack

from .factories import with_company

ROW = "{{id: a, jurisdiction: FR, audience: b2c, channel: sms, relationship: any, regime: prohibited, {} citations: [{{ref: x, basis: policy}}]}}"
CALLS = "{{jurisdiction: IT, time_zones: [Europe/Rome], windows: [{{days: [mon], hours: [{}]}}], citations: [{{ref: x, basis: policy}}]}}"


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("contact_table: [" + ROW.format("conditions: [informd],") + "]", "informed"),
        ("contact_table: [" + ROW.format("conditions: [{months: 6}],") + "]", "either a `name` or a list"),
        ("contact_table: [" + ROW.format("conditions: [{name: informed, any_of: [screened]}],") + "]", "either a `name`"),
        ("contact_table: [" + ROW.format("citations_: x,") + "]", "unknown key"),
        ("contact_limits: {calls: [" + CALLS.format("9-12") + "]}", "not a range of hours"),
        ("contact_limits: {calls: [" + CALLS.format("'12:00-09:00'") + "]}", "not a range of hours"),
        ("contact_limits: {calls: [" + CALLS.format("'09:00-24:00'") + "]}", "not a range of hours"),
        ("contact_limits: {max_contacts: 0}", "greater than or equal to 1"),
        ("mandatory_content: [{id: motto, sentences: [{fr: 'à {x}', en: 'to {x}'}], message: {fr: x, en: x}}]", "unfilled"),
        ("consent_reasons: [{id: pii.person, message: {fr: x, en: x}}]", "pattern"),
    ],
)  # fmt: skip
def test_errors_name_what_is_wrong(section: str, problem: str) -> None:
    with pytest.raises(PackError, match=problem) as raised:
        with_company(section)
    assert "acme.yaml:5:" in str(raised.value)


def test_a_condition_is_a_name_or_a_choice_of_names() -> None:
    choice = Condition.model_validate({"any_of": ["contract_running", {"name": "recent_purchase", "months": 24}]})
    assert Condition.model_validate("informed").names() == ("informed",)
    assert choice.names() == ("contract_running", "recent_purchase")


def test_the_published_schema_accepts_a_condition_by_name() -> None:
    definition = Pack.model_json_schema()["$defs"]["Condition"]
    assert "contract_running" in definition["anyOf"][0]["enum"]
    assert definition["anyOf"][1]["type"] == "object"
