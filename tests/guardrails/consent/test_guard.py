"""The guard as the gate sees it."""

import pytest

from guardrails.consent.guard import ConsentGuard
from guardrails.draft import Context
from guardrails.errors import PackError
from guardrails.verdict import Action
from tests.steps import assert_linear

from .factories import context, draft, granted, policy, with_company


@pytest.fixture(scope="module")
def guard() -> ConsentGuard:
    loaded = ConsentGuard(policy())
    loaded.load()
    return loaded


@pytest.mark.parametrize("kind", ["document", "lead", "chat", "incoming"])
def test_only_messages_are_judged(guard: ConsentGuard, kind: str) -> None:
    assert guard.inspect(draft("Bonjour", kind=kind), Context()).findings == ()


@pytest.mark.parametrize("kind", ["email", "message"])
def test_a_message_to_nobody_known_is_blocked(guard: ConsentGuard, kind: str) -> None:
    assert [one.action for one in guard.inspect(draft("Bonjour", kind=kind), Context()).findings] == [Action.BLOCK]


def test_a_refused_draft_gets_no_footer(guard: ConsentGuard) -> None:
    assert [one.rule for one in guard.inspect(draft("Bonjour"), context()).findings] == ["consent.no_consent"]


def test_a_draft_under_review_is_held_and_completed(guard: ConsentGuard) -> None:
    facts = context({"consents": [granted()]}, jurisdiction="BR")
    actions = {one.rule: one.action for one in guard.inspect(draft("Bonjour"), facts).findings}
    assert actions == {"consent.review": Action.HOLD, "consent.mandatory_content": Action.REWRITE}


def test_reasons_are_told_in_the_readers_language_and_the_footer_in_the_drafts(guard: ConsentGuard) -> None:
    facts = context({"consents": [granted()]}, reader_language="en")
    finding = guard.inspect(draft("Bonjour"), facts).findings[0]
    assert finding.message.startswith("This message must contain")
    assert "Message de Paul Durand" in (finding.suggestion or "")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [("time_zones: [Europe/Pariss]", "no time zone"), ("time_zones: [Europe/Paris], holidays: XX", "public holidays")],
)
def test_call_rules_that_nobody_can_follow_do_not_load(changed: str, problem: str) -> None:
    rules = f"contact_limits: {{calls: [{{jurisdiction: IT, {changed}, citations: [{{ref: x, basis: policy}}]}}]}}"
    with pytest.raises(PackError, match=problem):
        ConsentGuard(with_company(rules)).load()


def test_admission_and_inspection_agree(guard: ConsentGuard) -> None:
    facts = context({"objections": [{}]})
    assert guard.inspect(draft("Bonjour"), facts).findings == guard.admit(facts).findings


def test_admission_opens_no_file_once_loaded(guard: ConsentGuard, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    facts = context({"phone": "+33612345678"}, channel="phone", now="2026-11-21T10:00:00+01:00")
    monkeypatch.setattr("builtins.open", refuse)
    assert "consent.contact_hours" in [one.rule for one in guard.admit(facts).findings]


def test_time_grows_with_the_text_and_no_faster(guard: ConsentGuard) -> None:
    facts = context({"consents": [granted()]})
    hostile = "répondez écrivez ne plus recevoir vos coordonnées "

    assert_linear(lambda copies: guard.inspect(draft(hostile * copies), facts), 50)
