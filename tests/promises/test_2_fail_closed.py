"""Promise 2: a guard that crashes, times out or cannot load holds the draft. No exception path releases text."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assistant.journal.journal import newest_entries
from assistant.records.tables import Suggestion
from assistant.review.tables import Review, ReviewState
from guardrails import Context, Draft, Gate
from guardrails.draft import Recipient
from guardrails.errors import NotReleasable
from guardrails.running import Budget
from guardrails.verdict import Action, Decision, Evidence, Finding, Report, Severity
from tests.assistant.engines.endpoint import Reply, completion, failure, mail
from tests.assistant.scripted import INVENTED
from tests.guardrails.guards import FaultyGuard
from tests.promises.conftest import Watched
from tests.promises.recording import far_model

TEXT = "Bonjour, merci de votre visite."


def raises(error: BaseException) -> Callable[[], object]:
    def fault() -> object:
        raise error

    return fault


def finding(**changed: object) -> Finding:
    fine = Finding("faulty", "faulty.x", "text", 0, 5, Severity.LOW, Action.ALLOW, "m", "s")
    return replace(fine, **changed)  # type: ignore[arg-type]


def deep() -> object:
    return deep()


FAULTS: dict[str, Callable[[], object]] = {
    "an error": raises(ValueError("jean.dupont@exemple.fr")),
    "no more memory": raises(MemoryError()),
    "recursion": deep,
    "SystemExit": raises(SystemExit(0)),
    "KeyboardInterrupt": raises(KeyboardInterrupt()),
    "GeneratorExit": raises(GeneratorExit()),
    "StopIteration": raises(StopIteration()),
    "None": lambda: None,
    "a word": lambda: "release",
    "a dict": lambda: {"findings": [], "decision": "release"},
    "True": lambda: True,
    "findings that are None": lambda: Report(None),  # type: ignore[arg-type]
    "findings that are words": lambda: Report(("fine",)),  # type: ignore[arg-type]
    "evidence that is a finding's key": lambda: Report((), ("fact-1",)),  # type: ignore[arg-type]
    "offsets past the end": lambda: Report((finding(end=10_000),)),
    "offsets below zero": lambda: Report((finding(start=-3),)),
    "offsets the wrong way round": lambda: Report((finding(start=5, end=2),)),
    "offsets that are words": lambda: Report((finding(start="0"),)),
    "evidence past the end": lambda: Report((), (Evidence(0, 10_000, "fact-1"),)),
    "a repair without words": lambda: Report((finding(action=Action.REDACT),)),
    "an unknown field": lambda: Report((finding(field="footer", start=0, end=3),)),
}


def with_fault(gate: Gate, fault: Callable[[], object], budget: Budget | None = None) -> Gate:
    """The gate with one more guard, which does this."""
    guards = (*gate._guards, FaultyGuard(fault))
    return Gate(gate.policy, guards, seal_key=gate._sealer.key, budget=budget, languages=gate._languages)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_guard_that_fails_holds_the_text(gate: Gate, fault: Callable[[], object]) -> None:
    verdict = Gate(gate.policy, [FaultyGuard(fault)]).inspect(Draft(text=TEXT), Context())
    assert (verdict.decision, verdict.released) == (Decision.HOLD, None)
    assert [one.rule for one in verdict.findings] == ["faulty.check_failed"]
    assert "jean.dupont" not in verdict.findings[0].message


def test_a_guard_that_hangs_holds_the_text(gate: Gate) -> None:
    ended = threading.Event()
    guard = FaultyGuard(lambda: ended.wait(60))
    verdict = Gate(gate.policy, [guard], budget=Budget(0.05, 0)).inspect(Draft(text=TEXT), Context())
    ended.set()
    assert (verdict.decision, verdict.released) == (Decision.HOLD, None)
    assert [one.rule for one in verdict.findings] == ["faulty.check_timed_out"]


@pytest.mark.parametrize("error", [OSError("missing"), MemoryError(), RecursionError(), ImportError("x")], ids=repr)
def test_a_guard_that_cannot_load_holds_the_text(gate: Gate, error: Exception) -> None:
    guard = FaultyGuard(Report)
    guard.load = raises(error)  # type: ignore[method-assign]
    verdict = Gate(gate.policy, [guard]).inspect(Draft(text=TEXT), Context())
    assert (verdict.decision, verdict.released) == (Decision.HOLD, None)


@pytest.mark.parametrize("error", [SystemExit(0), KeyboardInterrupt()], ids=repr)
def test_a_guard_that_ends_the_process_while_it_loads_releases_nothing(gate: Gate, error: BaseException) -> None:
    guard = FaultyGuard(Report)
    guard.load = raises(error)  # type: ignore[method-assign]
    released = None
    try:
        released = Gate(gate.policy, [guard]).inspect(Draft(text=TEXT), Context()).released
    except type(error):
        pass
    assert released is None


@pytest.mark.parametrize("fault", [FAULTS["an error"], FAULTS["None"], FAULTS["SystemExit"]])
def test_nobody_may_take_a_failed_check_upon_themselves(gate: Gate, fault: Callable[[], object]) -> None:
    broken = Gate(gate.policy, [FaultyGuard(fault)])
    verdict = broken.inspect(Draft(text=TEXT), Context())
    with pytest.raises(NotReleasable):
        broken.approve(verdict, verdict.findings, "mgr-1", "parce que", Context())


def test_an_admission_that_fails_refuses(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guardrails.consent.guard.ConsentGuard.admit", lambda *_: 1 / 0)
    assert not gate.admit(Context(recipient=Recipient(name="Claire"))).admitted


@pytest.mark.parametrize("broken", ["certain", "guess"])
def test_a_language_that_cannot_be_read_releases_nothing(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(gate._languages, broken, raises(RuntimeError()), raising=False)
    monkeypatch.setattr(gate._languages, "certain", raises(RuntimeError()), raising=False)
    verdict = gate.limited_to(("pressure",)).inspect(Draft(text=TEXT), Context())
    assert (verdict.decision, verdict.released) == (Decision.HOLD, None)


# --- the same through the service -----------------------------------------------------------------------------------

BRIEF = {"contact": "c-001", "occasion": "follow_up", "points": ["rappeler le prix du Levant 120"]}
CHECK = {"text": "Bonjour Madame Martin,\n\nMerci de votre visite.\n\nHélène Caradec"}


def says_text(answer: object) -> bool:
    """Whether an answer holds a text that may leave, anywhere in it."""
    if isinstance(answer, dict):
        return any((key == "text" and value) or says_text(value) for key, value in answer.items())
    return isinstance(answer, list) and any(says_text(one) for one in answer)


@pytest.mark.parametrize("name", ["an error", "None", "SystemExit", "no more memory", "offsets past the end"])
def test_no_answer_holds_a_text_that_was_not_checked_whole(api: Watched, gate: Gate, name: str) -> None:
    api.judged_by(with_fault(gate, FAULTS[name]))
    written = api.as_("rep-1").post("/v1/emails", json=BRIEF)
    assert (written.status_code, written.json()["status"]) == (202, "queued")
    assert not says_text(written.json())
    assert "faulty.check_failed" in [one["rule"] for one in written.json()["reasons"]]
    checked = api.as_("rep-1").post("/v1/check", json=CHECK | {"contact": "c-001"})
    assert (checked.json()["decision"], checked.json()["released"]) == ("hold", None)


def test_what_was_released_before_does_not_leave_past_a_new_guard_or_a_broken_admission(
    api: Watched, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/v1/emails/{api.as_('rep-1').post('/v1/emails', json=BRIEF).json()['suggestion']}"
    assert says_text(api.as_("rep-1").get(path).json())
    with monkeypatch.context() as patched:
        patched.setattr("guardrails.consent.guard.ConsentGuard.admit", lambda *_: 1 / 0)
        assert not says_text(api.as_("rep-1").get(path).json())
        assert api.as_("rep-1").post(f"{path}/sent").status_code == 409
    api.judged_by(with_fault(gate, FAULTS["an error"]))
    assert not says_text(api.as_("rep-1").get(path).json())
    assert api.as_("rep-1").post(f"{path}/sent").status_code == 409


def break_table(api: Watched, table: str) -> None:
    """From now on the database refuses every new row of a table, as a full disk does."""
    with api.workspace.records.writing() as session:
        session.connection().exec_driver_sql(
            f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )


def rows(api: Watched) -> tuple[int, int]:
    with api.workspace.records.reading() as session:
        stored = session.scalar(select(func.count()).select_from(Suggestion)) or 0
        return stored, len(newest_entries(session, 1_000))


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("table", ["suggestions", "journal", "reviews"])
def test_what_cannot_be_stored_or_journaled_is_not_given(api: Watched, table: str, accept: str) -> None:
    api.written_by(INVENTED, INVENTED)
    before = rows(api)
    break_table(api, table)
    answer = api.as_("rep-1", Accept=accept).post("/v1/emails", json=BRIEF)
    assert "Levant" not in answer.text
    assert "records." in answer.text
    assert rows(api) == before


def test_a_text_is_not_judged_when_the_judgement_cannot_be_journaled(api: Watched) -> None:
    break_table(api, "journal")
    answer = api.as_("rep-1").post("/v1/check", json=CHECK)
    assert answer.status_code >= 500
    assert not says_text(answer.json())


def test_a_review_is_not_decided_when_the_decision_cannot_be_journaled(api: Watched) -> None:
    api.written_by(INVENTED, INVENTED)
    review = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()["review"]["id"]
    findings = api.as_("manager").get(f"/v1/reviews/{review}").json()["findings"]
    taken = [one["key"] for one in findings if one["may_be_taken"]]
    break_table(api, "journal")
    for act, body in {
        "release": {"overrides": taken, "reason": "vérifié"},
        "edit": {"text": CHECK["text"]},
        "return": {"advice": "plus court"},
        "reject": {"reason": "non"},
    }.items():
        answer = api.as_("manager").post(f"/v1/reviews/{review}/{act}", json=body)
        assert answer.status_code >= 500, act
        assert not says_text(answer.json())
    with api.workspace.records.reading() as session:
        assert session.get_one(Review, review).state == ReviewState.WAITING


def test_a_mail_does_not_leave_when_that_cannot_be_journaled(api: Watched) -> None:
    path = f"/v1/emails/{api.as_('rep-1').post('/v1/emails', json=BRIEF).json()['suggestion']}"
    break_table(api, "journal")
    for answer in (api.as_("rep-1").get(path), api.as_("rep-1").post(f"{path}/sent")):
        assert answer.status_code >= 500
        assert not says_text(answer.json())
    with api.workspace.records.writing() as session:
        session.connection().exec_driver_sql("DROP TRIGGER broken")
    assert api.as_("rep-1").get(path).json()["sent_at"] is None


GARBAGE: Sequence[tuple[str, Reply]] = [
    ("nothing", completion("")),
    ("null", completion(None)),
    ("a list", completion([{"type": "text", "text": "released"}])),
    ("a number", completion(7)),
    ("prose", completion("Garbage without a subject.")),
    ("half a mail", completion('{"subject": "Garbage", "body": "Garbage gar')),
    ("no body", completion('{"subject": "Garbage"}')),
    ("a body that is a list", completion('{"subject": "Garbage", "body": ["Garbage"]}')),
    ("cut off", completion('{"subject": "Garbage", "body": "Garbage"}', finish="length")),
    ("filtered", completion('{"subject": "Garbage", "body": "Garbage"}', finish="content_filter")),
    ("declined", completion(None, refusal="Garbage")),
    ("half a letter", mail(body="Garbage \ud800 " * 20)),
    ("control characters", mail(body="Garbage \x00\x07 " * 20)),
    ("a web page", mail(body="<html><body>Garbage</body></html>" * 4)),
    ("in circles", mail(body="Garbage all over the place again. " * 9)),
    ("another language", mail(body="Guten Tag, dies ist Garbage und kein brauchbares Schreiben an Sie. " * 2)),
    ("an unknown person", mail(body="Bonjour PERSON_77, voici Garbage pour vous, avec mes meilleurs vœux de succès.")),
    ("no JSON at all", Reply(b"\x00\xff Garbage")),
    ("no choices", Reply(b'{"choices": []}')),
    ("a broken connection", Reply(b'{"choices": [{"message": {"content": "Garbage"}}]}', cut_at=10)),
    ("not found", failure(404, "Garbage")),
    ("an error", failure(500, "Garbage")),
    ("no such key", failure(401, "Garbage")),
]


@pytest.mark.few(6)
@pytest.mark.parametrize("reply", [one for _, one in GARBAGE], ids=[name for name, _ in GARBAGE])
def test_garbage_from_an_engine_is_never_released(api: Watched, reply: Reply) -> None:
    with far_model(reply) as far:
        writer = api.workspace.writer_with(far.engine)
        api.app.state.service = replace(api.app.state.service, writer=writer)
        answer = api.as_("rep-1").post("/v1/emails", json=BRIEF)
    assert far.server.requests
    told = answer.json()
    assert answer.status_code in (200, 202)
    assert "garbage" not in answer.text.lower()
    given = told if answer.status_code == 200 else told["offered"]
    assert given is None or given["engine"] == "composer"
