"""Reviewers see held text, others do not; each view is journaled before it is given."""

import json
import multiprocessing
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console

from assistant.records.database import open_records
from assistant.records.errors import RecordsError
from assistant.review.deciding import reject
from assistant.review.errors import ReviewDecided, ReviewExpired, ReviewUnknown
from assistant.review.presenting import show_queue, show_view, view_as_dict, waiting_as_dict
from assistant.review.tables import ReviewState
from assistant.review.viewing import view, waiting
from assistant.review.wording import WORDS, standing
from assistant.workspace import Workspace
from guardrails.draft import Language
from guardrails.verdict import Action
from tests.assistant.master import MASTER
from tests.assistant.review.factories import MANAGER, REASON, held, journal, write
from tests.assistant.scripted import GOOD, INVENTED
from tests.demo_company import NOW


def test_the_queue_says_for_whom_and_why_not_what(workspace: Workspace):
    one = held(workspace)
    assert (one.contact_id, one.contact_name, one.rep_id) == ("c-001", "Claire Martin", "rep-1")
    assert {"claims.certification", "claims.delivery"} <= {finding.rule for finding in one.findings}
    assert all(finding.action is not Action.ALLOW for finding in one.findings)
    assert one.review.expires_at == NOW + timedelta(days=14)


def test_the_queue_is_read_page_by_page_oldest_first(workspace: Workspace):
    held_first = held(workspace).review.id
    later = [write(workspace, INVENTED, INVENTED, now=NOW + timedelta(minutes=number)) for number in (1, 2)]
    written = [held_first, *(one.review.id for one in later if one.review)]
    first = waiting(workspace.records, NOW, limit=2)
    rest = waiting(workspace.records, NOW, limit=2, after=first[-1].review.id)
    assert [one.review.id for one in (*first, *rest)] == written


def test_a_released_draft_does_not_wait(workspace: Workspace):
    assert write(workspace, GOOD).review is None
    assert len(waiting(workspace.records, NOW)) == 1


def test_a_view_shows_the_text_its_findings_and_what_was_asked(workspace: Workspace):
    review = held(workspace).review.id
    seen = view(workspace.gate, workspace.records, review, NOW, actor=MANAGER)
    assert seen.seen.text == INVENTED
    found = {one.rule: seen.seen.text[one.start : one.end] for one in seen.may_be_taken}
    assert found["claims.certification"] == "ISO 27001"
    assert seen.points == ("rappeler le prix du Levant 120",)
    assert {one.fact for one in seen.evidence} >= {"price-p-01"}
    assert journal(workspace, 1) == ["review.viewed mgr-1"]


def test_a_view_that_cannot_be_journaled_is_not_given(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    review = held(workspace).review.id

    def fails(*_args: object, **_more: object) -> None:
        raise RecordsError("the disk is full")

    monkeypatch.setattr("assistant.review.viewing.journal_suggestion", fails)
    with pytest.raises(RecordsError):
        view(workspace.gate, workspace.records, review, NOW, actor=MANAGER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_findings_are_worded_for_the_reviewer(workspace: Workspace, language: Language):
    review = held(workspace).review.id
    seen = view(workspace.gate, workspace.records, review, NOW, actor=MANAGER, language=language)
    words = {"fr": "Un label ou un certificat", "en": "A label or certificate"}[language]
    assert any(words in one.message for one in seen.seen.findings), [one.message for one in seen.seen.findings]


def test_what_cannot_be_decided_is_not_shown(workspace: Workspace):
    gate, records = workspace.gate, workspace.records
    review = held(workspace).review.id
    with pytest.raises(ReviewExpired):
        view(gate, records, review, NOW + timedelta(days=14), actor=MANAGER)
    reject(records, review, REASON, MANAGER, NOW)
    with pytest.raises(ReviewDecided):
        view(gate, records, review, NOW, actor=MANAGER)
    with pytest.raises(ReviewUnknown):
        view(gate, records, "nothing", NOW, actor=MANAGER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_reviewer_reads_in_a_terminal(
    workspace: Workspace, language: Language, capsys: pytest.CaptureFixture[str]
):
    review = held(workspace).review.id
    console = Console(width=200)
    show_queue(console, waiting(workspace.records, NOW), language)
    queue = capsys.readouterr().out
    assert review in queue
    assert "Nous sommes certifiés" not in queue
    show_view(console, view(workspace.gate, workspace.records, review, NOW, actor=MANAGER, language=language))
    shown = capsys.readouterr().out
    assert "Nous sommes certifiés ISO 27001" in shown
    assert "--override 'claims.certification@text:" in shown
    assert {"fr": "Ce que le commercial a demandé", "en": "What the rep asked for"}[language] in shown


def test_what_programs_read(workspace: Workspace):
    one = held(workspace)
    assert INVENTED not in json.dumps(waiting_as_dict(one))
    seen = view_as_dict(view(workspace.gate, workspace.records, one.review.id, NOW, actor=MANAGER))
    assert seen["text"] == INVENTED
    assert json.loads(json.dumps(seen)) == seen


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("state", ReviewState)
def test_a_rep_reads_how_the_review_stands(workspace: Workspace, state: ReviewState, language: Language):
    note = replace(held(workspace).review, state=state, decided_by=MANAGER, reason=REASON)
    said = standing(note, language)
    assert "{" not in said
    assert said != standing(note, "en" if language == "fr" else "fr")


def test_every_word_is_there_in_both_languages():
    assert all(words["fr"].strip() and words["en"].strip() for words in WORDS.values())


@pytest.mark.few(1)
def test_of_two_processes_exactly_one_decides(anywhere: Workspace):
    workspace = anywhere
    review = held(workspace).review.id
    url = workspace.settings.database_url
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        answers = pool.starmap(_reject_there, [(url, review, "mgr-1"), (url, review, "mgr-2")])
    (winner,) = [one for one in answers if one.startswith("done by ")]
    (loser,) = [one for one in answers if not one.startswith("done by ")]
    assert winner.removeprefix("done by ") in loser
    assert [one for one in journal(workspace, 20) if one.startswith("review.rejected")] == [
        f"review.rejected {winner.removeprefix('done by ')}"
    ]


def _reject_there(url: str, review: str, who: str) -> str:
    records = open_records(url, MASTER)
    try:
        reject(records, review, f"{REASON} ({who})", who, NOW)
    except ReviewDecided as error:
        return str(error)
    finally:
        records.close()
    return f"done by {who}"
