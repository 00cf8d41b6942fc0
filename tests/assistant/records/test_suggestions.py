"""A draft is stored with its verdict, and what was offered in its place can be found."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from assistant.engines.request import Occasion
from assistant.records import Records
from assistant.records.errors import RecordsError, SuggestionUnknown
from assistant.records.suggestions import (
    Origin,
    RequestIdentity,
    State,
    asked_for,
    mark_sent,
    offered_instead,
    store_failure,
    store_verdict,
    suggestion,
)
from assistant.records.verdicts import judged
from guardrails import Context, Draft, Gate
from guardrails.verdict import Action, Decision, Evidence, Finding, Severity, Verdict
from tests.assistant.records.factories import NOW, REP, contact, records_with
from tests.guardrails.guards import WordGuard

ORIGIN = Origin(
    contact_id="c-1", rep_id="rep-1", occasion=Occasion.FOLLOW_UP, purpose="prospecting", channel="email",
    language="fr", engine="openai", model="m-1", prompt="email.fr@3",
)  # fmt: skip
FINDING = Finding(
    guard="pressure", rule="pressure.urgency", field="text", start=0, end=7, severity=Severity.HIGH, action=Action.HOLD,
    message="Ce passage presse le client.", source="règle maison",
)  # fmt: skip


def verdict(decision: Decision) -> Verdict:
    return Verdict(
        decision=decision, findings=(FINDING,), evidence=(Evidence(3, 6, "f-1"),), released=None,
        packs=("fr@1",), language="fr", elapsed_ms=12.34, _draft=Draft(text="Bonjour Odile", subject="Suite"),
    )  # fmt: skip


def released() -> tuple[Gate, Verdict]:
    gate = Gate.from_packs(guards=[WordGuard("Monsieur", Action.REDACT, "<X>")], seal_key=b"k" * 32)
    return gate, gate.inspect(Draft(text="Bonjour Monsieur", subject="Suite", language="fr"), Context(now=NOW))


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return records_with(tmp_path, REP, contact())


def test_a_held_draft_waits_with_its_reasons(records: Records) -> None:
    with records.writing() as session:
        key = store_verdict(session, ORIGIN, verdict(Decision.HOLD), NOW).id
    with records.reading() as session:
        row = suggestion(session, key)
    kept = json.loads(row.verdict or "")
    assert (row.id, row.state, row.subject, row.body, row.release) == (key, State.HELD, "Suite", "Bonjour Odile", None)
    assert (row.engine, row.model, row.prompt) == ("openai", "m-1", "email.fr@3")
    assert kept["findings"][0]["rule"] == "pressure.urgency"
    assert kept["evidence"] == [{"field": "text", "start": 3, "end": 6, "fact": "f-1"}]
    assert kept["packs"] == ["fr@1"]


def test_a_blocked_draft_is_stored_as_such(records: Records) -> None:
    with records.writing() as session:
        row = store_verdict(session, ORIGIN, verdict(Decision.BLOCK), NOW)
    assert (row.state, row.release) == (State.BLOCKED, None)


def test_ids_are_uuid_7_and_sort_by_time(records: Records) -> None:
    with records.writing() as session:
        keys = [store_failure(session, ORIGIN, "engine.failed", NOW + timedelta(seconds=n)).id for n in range(3)]
    assert keys == sorted(keys)
    assert {UUID(key).version for key in keys} == {7}
    assert UUID(keys[0]).int >> 80 == int(NOW.timestamp() * 1000)


def test_a_failure_holds_no_text(records: Records) -> None:
    with records.writing() as session:
        row = store_failure(session, ORIGIN, "engine.too_slow", NOW)
    assert (row.state, row.body, row.verdict) == (State.FAILED, None, '{"error": "engine.too_slow"}')


def test_a_released_mail_is_stored_as_it_may_leave_and_its_seal_holds(records: Records) -> None:
    gate, good = released()
    with records.writing() as session:
        key = store_verdict(session, ORIGIN, good, NOW).id
    with records.reading() as session:
        row = suggestion(session, key)
    assert (row.state, row.subject, row.body) == (State.RELEASED, "Suite", "Bonjour <X>")
    assert gate.reopen(row.release or "", Context(now=NOW)).text == "Bonjour <X>"


def test_what_was_offered_in_place_of_a_held_draft_is_found(records: Records) -> None:
    _, good = released()
    with records.writing() as session:
        first = store_verdict(session, ORIGIN, verdict(Decision.HOLD), NOW).id
        assert offered_instead(session, first) is None
        other = store_verdict(session, ORIGIN, good, NOW, offered_for=first)
        assert other.state == State.OFFERED
        assert offered_instead(session, first) is other


def test_the_first_time_it_was_sent_stays(records: Records) -> None:
    with records.writing() as session:
        row = store_failure(session, ORIGIN, "engine.failed", NOW)
        assert mark_sent(session, row, NOW)
        assert not mark_sent(session, row, NOW + timedelta(days=1))
        assert row.sent_at == NOW


def test_a_draft_that_must_wait_is_held_though_the_gate_would_release_it(records: Records) -> None:
    _, good = released()
    with records.writing() as session:
        row = store_verdict(session, ORIGIN, good, NOW, incoming=(FINDING,), must_wait=True)
    assert (row.state, row.body, row.release) == (State.HELD, "Bonjour Monsieur", None)
    kept = judged(row)
    assert kept is not None
    assert [one.rule for one in kept.incoming] == ["pressure.urgency"]


def test_one_request_leaves_one_suggestion(records: Records) -> None:
    with records.writing() as session:
        store_failure(session, ORIGIN, "engine.failed", NOW).request_key = "a" * 64
    with pytest.raises(RecordsError), records.writing() as session:
        store_failure(session, ORIGIN, "engine.failed", NOW).request_key = "a" * 64
    with records.reading() as session:
        assert asked_for(session, RequestIdentity("a" * 64, "b" * 64)) is not None
        assert asked_for(session, RequestIdentity("c" * 64, "b" * 64)) is None


def test_an_unknown_suggestion_says_so(records: Records) -> None:
    with records.reading() as session, pytest.raises(SuggestionUnknown):
        suggestion(session, "nothing")
