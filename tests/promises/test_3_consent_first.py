"""Promise 3: admission is decided before anything of the person is read into a prompt or a model is asked.

What a rep types is pseudonymised before it leaves for a remote model.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from assistant.emails.brief import make_brief
from assistant.emails.incoming import parse_incoming
from assistant.emails.outcome import Outcome, Status
from assistant.records.tables import ObjectionEvent
from assistant.review.viewing import view
from assistant.workspace import Workspace
from guardrails import Context, Gate
from guardrails.pii.detect import Detector
from guardrails.verdict import Admission
from tests.assistant.scripted import INVENTED, Scripted
from tests.demo_company import COMPANY, NOW
from tests.promises.conftest import Watched
from tests.promises.recording import LETTER, Tape, as_written, far_model, taped

WHAT_WAS_SAID = (
    "interactions.text",
    "interactions.subject",
    "deals.title",
    "deals.next_step",
    "FROM facts",
    "FROM invoices",
    "memory_entries",
)
"""What of a person may be read for a prompt, and only after they were admitted."""
ADMITTED = "-- admitted"
ASKED = "-- the engine is asked"


@contextmanager
def watching(workspace: Workspace, patch: pytest.MonkeyPatch) -> Iterator[Tape]:
    """The statements, with the moments of admission and of asking among them."""
    admit = Gate.admit
    with taped(workspace.records.engine) as tape:

        def noted(self: Gate, context: Context) -> Admission:
            answer = admit(self, context)
            tape.moments.append(ADMITTED)
            return answer

        patch.setattr(Gate, "admit", noted)
        yield tape


def test_the_watch_would_see_a_reading(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(workspace, monkeypatch) as tape:
        workspace.memory.relevant_history("délai", "c-001", 3)
    assert tape.first("interactions.text") is not None


@pytest.mark.parametrize(
    ("contact", "occasion"),
    [("c-001", "follow_up"), ("c-002", "quote"), ("c-004", "answer"), ("c-006", "payment_reminder")],
)
def test_nothing_that_was_said_is_read_before_admission(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, contact: str, occasion: str
) -> None:
    with far_model() as far, watching(workspace, monkeypatch) as tape:
        writer = workspace.writer_with(far.engine)
        ask = far.engine.write
        monkeypatch.setattr(far.engine, "write", lambda request: (tape.moments.append(ASKED), ask(request))[1])
        writer.write(make_brief(contact, occasion, rep="rep-1"), NOW)
    admitted, read, asked = tape.first(ADMITTED), tape.first(*WHAT_WAS_SAID), tape.first(ASKED)
    assert admitted is not None
    assert read is not None
    assert asked is not None
    assert admitted < read < asked


REFUSED = [
    pytest.param("c-003", "first_contact", id="objected"),
    pytest.param("c-009", "first_contact", id="a minor"),
    pytest.param("c-010", "first_contact", id="processing restricted"),
    pytest.param("Julien Moreau", "event", id="objected, by name"),
    pytest.param("c-003", "follow_up", id="objected, another occasion"),
]


@pytest.mark.parametrize(("contact", "occasion"), REFUSED)
def test_of_a_refused_person_nothing_is_read_and_no_model_hears(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, contact: str, occasion: str
) -> None:
    incoming = (COMPANY / "incoming" / "question-fr.eml").read_bytes()
    with far_model() as far, watching(workspace, monkeypatch) as tape:
        brief = make_brief(contact, occasion, points=("rappeler sa question",), reply_to=parse_incoming(incoming))
        outcome = workspace.writer_with(far.engine).write(brief, NOW)
    assert outcome.status is Status.REFUSED
    assert tape.first(ADMITTED) is not None
    assert tape.first(*WHAT_WAS_SAID) is None
    assert far.server.requests == []
    assert far.requests == []


@pytest.mark.parametrize(
    "point",
    [
        "dire que c’est maintenant ou jamais, l’offre ne reviendra pas",
        "donner le numéro de Karim Benali, 06 12 34 56 78",
        "dire que sa voisine Sylvie Bernard souffre d’un cancer",
    ],
)
def test_a_brief_that_may_not_be_asked_is_heard_by_no_model(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    with far_model() as far, watching(workspace, monkeypatch) as tape:
        outcome = workspace.writer_with(far.engine).write(make_brief("c-001", "follow_up", points=(point,)), NOW)
    assert outcome.status is Status.REFUSED
    assert tape.first(*WHAT_WAS_SAID) is None
    assert far.server.requests == []


def test_to_say_who_somebody_is_nothing_that_was_said_is_read(api: Watched) -> None:
    with taped(api.workspace.records.engine) as tape:
        answer = api.as_("rep-1").get("/v1/contacts", params={"email": "claire.martin@courriel.example"})
    assert answer.status_code == 200
    assert tape.moments
    assert tape.first(*(one for one in WHAT_WAS_SAID if not one.startswith("FROM"))) is None


def test_after_an_objection_a_reviewer_reads_the_draft_without_what_was_said(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = workspace.writer_with(Scripted((INVENTED, INVENTED))).write(make_brief("c-001", "follow_up"), NOW)
    assert outcome.review is not None
    with workspace.records.writing() as session:
        session.add(ObjectionEvent(id="o-9", contact_id="c-001", purpose="*", channel="*", at=NOW))
    later = NOW + timedelta(hours=1)
    with watching(workspace, monkeypatch) as tape:
        seen = view(workspace.gate, workspace.records, outcome.review.id, later, actor="mgr-1")
    assert seen.verdict.decision == "block"
    assert tape.first("interactions.text", "interactions.subject", "deals.title") is None


# --- what a rep types leaves as placeholders --------------------------------------------------------------------------


def written(workspace: Workspace, *points: str, **more: Any) -> tuple[Outcome, str, str]:
    """The outcome, and what was sent over the wire: as it was, and without spaces, for numbers."""
    with far_model() as far:
        brief = make_brief("c-001", "follow_up", points=points, rep="rep-1", **more)
        outcome = workspace.writer_with(far.engine).write(brief, NOW)
    sent = "\n".join(far.prompts)
    assert sent, "the model was to be asked"
    return outcome, sent, "".join(sent.split())


@pytest.mark.parametrize(
    ("point", "canaries"),
    [
        ("remercier Claire Martin de sa visite", ("Claire Martin", "Martin")),
        ("dire à CLAIRE MARTIN que rien ne presse", ("CLAIRE", "MARTIN")),
        ("confirmer son adresse claire.martin@courriel.example", ("claire.martin", "courriel.example")),
        ("confirmer son numéro 06 39 98 14 02", ("0639981402",)),
        ("confirmer son numéro +33 6 39 98 14 02", ("33639981402", "639981402")),
        ("dire qu’Hélène Caradec est joignable au 02 61 91 04 21", ("Caradec", "0261910421")),
        ("écrire à helene.caradec@maison-aubepine.example pour toute question", ("helene.caradec",)),
    ],
)
def test_what_a_rep_types_leaves_as_placeholders(workspace: Workspace, point: str, canaries: tuple[str, ...]) -> None:
    _, sent, packed = written(workspace, point)
    for one in canaries:
        assert one.lower() not in sent.lower()
        assert one.lower() not in packed.lower()


def test_somebody_introduced_on_purpose_leaves_as_a_placeholder_and_comes_back_by_name(workspace: Workspace) -> None:
    letter = LETTER.replace("Je reste", "PERSON_3 vous rappellera. Je reste")
    with far_model(as_written(letter)) as far:
        brief = make_brief(
            "c-001", "follow_up", points=("Youenn Kerbrat la rappellera",), rep="rep-1", mentionable=("Youenn Kerbrat",)
        )
        outcome = workspace.writer_with(far.engine).write(brief, NOW)
    assert "Kerbrat" not in "\n".join(far.prompts)
    assert outcome.released is not None
    assert "Youenn Kerbrat vous rappellera" in outcome.released.text


def test_names_in_the_mail_being_answered_leave_as_placeholders(workspace: Workspace) -> None:
    mail = (
        "From: claire.martin@courriel.example\nSubject: Question de Claire Martin\n\nBonjour,\n\nMon voisin Barnabé"
        " Quillivic (06 44 60 12 34, 12 rue des Ajoncs, 29000 Quimper) veut le même bureau. Quel est le délai ?\n\nC."
    )
    _, sent, packed = written(workspace, reply_to=parse_incoming(mail.encode()))
    assert "délai" in sent or "d\\u00e9lai" in sent
    for canary in ("Quillivic", "Barnabé", "rue des Ajoncs", "Claire Martin"):
        assert canary not in sent
    assert "0644601234" not in packed


def test_nothing_leaves_when_it_cannot_be_hidden(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise MemoryError

    with far_model() as far:
        writer = workspace.writer_with(far.engine)
        monkeypatch.setattr(Detector, "detect", broken)
        with pytest.raises(MemoryError):
            writer.write(make_brief("c-001", "follow_up", rep="rep-1"), NOW)
    assert far.server.requests == []
