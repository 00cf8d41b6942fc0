"""Promise 1: generated text reaches a rep only inside a `Released`, and only the gate can make one."""

import ast
import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from fastapi.routing import APIRoute
from httpx import Response
from pydantic import BaseModel, TypeAdapter, ValidationError
from typer.testing import CliRunner

from assistant.cli import app as command_line
from assistant.engines.choice import choose_engine
from assistant.journal.entry import Event
from assistant.journal.journal import newest_entries
from assistant.settings import LlmSettings, Settings
from assistant.web.app import create_app
from assistant.web.principal import Role
from assistant.web.problems import FieldProblem, Problem
from assistant.web.routes.models.emails import (
    ClosedMail,
    QueuedMail,
    Refusal,
    RefusalProblem,
    ReleasedMail,
    SentMail,
    StepTaken,
)
from assistant.web.routes.models.reviews import HeldMail
from assistant.web.routes.models.wire import Passage
from assistant.web.routes.outcomes import Answer
from assistant.workspace import Workspace
from guardrails import Context, Draft, Gate
from guardrails.verdict import Released, UnderReview
from tests.assistant.engines.endpoint import completion
from tests.demo_company import COMPANY, NOW
from tests.promises.conftest import Watched
from tests.promises.recording import as_written, far_model
from tests.promises.walk import bare_strings, doors, models_of, routes_of

CODE = [path for folder in ("guardrails", "assistant", "connectors") for path in sorted(Path(folder).rglob("*.py"))]
ROUTES = routes_of(create_app(Settings(engine="composer")))
WITHOUT_MODEL = {
    "/docs": "the page of the API's description",
    "/docs/swagger-ui-bundle.js": "its script",
    "/docs/swagger-ui.css": "its style",
    "/docs/favicon.png": "its picture",
    "/metrics": "numbers, for Prometheus",
}
"""Routes that answer with something other than a model, and what that is; none can hold a text of a draft."""
STREAMED = (StepTaken, *get_args(Answer), Problem, RefusalProblem)
"""The data of every server-sent event."""
REVIEWERS = {Role.MANAGER, Role.PRIVACY_OFFICER}
SEE_HELD_TEXT = {
    "assistant/cli.py": "shows a rep their own text, with what the gate marked in it",
    "assistant/demo.py": "plays the reviewer in a scene",
    "assistant/emails/veiling.py": "takes held words out of messages",
    "assistant/explaining.py": "shows somebody their own text, with what the gate marked in it",
    "assistant/presenting.py": "shows a rep their own text, and veils the words of any other",
    "assistant/records/suggestions.py": "stores it, encrypted",
    "assistant/records/verdicts.py": "finds where evidence went in the released text",
    "assistant/review/commands.py": "the reviewers' command line",
    "assistant/review/presenting.py": "the reviewers' terminal",
    "assistant/review/viewing.py": "the one view of reviewers, journaled",
    "assistant/web/routes/models/findings.py": "takes held words out of messages",
    "assistant/web/routes/models/wire.py": "the type of the answer for reviewers",
    "assistant/web/routes/outcomes.py": "hands it to what takes held words out of messages",
    "guardrails/verdict.py": "defines it",
}
"""The only files that may touch held text, and why."""


def route_name(route: APIRoute) -> str:
    return f"{','.join(sorted(route.methods))} {route.path}"


# --- what the types allow -------------------------------------------------------------------------------------------


def test_the_walk_sees_every_route_that_the_description_names() -> None:
    described = set(create_app(Settings(engine="composer")).openapi()["paths"])
    assert {one.path for one in ROUTES if one.include_in_schema} == described
    assert len(described) >= 14


@pytest.mark.parametrize("route", ROUTES, ids=route_name)
def test_no_field_of_any_answer_is_a_bare_string(route: APIRoute) -> None:
    models = list(models_of(route))
    assert models or route.path in WITHOUT_MODEL, "say what this route answers with"
    assert [fault for model in models for fault in bare_strings(model, route.path)] == []


@pytest.mark.parametrize("model", [*STREAMED, FieldProblem, Refusal], ids=lambda model: model.__name__)
def test_no_field_of_an_event_or_a_problem_is_a_bare_string(model: type[BaseModel]) -> None:
    assert list(bare_strings(model)) == []


@pytest.mark.parametrize("kind", [str, str | None, tuple[str, ...], dict[str, str], Any, object, list[str], bytes])
def test_the_walk_finds_text_without_a_meaning(kind: Any) -> None:
    class Leaky(BaseModel):
        inner: tuple[kind, ...]  # type: ignore[valid-type]

    assert list(bare_strings(tuple[Leaky, ...]))


def test_problems_carry_no_further_members_than_those_walked() -> None:
    """`WebError(members=…)` adds fields to an answer that its model does not name."""
    givers = {
        (str(path), ast.unparse(node.func))
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and "members" in {one.arg for one in node.keywords}
    }
    assert givers == {("assistant/web/routes/outcomes.py", name) for name in ("BriefRefused", "MailRefused")}
    assert set(RefusalProblem.model_fields) == set(Problem.model_fields) | set(Refusal.model_fields)


def test_the_stream_and_the_plain_answer_take_the_walked_models_only() -> None:
    assert set(get_args(Answer)) == {ReleasedMail, QueuedMail, ClosedMail}
    assert {door for model in get_args(Answer) for door in doors(model)} == {Released, Passage}


@pytest.mark.parametrize("route", ROUTES, ids=route_name)
def test_held_text_is_in_the_answers_of_one_route_alone(route: APIRoute) -> None:
    held = any(UnderReview in doors(model) for model in models_of(route))
    assert held == (route_name(route) == "GET /v1/reviews/{review_id}")


@pytest.mark.parametrize("model", [ReleasedMail, SentMail, HeldMail], ids=lambda model: model.__name__)
@pytest.mark.parametrize("text", ["a text", None, {"text": "a text"}, Draft(text="a text")], ids=repr)
def test_an_answer_takes_text_from_the_gate_only(model: type[BaseModel], text: object) -> None:
    fields = [name for name in model.model_fields if name in ("text", "subject")]
    assert fields
    for name in fields:
        with pytest.raises(ValidationError):
            TypeAdapter(get_type_hints(model, include_extras=True)[name]).validate_python(text)


# --- who may make one ----------------------------------------------------------------------------------------------


def test_only_the_gate_mints() -> None:
    users = {str(path) for path in CODE if "_mint" in names_in(path)}
    assert users == {"guardrails/gate.py", "guardrails/verdict.py"}


def test_nobody_makes_objects_around_their_constructors() -> None:
    """`object.__new__` and `model_construct` are the ways around what a type promises."""
    users = {
        str(path)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and (node.attr == "model_construct" or ast.unparse(node) == "object.__new__")
    }
    assert users == {"guardrails/verdict.py"}


def test_a_released_comes_from_the_gate_alone(gate: Gate) -> None:
    released = gate.limited_to(("pressure",)).inspect(Draft(text="Bonjour, merci de votre visite."), Context()).released
    assert released is not None
    for forged in (
        lambda: Released(),  # type: ignore[call-arg]
        lambda: Released("text"),  # type: ignore[call-arg]
        lambda: type("Fake", (Released,), {}),
        lambda: copy.copy(released),
        lambda: copy.deepcopy(released),
        lambda: pickle.dumps(released),
        lambda: setattr(released, "_content", "other"),
    ):
        with pytest.raises((TypeError, AttributeError)):
            forged()


def test_only_these_files_touch_held_text() -> None:
    users = {str(path) for path in CODE if {"under_review", "UnderReview"} & set(names_in(path))}
    assert users <= set(SEE_HELD_TEXT), "say why, and whom it shows held text to"


# --- what is said in fact -------------------------------------------------------------------------------------------

NONCE = "Zorvelquist"
"""A word that nobody else writes: whoever finds it outside the reviewers' view found text of a held draft."""
HELD_TEXTS = {
    "certification": f"Nous sommes certifiés {NONCE} 27001 et livrons à Berlin en 2 jours.",
    "price": f"Le fauteuil {NONCE} coûte 4 321 € TTC.",
    "guarantee": f"La gamme {NONCE} est garantie 73 ans.",
    "reference": f"Des clients tels que {NONCE} nous font confiance depuis 31 ans.",
    "superlative": f"{NONCE} est le meilleur bureau du marché, n° 1 en France.",
    "quotation": f'Notre devise : « {NONCE} « pour “{NONCE}” toujours » garanti 99 ans » et "{NONCE}", ISO 9001.',
    "pressure": f"C’est maintenant ou jamais, décidez-vous ce soir, {NONCE} !",
    "person": f"Voyez {NONCE} Dubreuil au 06 12 34 56 78, certifiée ISO 9001.",
    "placeholder": f"Le tarif est de XX € pour [{NONCE}].",
    "health": f"Votre collègue {NONCE} souffre d’un cancer du sein ; nous sommes certifiés ISO 9001.",
    "link": f"Voyez https://{NONCE.lower()}.example/offre : satisfait ou remboursé, certifié ISO 9001.",
    "English": f"Our {NONCE} range is certified ISO 9001 and guaranteed for 88 years, the best on the market.",
}
STRANGER = f"Bonjour PERSON_{NONCE},\n\nMerci beaucoup de votre visite, et à bientôt dans notre showroom."
GARBAGE = {
    "no JSON": NONCE,
    "half a mail": '{"subject": "' + NONCE + '", "body": "' + NONCE,
    "no body": json.dumps({"subject": NONCE, NONCE: NONCE}),
    "markup": json.dumps({"subject": NONCE, "body": f"<html><body>{NONCE} " * 9}),
    "unknown placeholder": json.dumps({"subject": "Merci", "body": STRANGER}),
    "refusal": f"I cannot write this mail for {NONCE}, sorry.",
}  # fmt: skip


def letter(line: str) -> str:
    return f"Bonjour PERSON_1,\n\nMerci de votre visite au showroom. {line} Je reste à votre disposition.\n\nPERSON_2"


BRIEF = {"contact": "c-001", "occasion": "follow_up", "points": ["rappeler le prix du Levant 120"]}


def everything_a_rep_can_ask(api: Watched, brief: Mapping[str, object]) -> Iterator[Response]:
    """The brief by both ways, and whatever can be asked about what became of it, with right and wrong tokens."""
    rep, other = api.as_("rep-1"), api.as_("rep-3")
    first = rep.post("/v1/emails", json=brief, headers={"Idempotency-Key": "one"})
    yield first
    yield rep.post("/v1/emails", json=brief, headers={"Idempotency-Key": "one"})
    yield rep.post("/v1/emails", json=brief, headers={"Accept": "text/event-stream"})
    told = first.json()
    yield rep.get(f"/v1/emails/{told['suggestion']}")
    yield rep.post(f"/v1/emails/{told['suggestion']}/sent")
    yield other.get(f"/v1/emails/{told['suggestion']}")
    review = (told.get("review") or {}).get("id", "none")
    for path in ("/v1/reviews", f"/v1/reviews/{review}"):
        yield rep.get(path)
        yield api.as_("administrator").get(path)
    for act in ("release", "edit", "return", "reject"):
        yield rep.post(f"/v1/reviews/{review}/{act}", json={"reason": "x", "advice": "x", "text": "x"})
    yield rep.get("/v1/contacts", params={"email": "claire.martin@courriel.example"})
    yield api.as_("administrator").get("/metrics")
    yield api.as_("manager").get("/v1/reviews")
    yield api.as_("administrator").get("/v1/journal/verify")


@pytest.mark.few(3)
@pytest.mark.parametrize("line", HELD_TEXTS.values(), ids=HELD_TEXTS)
def test_no_word_of_a_held_draft_is_in_anything_that_a_rep_is_told(api: Watched, line: str) -> None:
    with far_model(as_written(letter(line), (f"{NONCE} certifié ISO 9001",))) as far:
        written_by(api, far.engine)
        answers = list(everything_a_rep_can_ask(api, BRIEF))
    assert answers[0].status_code == 202, "the draft was to be held"
    assert answers[0].json()["review"]["state"] == "waiting"
    for one in answers:
        assert NONCE.lower() not in f"{one.text}{one.headers}{one.url}".lower(), one.request.url
    assert NONCE.lower() not in api.log.getvalue().lower()
    seen = api.as_("manager").get(f"/v1/reviews/{answers[0].json()['review']['id']}")
    assert NONCE.lower() in seen.json()["text"].lower(), "the reviewer was to see it"


@pytest.mark.few(2)
@pytest.mark.parametrize("content", GARBAGE.values(), ids=list(GARBAGE))
def test_no_word_of_an_answer_that_is_no_mail_is_told(api: Watched, content: str) -> None:
    with far_model(completion(content)) as far:
        written_by(api, far.engine)
        answers = [
            api.as_("rep-1").post("/v1/emails", json=BRIEF),
            api.as_("rep-1").post("/v1/emails", json=BRIEF, headers={"Accept": "text/event-stream"}),
        ]
        answers.append(api.as_("rep-1").get(f"/v1/emails/{answers[0].json()['suggestion']}"))
    for one in answers:
        assert NONCE.lower() not in one.text.lower()
    assert NONCE.lower() not in api.log.getvalue().lower()


@pytest.mark.few(4)
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", HELD_TEXTS)
def test_no_word_of_a_held_draft_is_printed_for_a_rep(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    with far_model(as_written(letter(HELD_TEXTS[name]), (f"{NONCE} certifié ISO 9001",))) as far:
        printed = drafted(workspace, monkeypatch, far.server.base_url, "--output", form)
    assert printed.exit_code == 3, printed.output
    assert NONCE.lower() not in printed.output.lower()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_word_of_a_draft_that_waits_though_it_passed_is_printed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A model that read a hostile mail is read by a human first, whatever the gate says of its text."""
    body = "Bonjour PERSON_1,\n\nMerci de votre message, je le transmets au service zorvelquist.\n\nPERSON_2"
    hostile = ("--contact", "c-005", "--occasion", "answer", "--rep", "rep-2")
    mail_file = str(COMPANY / "incoming" / "hidden-instructions.eml")
    with far_model(as_written(body)) as far:
        printed = drafted(
            workspace, monkeypatch, far.server.base_url, "--output", form, "--reply-to", mail_file, brief=hostile
        )
    assert printed.exit_code == 3, printed.output
    assert "zorvelquist" not in printed.output.lower()


def test_each_view_of_held_text_has_its_entry_in_the_journal(api: Watched) -> None:
    with far_model(as_written(letter(HELD_TEXTS["certification"]))) as far:
        written_by(api, far.engine)
        review = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()["review"]["id"]
    before = views(api)
    for number, role in enumerate(("manager", "privacy_officer", "manager"), 1):
        assert NONCE in api.as_(role).get(f"/v1/reviews/{review}").json()["text"]
        assert len(views(api)) == len(before) + number
    assert {actor.partition("-")[0] for actor in views(api)} == {"token"}


def test_held_text_is_not_shown_when_its_view_cannot_be_journaled(api: Watched) -> None:
    with far_model(as_written(letter(HELD_TEXTS["certification"]))) as far:
        written_by(api, far.engine)
        review = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()["review"]["id"]
    with api.workspace.records.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    answer = api.as_("manager").get(f"/v1/reviews/{review}")
    assert answer.status_code >= 500
    assert NONCE not in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role not in REVIEWERS])
@pytest.mark.parametrize("route", [one for one in ROUTES if one.path.startswith("/v1/reviews")], ids=route_name)
def test_only_reviewers_come_near_the_queue(api: Watched, route: APIRoute, role: Role) -> None:
    who = "rep-1" if role is Role.REP else role
    path = route.path.replace("{review_id}", "0190f2a4-7c1e-7b7a-9d56-0f6f5d8c2b11")
    answer = api.as_(who).request(next(iter(route.methods)), path, json={"reason": "x", "advice": "x", "text": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, "role.forbidden")


def names_in(path: Path) -> Iterator[str]:
    """Every name that a file uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias | ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Constant) and node.value == "_mint":
            yield node.value


def written_by(api: Watched, engine: Any) -> None:
    api.app.state.service = replace(api.app.state.service, writer=api.workspace.writer_with(engine))


def views(api: Watched) -> list[str]:
    with api.workspace.records.reading() as session:
        return [one.actor for one in newest_entries(session, 1_000) if one.event is Event.REVIEW_VIEWED]


def drafted(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    base_url: str,
    *options: str,
    brief: tuple[str, ...] = ("--contact", "c-001", "--occasion", "follow_up", "--rep", "rep-1"),
) -> Any:
    """What `scrupule draft` prints, with a model behind this address."""
    engine = choose_engine(Settings(engine="openai", llm=LlmSettings(base_url=base_url, retries=0)))

    @contextmanager
    def opened(_settings: Settings) -> Iterator[Workspace]:
        yield workspace

    monkeypatch.setattr("assistant.workspace.open_workspace", opened)
    monkeypatch.setattr(Workspace, "writer", lambda self, _name=None: self.writer_with(engine))
    return CliRunner().invoke(command_line, ["draft", *brief, "--now", NOW.isoformat(), *options])
