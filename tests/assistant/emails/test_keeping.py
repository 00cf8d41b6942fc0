"""What a brief leaves behind: all of it or nothing, once, and journaled."""

import threading

import pytest
from sqlalchemy import func, select

from assistant.emails.brief import make_brief
from assistant.emails.errors import AlreadySent, NotSendable, RequestReused
from assistant.emails.incoming import read_incoming
from assistant.emails.outcome import Outcome, Status
from assistant.emails.progress import Step
from assistant.emails.recall import find_outcome
from assistant.emails.sending import send
from assistant.engines.composer.errors import BriefUnusable
from assistant.engines.errors import EngineTooSlow
from assistant.engines.request import Email, EmailRequest
from assistant.journal.entry import Event
from assistant.journal.journal import newest_entries, verify
from assistant.records.errors import RecordsError, SuggestionUnknown
from assistant.records.suggestions import NO_SUGGESTION, RequestIdentity, State, suggestion
from assistant.records.tables import Contact, Suggestion
from assistant.review.tables import Review, ReviewState
from assistant.workspace import Workspace
from guardrails.errors import SealError
from tests.assistant.scripted import GOOD, INVENTED, Scripted
from tests.demo_company import COMPANY, NOW

ASKED = RequestIdentity("a" * 64, "b" * 64)
POINTS = ("rappeler le prix du Levant 120",)


def write(workspace: Workspace, *answers: str | Exception, **more: object) -> Outcome:
    brief = make_brief("c-001", "follow_up", points=POINTS, rep="rep-1")
    return workspace.writer_with(Scripted(answers)).write(brief, NOW, **more)  # type: ignore[arg-type]


def count(workspace: Workspace, table: type[Suggestion] | type[Review]) -> int:
    with workspace.records.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def events(workspace: Workspace) -> list[str]:
    with workspace.records.reading() as session:
        assert not verify(session).faults
        return [one.event.value for one in reversed(newest_entries(session, 100))]


def test_a_held_draft_its_review_and_the_offer_are_stored_together(workspace: Workspace):
    outcome = write(workspace, INVENTED, INVENTED, actor="token-3")
    assert outcome.review is not None
    assert outcome.review.state is ReviewState.WAITING
    with workspace.records.reading() as session:
        offered = suggestion(session, outcome.offered_id or "")
        assert (offered.state, offered.offered_for) == (State.OFFERED, outcome.suggestion_id)
        held, released = reversed(newest_entries(session, 2))
        subject = session.get_one(Contact, "c-001").subject_id
    assert (held.event, held.suggestion, held.actor, held.decision) == (
        Event.DRAFT_HELD, outcome.suggestion_id, "token-3", "hold",
    )  # fmt: skip
    assert "claims.certification" in held.rules
    assert (held.engine, held.model, held.subject) == ("openai", "scripted", subject)
    assert (released.event, released.suggestion, released.engine) == (
        Event.DRAFT_RELEASED, outcome.offered_id, "composer",
    )  # fmt: skip


@pytest.mark.parametrize("broken", ["store_verdict", "journal_draft", "open_review"])
def test_a_failure_while_storing_leaves_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, broken: str):
    before = events(workspace)

    def fails(*_args: object, **_more: object) -> None:
        raise RecordsError("the disk is full")

    monkeypatch.setattr(f"assistant.emails.keeping.{broken}", fails)
    with pytest.raises(RecordsError):
        write(workspace, INVENTED, INVENTED)
    assert (count(workspace, Suggestion), count(workspace, Review), events(workspace)) == (0, 0, before)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((GOOD,), ["draft.released"]),
        ((INVENTED, INVENTED), ["draft.held", "draft.released"]),
        ((EngineTooSlow("no answer"),), ["draft.failed", "draft.released"]),
        ((INVENTED, EngineTooSlow("no answer")), ["draft.held", "draft.released"]),
    ],
    ids=["good", "invented", "no answer", "no second answer"],
)
def test_each_stored_draft_has_its_entry(
    workspace: Workspace, answers: tuple[str | Exception, ...], expected: list[str]
):
    write(workspace, *answers)
    assert events(workspace)[-len(expected) :] == expected
    assert count(workspace, Suggestion) == len(expected)


@pytest.mark.parametrize(
    ("contact", "points", "event", "rule"),
    [
        ("c-003", (), "draft.refused", "consent."),
        ("c-001", ("lui dire que c’est maintenant ou jamais, l’offre ne reviendra pas",), "brief.refused", "pressure."),
    ],
)
def test_a_refusal_is_journaled_with_its_rules(
    workspace: Workspace, contact: str, points: tuple[str, ...], event: str, rule: str
):
    brief = make_brief(contact, "first_contact", points=points, rep="rep-1")
    assert workspace.writer_with(Scripted(())).write(brief, NOW).status is Status.REFUSED
    with workspace.records.reading() as session:
        (entry,) = newest_entries(session, 1)
    assert entry.event == event
    assert any(one.startswith(rule) for one in entry.rules)
    assert count(workspace, Suggestion) == 0


@pytest.mark.parametrize("answers", [(GOOD,), (INVENTED, INVENTED)], ids=["good", "invented"])
def test_an_objection_while_the_model_writes_stops_the_mail(workspace: Workspace, answers: tuple[str, ...]):
    class Slow(Scripted):
        def write(self, request: EmailRequest) -> Email:
            with workspace.records.writing() as session:
                session.get_one(Contact, "c-001").restricted = True
            return super().write(request)

    brief = make_brief("c-001", "follow_up", points=POINTS, rep="rep-1")
    outcome = workspace.writer_with(Slow(answers)).write(brief, NOW, request=ASKED)
    assert (outcome.status, outcome.released, outcome.offered, outcome.attempts) == (Status.REFUSED, None, None, ())
    assert not outcome.admission.admitted
    assert events(workspace)[-1] == "draft.refused"
    assert (count(workspace, Suggestion), count(workspace, Review)) == (0, 0)


def test_a_draft_that_answers_a_hostile_mail_waits_even_if_it_is_good(workspace: Workspace):
    mail = read_incoming(COMPANY / "incoming" / "hidden-instructions.eml")
    answer = (
        "Bonjour Monsieur Delorme,\n\nMerci de votre message. Je vous rappelle demain.\n\nCordialement,\nPaul Kervella"
    )
    brief = make_brief("c-005", "answer", rep="rep-2", reply_to=mail)
    outcome = workspace.writer_with(Scripted((answer, answer))).write(brief, NOW)
    assert outcome.review is not None
    with workspace.records.reading() as session:
        row = suggestion(session, outcome.suggestion_id or "")
    assert (row.state, row.release) == (State.HELD, None)
    found = find_outcome(workspace.gate, workspace.records, row.id, NOW)
    assert found.status is Status.QUEUED
    assert [one.rule for one in found.incoming] == [one.rule for one in outcome.incoming]


def test_a_composer_that_cannot_write_is_said_and_nothing_is_lost(workspace: Workspace):
    class Silent:
        name, model, is_model = "composer", "sentences@1", False

        def write(self, request: object) -> object:
            raise BriefUnusable("the brief is too long")

    outcome = workspace.writer_with(Silent()).write(make_brief("c-001", "follow_up", rep="rep-1"), NOW)  # type: ignore[arg-type]
    assert (outcome.status, outcome.review) == (Status.QUEUED, None)
    assert "le modèle" in outcome.notices[0].lower()
    assert events(workspace)[-1] == "draft.failed"
    assert find_outcome(workspace.gate, workspace.records, outcome.suggestion_id or "", NOW).status is Status.CLOSED


def test_progress_tells_each_step_in_order(workspace: Workspace):
    steps: list[Step] = []
    write(workspace, INVENTED, INVENTED, progress=steps.append)
    assert steps == [
        Step.ADMISSION, Step.READING, Step.DRAFTING, Step.CHECKING, Step.REPAIRING, Step.CHECKING, Step.COMPOSING,
        Step.STORING,
    ]  # fmt: skip


@pytest.mark.parametrize("answers", [(GOOD,), (INVENTED, INVENTED)], ids=["released", "held"])
def test_the_same_request_again_gets_the_same_answer(workspace: Workspace, answers: tuple[str, ...]):
    first = write(workspace, *answers, request=ASKED)
    again = write(workspace, request=ASKED)
    assert again.replayed
    assert not first.replayed
    assert (again.status, again.suggestion_id, again.offered_id) == (
        first.status, first.suggestion_id, first.offered_id,
    )  # fmt: skip
    assert _texts(again) == _texts(first)
    assert again.notices == first.notices
    assert [one.rule for one in again.attempts[-1].verdict.findings] == [
        one.rule for one in first.attempts[-1].verdict.findings
    ]
    assert events(workspace)[-1] == "suggestion.reopened"


def _texts(outcome: Outcome) -> tuple[str | None, str | None]:
    return (
        outcome.released.stored() if outcome.released else None,
        outcome.offered.stored() if outcome.offered else None,
    )


def test_the_answer_to_a_request_that_no_model_answered_says_so_again(workspace: Workspace):
    first = write(workspace, EngineTooSlow("no answer"), request=ASKED)
    again = write(workspace, request=ASKED)
    assert again.released is not None
    assert "Ce mail a été composé sans modèle." in first.notices
    assert "Ce mail a été composé sans modèle." in again.notices


def test_the_same_key_with_another_brief_is_refused(workspace: Workspace):
    write(workspace, GOOD, request=ASKED)
    with pytest.raises(RequestReused):
        write(workspace, request=RequestIdentity(ASKED.key, "c" * 64))
    assert count(workspace, Suggestion) == 1


def test_the_same_request_at_once_leaves_one_suggestion(workspace: Workspace):
    start, outcomes = threading.Barrier(3), []

    class Late(Scripted):
        def write(self, request: object):  # type: ignore[override]
            start.wait()
            return super().write(request)  # type: ignore[arg-type]

    def ask() -> None:
        brief = make_brief("c-001", "follow_up", points=POINTS, rep="rep-1")
        outcomes.append(workspace.writer_with(Late((GOOD,))).write(brief, NOW, request=ASKED))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.suggestion_id for one in outcomes}) == 1
    assert sorted(one.replayed for one in outcomes) == [False, True, True]
    assert count(workspace, Suggestion) == 1


def test_a_suggestion_is_sent_once(workspace: Workspace):
    key = write(workspace, GOOD).suggestion_id or ""
    assert send(workspace.gate, workspace.records, key, NOW, actor="token-3").text
    assert events(workspace)[-1] == "suggestion.sent"
    with pytest.raises(AlreadySent) as caught:
        send(workspace.gate, workspace.records, key, NOW)
    assert "2026-11-23 10:00 +0100" in str(caught.value)
    found = find_outcome(workspace.gate, workspace.records, key, NOW)
    assert found.sent_at == NOW
    assert "Ce mail a déjà été envoyé." in found.notices


def test_of_many_who_send_at_once_one_does(workspace: Workspace):
    key = write(workspace, GOOD).suggestion_id or ""
    start, sent, told = threading.Barrier(4), [], []

    def ask() -> None:
        start.wait()
        try:
            sent.append(send(workspace.gate, workspace.records, key, NOW))
        except AlreadySent as error:
            told.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sent), len(told)) == (1, 3)
    assert events(workspace).count("suggestion.sent") == 1


def test_the_messages_that_would_exceed_the_weekly_cap_are_not_sent(workspace: Workspace):
    keys = [write(workspace, GOOD).suggestion_id or "" for _ in range(6)]
    sent = [_leaves(workspace, key) for key in keys]
    allowed = sent.index(False)
    assert allowed > 0
    assert sent[allowed:] == [False] * (len(keys) - allowed)
    with workspace.records.reading() as session:
        assert suggestion(session, keys[allowed]).sent_at is None


def _leaves(workspace: Workspace, key: str) -> bool:
    try:
        return bool(send(workspace.gate, workspace.records, key, NOW).text)
    except SealError:
        return False


def test_a_held_draft_is_not_sent(workspace: Workspace):
    key = write(workspace, INVENTED, INVENTED).suggestion_id or ""
    with pytest.raises(NotSendable):
        send(workspace.gate, workspace.records, key, NOW)


def test_an_unknown_suggestion_is_said(workspace: Workspace):
    with pytest.raises(SuggestionUnknown, match=NO_SUGGESTION):
        find_outcome(workspace.gate, workspace.records, "nothing", NOW)


def test_held_text_is_in_nothing_that_a_rep_is_shown(workspace: Workspace, capsys: pytest.CaptureFixture[str]):
    import json

    from rich.console import Console

    from assistant.presenting import outcome_as_dict, show_outcome

    outcome = write(workspace, INVENTED, INVENTED)
    for one in (outcome, find_outcome(workspace.gate, workspace.records, outcome.suggestion_id or "", NOW)):
        show_outcome(Console(width=100), one, "fr")
        shown = capsys.readouterr().out + json.dumps(outcome_as_dict(one), ensure_ascii=False)
        assert "27001" not in shown
        assert "2 jours" not in shown
        assert "Un label ou un certificat ne s'affiche qu'avec sa preuve." in " ".join(shown.split())
