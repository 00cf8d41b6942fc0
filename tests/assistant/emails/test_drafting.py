"""The path of one mail: admission first, the gate last, and nothing lost between."""

from pathlib import Path

import pytest

from assistant.emails.brief import make_brief
from assistant.emails.incoming import read_incoming
from assistant.emails.outcome import Status
from assistant.engines.errors import EngineTooSlow
from assistant.engines.request import Email, EmailRequest
from assistant.records.errors import ContactUnknown
from assistant.records.suggestions import State, suggestion
from assistant.workspace import Workspace
from guardrails.verdict import Decision
from tests.assistant.scripted import GOOD, INVENTED, URGENT, WRONG, Scripted
from tests.demo_company import COMPANY, NOW


def brief(contact: str = "c-001", occasion: str = "follow_up", **more: object):
    return make_brief(contact, occasion, **more)  # type: ignore[arg-type]


def test_a_good_draft_is_released_with_its_sources(workspace: Workspace):
    engine = Scripted([GOOD])
    outcome = workspace.writer_with(engine).write(brief(points=("rappeler le prix du Levant 120",)), NOW)
    assert outcome.status is Status.RELEASED
    assert outcome.released is not None
    assert "649 € TTC" in outcome.released.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "price-p-01" in {one.fact for one in outcome.attempts[0].verdict.evidence}
    with workspace.records.reading() as session:
        assert outcome.suggestion_id is not None
        stored = suggestion(session, outcome.suggestion_id)
        assert (stored.state, stored.body) == (State.RELEASED, outcome.released.text)


def test_the_repair_round_says_what_was_wrong(workspace: Workspace):
    engine = Scripted([URGENT, GOOD])
    outcome = workspace.writer_with(engine).write(brief(), NOW)
    assert outcome.status is Status.RELEASED
    assert len(outcome.attempts) == 2
    assert engine.asked[1].previous is not None
    assert engine.asked[1].advice


def test_what_still_fails_is_queued_and_the_composer_steps_in(workspace: Workspace):
    outcome = workspace.writer_with(Scripted([INVENTED, INVENTED])).write(brief(), NOW)
    assert outcome.status is Status.QUEUED
    assert outcome.released is None
    assert outcome.offered is not None
    assert "27001" not in outcome.offered.text
    with workspace.records.reading() as session:
        waiting = suggestion(session, outcome.suggestion_id or "")
        assert waiting.state == State.HELD
        assert waiting.body is not None
        assert "27001" in waiting.body


def test_a_wrong_price_is_put_right(workspace: Workspace):
    outcome = workspace.writer_with(Scripted([WRONG])).write(brief(points=("rappeler le prix du Levant 120",)), NOW)
    assert outcome.released is not None
    assert "649" in outcome.released.text
    assert "499" not in outcome.released.text


def test_an_engine_that_fails_loses_nothing(workspace: Workspace):
    outcome = workspace.writer_with(Scripted([EngineTooSlow("no answer in 60 s")])).write(brief(), NOW)
    assert outcome.status is Status.RELEASED
    assert outcome.released is not None
    assert outcome.attempts[0].engine == "composer"
    expected = "Le modèle n’a pas pu écrire : il n’a pas répondu à temps (détail : no answer in 60 s)."
    assert outcome.notices[0] == expected


def test_no_model_sees_a_name_or_an_address(workspace: Workspace):
    engine = Scripted([GOOD, GOOD])
    workspace.writer_with(engine).write(brief(points=("dire à Claire Martin que je suis joignable",)), NOW)
    seen = repr(engine.asked[0])
    for canary in ("Claire", "claire.martin", "06 39 98 14 02", "Caradec", "helene.caradec"):
        assert canary not in seen, canary


def test_placeholders_come_back_as_names(workspace: Workspace):
    class Echo(Scripted):
        def write(self, request: EmailRequest) -> Email:
            self.asked.append(request)
            return Email(
                "Votre visite", f"Bonjour {request.recipient.name},\n\nMerci de votre visite.\n\n{request.sender.name}"
            )

    outcome = workspace.writer_with(Echo([])).write(brief(), NOW)
    assert outcome.released is not None
    assert outcome.released.text.startswith("Bonjour Claire Martin,")
    assert "Hélène Caradec" in outcome.released.text


def test_a_refused_contact_is_not_read_and_nothing_is_asked(workspace: Workspace):
    engine = Scripted([])
    outcome = workspace.writer_with(engine).write(brief("Julien Moreau", "first_contact"), NOW)
    assert outcome.status is Status.REFUSED
    assert engine.asked == []
    assert any(one.remedies for one in outcome.admission.recipients)


@pytest.mark.parametrize("contact", ["c-009", "c-010"])
def test_minors_and_restricted_people_are_refused(workspace: Workspace, contact: str):
    assert workspace.writer("composer").write(brief(contact, "first_contact"), NOW).status is Status.REFUSED


@pytest.mark.parametrize(
    "point",
    [
        "lui dire que c’est maintenant ou jamais, l’offre ne reviendra pas",
        "lui donner le numéro de Karim Benali, 06 12 34 56 78",
    ],
    ids=["pressure", "another customer"],
)
def test_a_brief_that_asks_for_what_may_not_be_written_is_refused(workspace: Workspace, point: str):
    engine = Scripted([])
    outcome = workspace.writer_with(engine).write(brief(points=(point,)), NOW)
    assert outcome.status is Status.REFUSED
    assert outcome.reasons
    assert engine.asked == []


def test_hidden_instructions_never_reach_an_engine(workspace: Workspace):
    engine = Scripted([GOOD, GOOD])
    mail = read_incoming(COMPANY / "incoming" / "hidden-instructions.eml")
    outcome = workspace.writer_with(engine).write(brief("c-005", "answer", rep="rep-2", reply_to=mail), NOW)
    assert outcome.incoming
    asked = engine.asked[0].incoming or ""
    assert "comptabilité" not in asked
    assert "consignes" not in asked
    assert "Gaspard" in asked
    assert outcome.status is Status.QUEUED, "a model that answered a hostile mail is read by a human first"
    assert outcome.offered is not None


def test_an_unknown_contact_is_said_without_other_peoples_addresses(workspace: Workspace):
    with pytest.raises(ContactUnknown) as caught:
        workspace.writer("composer").write(brief("Claire Martinez"), NOW)
    assert "@" not in str(caught.value)


OCCASIONS = [
    ("c-001", "follow_up", "rep-1"),
    ("c-002", "follow_up", "rep-2"),
    ("c-002", "quote", "rep-2"),
    ("c-004", "answer", "rep-3"),
    ("c-006", "payment_reminder", "rep-2"),
    ("c-007", "renewal", "rep-2"),
    ("c-008", "apology", "rep-1"),
    ("c-002", "thanks", "rep-2"),
    ("c-002", "appointment", "rep-2"),
]


@pytest.mark.few(6)
@pytest.mark.parametrize("tone", ["formal", "friendly", "concise"])
@pytest.mark.parametrize(("contact", "occasion", "rep"), OCCASIONS)
def test_the_composer_passes_the_gate(workspace: Workspace, contact: str, occasion: str, rep: str, tone: str):
    outcome = workspace.writer("composer").write(brief(contact, occasion, tone=tone, rep=rep), NOW)
    assert outcome.status is Status.RELEASED, [one.message for a in outcome.attempts for one in a.verdict.findings]


def test_stored_drafts_never_hold_text_that_was_not_judged(workspace: Workspace, tmp_path: Path):
    outcome = workspace.writer("composer").write(brief(), NOW)
    assert outcome.attempts[0].verdict.decision in (Decision.RELEASE, Decision.REVISE)


def test_a_redacted_mail_says_what_is_left_to_do(workspace: Workspace):
    named = GOOD.replace("Je reste", "Voyez avec Sylvie Bernard. Je reste")
    outcome = workspace.writer_with(Scripted([named])).write(brief(points=("rappeler le prix du Levant 120",)), NOW)
    assert outcome.released is not None
    assert "Sylvie" not in outcome.released.text
    assert any("<…>" in one for one in outcome.notices)
