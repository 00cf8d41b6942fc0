"""A held draft leaves the queue once: released, edited, sent back, rejected or expired."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from assistant.emails.errors import AlreadySent
from assistant.emails.outcome import Outcome, Status
from assistant.emails.recall import find_outcome
from assistant.emails.sending import send
from assistant.records.suggestions import State
from assistant.records.tables import ConsentEvent, Contact, FactRow, Product
from assistant.review.deciding import edit, expire, reject, release, send_back
from assistant.review.errors import (
    FindingUnknown,
    OwnDraft,
    ReviewDecided,
    ReviewError,
    ReviewExpired,
    ReviewUnknown,
    WordsMissing,
)
from assistant.review.queue import find_review
from assistant.review.tables import ReviewState
from assistant.review.viewing import Waiting, view, waiting
from assistant.workspace import Workspace
from guardrails.errors import NotReleasable, ScrupuleError, SealError
from guardrails.verdict import Decision
from tests.assistant.review.factories import ASKER, MANAGER, REASON, held, journal, keys, stored, write
from tests.assistant.scripted import GOOD, URGENT
from tests.demo_company import NOW

LATER = NOW + timedelta(hours=2)
BLOCKED = "2 69 05 49 588 157 80"
EXPIRED = NOW + timedelta(days=14)


def released(workspace: Workspace, review: str, actor: str = MANAGER, reason: str = REASON):
    return release(workspace.gate, workspace.records, review, keys(workspace, review), actor, reason, LATER)


def found(workspace: Workspace, draft: Waiting) -> Outcome:
    return find_outcome(workspace.gate, workspace.records, draft.suggestion_id, LATER)


def test_a_released_draft_is_what_the_rep_finds(anywhere: Workspace):
    workspace = anywhere
    draft = held(workspace)
    text = released(workspace, draft.review.id)
    assert "27001" in text.text
    assert text.approved_by == MANAGER
    now = found(workspace, draft)
    assert now.status is Status.RELEASED
    assert now.released is not None
    assert now.released.text == text.text
    assert now.review is not None
    assert (now.review.state, now.review.decided_by, now.review.reason) == (ReviewState.RELEASED, MANAGER, REASON)
    assert stored(workspace, draft.suggestion_id).state == State.RELEASED
    assert waiting(workspace.records, LATER) == ()
    assert journal(workspace, 2) == ["review.released mgr-1", "suggestion.reopened operator"]


def test_a_finding_that_is_not_taken_stays_in_the_way(workspace: Workspace):
    review = held(workspace).review.id
    one, *_ = keys(workspace, review)
    with pytest.raises(NotReleasable):
        release(workspace.gate, workspace.records, review, [], MANAGER, REASON, LATER)
    with pytest.raises(NotReleasable):
        release(workspace.gate, workspace.records, review, [one], MANAGER, REASON, LATER)
    assert len(waiting(workspace.records, LATER)) == 1


def test_a_refusal_to_release_quotes_nothing_of_the_held_text(workspace: Workspace):
    review = held(workspace).review.id
    with pytest.raises(NotReleasable) as caught:
        release(workspace.gate, workspace.records, review, [], MANAGER, REASON, LATER)
    assert "27001" not in str(caught.value)
    assert set(caught.value.keys) >= set(keys(workspace, review))


def test_only_findings_of_the_draft_can_be_taken(workspace: Workspace):
    review = held(workspace).review.id
    taken = keys(workspace, review)
    with pytest.raises(FindingUnknown):
        release(workspace.gate, workspace.records, review, [*taken, "Claire Martin"], MANAGER, REASON, LATER)
    release(workspace.gate, workspace.records, review, [*taken, *taken], MANAGER, REASON, LATER)
    with workspace.records.reading() as session:
        assert find_review(session, review).overrides == sorted(taken)


def test_one_brief_leads_to_one_mail_the_offered_one(anywhere: Workspace):
    workspace = anywhere
    draft = held(workspace)
    taken, offered = keys(workspace, draft.review.id), found(workspace, draft).offered_id or ""
    send(workspace.gate, workspace.records, offered, LATER, actor=ASKER)
    assert journal(workspace, 2) == [f"suggestion.sent {ASKER}", f"review.rejected {ASKER}"]
    assert waiting(workspace.records, LATER) == ()
    review = found(workspace, draft).review
    assert review is not None
    assert (review.state, review.reason) == (ReviewState.REJECTED, "le mail proposé à sa place a été envoyé")
    assert stored(workspace, draft.suggestion_id).state == State.CLOSED
    with pytest.raises(ReviewDecided):
        release(workspace.gate, workspace.records, draft.review.id, taken, MANAGER, REASON, LATER)


@pytest.mark.parametrize("edited", [False, True], ids=["released", "edited"])
@pytest.mark.parametrize("offered_first", [False, True], ids=["offered last", "offered first"])
def test_of_two_mails_of_one_brief_one_is_sent(workspace: Workspace, edited: bool, offered_first: bool):
    draft = held(workspace)
    offered, reviewed = found(workspace, draft).offered_id or "", draft.suggestion_id
    if edited:
        gate, records = workspace.gate, workspace.records
        reviewed = edit(gate, records, draft.review.id, None, GOOD, MANAGER, LATER).suggestion_id or ""
    else:
        released(workspace, draft.review.id)
    first, second = (offered, reviewed) if offered_first else (reviewed, offered)
    send(workspace.gate, workspace.records, first, LATER)
    with pytest.raises(AlreadySent, match="another mail of this brief was sent at 2026-11-23 12:00"):
        send(workspace.gate, workspace.records, second, LATER)
    assert stored(workspace, second).sent_at is None


def test_an_offer_that_may_not_leave_leaves_the_review_open(workspace: Workspace):
    draft = held(workspace)
    offered = found(workspace, draft).offered_id or ""
    with workspace.records.writing() as session:
        session.get_one(Contact, "c-001").restricted = True
    with pytest.raises(SealError):
        send(workspace.gate, workspace.records, offered, LATER)
    assert held(workspace).review.id == draft.review.id


def test_a_blocked_draft_waits_for_a_reviewer_who_cannot_release_it(workspace: Workspace):
    reject(workspace.records, held(workspace).review.id, REASON, MANAGER, LATER)
    outcome = write(workspace, BLOCKED, BLOCKED)
    assert outcome.status is Status.QUEUED
    draft = held(workspace)
    assert (outcome.review, stored(workspace, outcome.suggestion_id).state) == (draft.review, State.BLOCKED)
    with pytest.raises(NotReleasable, match="block"):
        released(workspace, draft.review.id)
    assert edit(workspace.gate, workspace.records, draft.review.id, None, GOOD, MANAGER, LATER).released is not None


def test_keys_of_the_other_language_are_those_of_another_view(workspace: Workspace):
    review = held(workspace).review.id
    seen = keys(workspace, review, LATER, "en")
    with pytest.raises(FindingUnknown):
        release(workspace.gate, workspace.records, review, seen, MANAGER, REASON, LATER, language="fr")
    assert release(workspace.gate, workspace.records, review, seen, MANAGER, REASON, LATER, language="en").text


def test_an_edited_text_that_passes_is_released_in_place_of_the_draft(anywhere: Workspace):
    workspace = anywhere
    draft = held(workspace)
    edited = edit(workspace.gate, workspace.records, draft.review.id, None, GOOD, MANAGER, LATER)
    assert edited.released is not None
    new = stored(workspace, edited.suggestion_id)
    assert (new.edited_from, new.state) == (draft.suggestion_id, State.RELEASED)
    assert stored(workspace, draft.suggestion_id).state == State.CLOSED
    assert journal(workspace, 2) == ["review.edited mgr-1", "draft.released mgr-1"]
    now = found(workspace, draft)
    assert now.released is not None
    assert now.suggestion_id == edited.suggestion_id
    assert "27001" not in now.released.text
    send(workspace.gate, workspace.records, edited.suggestion_id or "", LATER)


def test_an_edited_text_that_is_worse_comes_back_with_its_findings(workspace: Workspace):
    review = held(workspace).review.id
    edited = edit(workspace.gate, workspace.records, review, None, URGENT, MANAGER, LATER)
    assert edited.released is None
    assert edited.suggestion_id is None
    assert any(one.rule.startswith("pressure.") for one in edited.verdict.findings)
    assert [one.review.id for one in waiting(workspace.records, LATER)] == [review]
    assert journal(workspace, 1) == ["text.checked mgr-1"]


def test_an_edit_is_held_against_every_fact_that_holds_now(workspace: Workspace):
    review = held(workspace).review.id
    other = GOOD.replace("Je reste", "La Chaise Camille coûte 389 € TTC. Je reste")
    assert edit(workspace.gate, workspace.records, review, "Vos prix", other, MANAGER, LATER).released is not None


def test_the_rep_reads_the_advice_of_a_draft_that_was_sent_back(anywhere: Workspace):
    workspace = anywhere
    draft = held(workspace)
    send_back(workspace.records, draft.review.id, "Retirez la certification.", MANAGER, LATER)
    now = found(workspace, draft)
    assert now.status is Status.CLOSED
    assert now.released is None
    assert now.review is not None
    assert (now.review.state, now.review.advice) == (ReviewState.RETURNED, "Retirez la certification.")
    assert now.offered is not None, "the composer's mail is still offered"
    assert stored(workspace, draft.suggestion_id).state == State.CLOSED


def test_a_rejected_draft_stays_unsent(workspace: Workspace):
    draft = held(workspace)
    reject(workspace.records, draft.review.id, REASON, MANAGER, LATER)
    now = found(workspace, draft)
    assert now.status is Status.CLOSED
    assert now.review is not None
    assert (now.review.state, now.review.reason) == (ReviewState.REJECTED, REASON)
    with pytest.raises(ScrupuleError):
        send(workspace.gate, workspace.records, draft.suggestion_id, LATER)


DECISIONS: dict[str, Callable[[Workspace, str, str, datetime], object]] = {
    "release": lambda w, review, who, now: release(w.gate, w.records, review, [], who, REASON, now),
    "edit": lambda w, review, who, now: edit(w.gate, w.records, review, None, GOOD, who, now),
    "send back": lambda w, review, who, now: send_back(w.records, review, REASON, who, now),
    "reject": lambda w, review, who, now: reject(w.records, review, REASON, who, now),
}


@pytest.mark.parametrize("second", DECISIONS)
@pytest.mark.parametrize("first", ["edit", "send back", "reject"])
def test_what_is_decided_stays_decided(workspace: Workspace, first: str, second: str):
    review = held(workspace).review.id
    DECISIONS[first](workspace, review, MANAGER, LATER)
    with pytest.raises(ReviewDecided) as caught:
        DECISIONS[second](workspace, review, "mgr-2", LATER)
    assert MANAGER in str(caught.value)
    assert "2026-11-23 12:00 +0100" in str(caught.value)


@pytest.mark.parametrize("decision", [name for name in DECISIONS if name != "release"])
def test_the_same_decision_again_gets_the_same_answer(workspace: Workspace, decision: str):
    review = held(workspace).review.id
    first = DECISIONS[decision](workspace, review, MANAGER, LATER)
    before = journal(workspace, 50)
    again = DECISIONS[decision](workspace, review, MANAGER, LATER)
    assert getattr(first, "suggestion_id", first) == getattr(again, "suggestion_id", again)
    assert journal(workspace, 50) == before, "it was made once"


def test_the_same_release_again_gets_the_same_text(workspace: Workspace):
    review = held(workspace).review.id
    taken = keys(workspace, review)
    first, again = (release(workspace.gate, workspace.records, review, taken, MANAGER, REASON, LATER) for _ in "12")
    assert first.stored() == again.stored()
    with pytest.raises(ReviewDecided):
        release(workspace.gate, workspace.records, review, taken, MANAGER, "another reason", LATER)


def test_of_many_reviewers_at_once_exactly_one_decides(anywhere: Workspace):
    workspace = anywhere
    review = held(workspace).review.id
    taken = keys(workspace, review)
    start, done, told = threading.Barrier(4), [], []

    def decide(who: str) -> None:
        start.wait()
        try:
            release(workspace.gate, workspace.records, review, taken, who, REASON, LATER)
            done.append(who)
        except ReviewDecided as error:
            told.append(str(error))

    threads = [threading.Thread(target=decide, args=(f"mgr-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert len(told) == 3
    assert all(done[0] in one for one in told)
    assert [one for one in journal(workspace, 50) if one.startswith("review.released")] == [
        f"review.released {done[0]}"
    ]


@pytest.mark.parametrize("decision", DECISIONS)
def test_an_expired_review_says_when_and_what_to_do(workspace: Workspace, decision: str):
    review = held(workspace).review.id
    with pytest.raises(ReviewExpired) as caught:
        DECISIONS[decision](workspace, review, MANAGER, EXPIRED)
    assert "2026-12-07 10:00 +0100" in str(caught.value)
    assert "new draft" in str(caught.value)
    assert "nouveau brouillon" in caught.value.sentences["fr"]


def test_expiry_is_marked_once_and_journaled(anywhere: Workspace):
    workspace = anywhere
    draft = held(workspace)
    assert expire(workspace.records, EXPIRED - timedelta(seconds=1)) == 0
    assert expire(workspace.records, EXPIRED) == 1
    assert expire(workspace.records, EXPIRED) == 0
    assert journal(workspace, 1) == ["review.expired clock"]
    now = found(workspace, draft)
    assert now.status is Status.CLOSED
    assert now.review is not None
    assert now.review.state is ReviewState.EXPIRED


def test_a_blocked_finding_is_nobodys_to_take(workspace: Workspace):
    draft = held(workspace)
    review = draft.review.id
    taken = keys(workspace, review)
    with workspace.records.writing() as session:
        session.add(
            ConsentEvent(
                id="k-new", contact_id="c-001", purpose="prospecting", channel="email", status="withdrawn", at=LATER
            )
        )
    after = LATER + timedelta(minutes=1)
    seen = view(workspace.gate, workspace.records, review, after, actor=MANAGER)
    assert seen.verdict.decision is Decision.BLOCK
    everything = [one.key for one in seen.seen.findings]
    with pytest.raises(NotReleasable):
        release(workspace.gate, workspace.records, review, [*taken, *everything], MANAGER, REASON, after)
    assert edit(workspace.gate, workspace.records, review, None, GOOD, MANAGER, after).released is None
    assert stored(workspace, draft.suggestion_id).state == State.HELD


def test_a_price_that_changed_since_the_draft_is_seen(workspace: Workspace):
    draft = held(workspace)
    taken = keys(workspace, draft.review.id)
    with workspace.records.writing() as session:
        session.delete(session.get_one(FactRow, "offer-automne-term"))
    _reprice(workspace, "699")
    seen = view(workspace.gate, workspace.records, draft.review.id, LATER, actor=MANAGER)
    assert any(one.guard == "claims" and "699" in (one.suggestion or "") for one in seen.seen.findings)
    text = release(workspace.gate, workspace.records, draft.review.id, taken, MANAGER, REASON, LATER)
    assert "699" in text.text
    assert "649" not in text.text


def test_a_release_ends_when_its_price_changes(workspace: Workspace):
    draft = held(workspace)
    released(workspace, draft.review.id)
    _reprice(workspace, "699")
    now = found(workspace, draft)
    assert now.status is Status.CLOSED
    assert now.released is None
    assert any("ne peut plus partir" in one for one in now.notices)
    with pytest.raises(SealError):
        send(workspace.gate, workspace.records, draft.suggestion_id, LATER)
    assert stored(workspace, draft.suggestion_id).sent_at is None


def test_a_release_is_for_the_address_it_was_made_for(workspace: Workspace):
    draft = held(workspace)
    released(workspace, draft.review.id)
    with workspace.records.writing() as session:
        session.get_one(Contact, "c-001").email = "somebody.else@courriel.example"
    with pytest.raises(SealError, match="other recipients"):
        send(workspace.gate, workspace.records, draft.suggestion_id, LATER)


@pytest.mark.parametrize(("actor", "rep"), [("rep-1", None), ("token-7", "rep-1"), (ASKER, None)])
def test_nobody_releases_their_own_mail(workspace: Workspace, actor: str, rep: str | None):
    draft = held(workspace)
    taken = keys(workspace, draft.review.id)
    with pytest.raises(OwnDraft):
        release(workspace.gate, workspace.records, draft.review.id, taken, actor, REASON, LATER, rep=rep)
    assert len(waiting(workspace.records, LATER)) == 1


@pytest.mark.parametrize("words", ["", " \n\t"])
@pytest.mark.parametrize(
    "decide",
    [
        lambda w, review, words: release(w.gate, w.records, review, [], MANAGER, words, LATER),
        lambda w, review, words: edit(w.gate, w.records, review, "Objet", words, MANAGER, LATER),
        lambda w, review, words: send_back(w.records, review, words, MANAGER, LATER),
        lambda w, review, words: reject(w.records, review, words, MANAGER, LATER),
    ],
    ids=["release", "edit", "send back", "reject"],
)
def test_a_decision_needs_words(workspace: Workspace, decide: Callable[[Workspace, str, str], object], words: str):
    with pytest.raises(WordsMissing):
        decide(workspace, "any", words)


@pytest.mark.parametrize("decision", DECISIONS)
def test_an_unknown_review_is_said(workspace: Workspace, decision: str):
    with pytest.raises(ReviewUnknown):
        DECISIONS[decision](workspace, "nothing", MANAGER, LATER)


@pytest.mark.parametrize(
    "error",
    [
        ReviewUnknown(),
        ReviewDecided("released", MANAGER, NOW),
        ReviewExpired(NOW),
        OwnDraft(),
        FindingUnknown(),
        WordsMissing("x", "y"),
    ],
    ids=lambda error: error.code,
)
def test_every_error_speaks_both_languages(error: ReviewError):
    assert str(error) == error.sentences["en"]
    assert error.sentences["fr"] != error.sentences["en"]
    assert error.status in (403, 404, 409, 422)


def _reprice(workspace: Workspace, value: str) -> None:
    with workspace.records.writing() as session:
        session.get_one(FactRow, "price-p-01").value = value
        session.get_one(Product, "p-01").price = Decimal(value)
