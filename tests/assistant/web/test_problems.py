"""Every refusal and failure is problem details: in the caller's language, with a code, and quoting nobody."""

from pathlib import Path

import pytest

from assistant.records.errors import RecordsUnreadable
from assistant.web import problems
from assistant.web.language import language_of
from assistant.web.principal import Role
from assistant.web.problems import Problem
from assistant.web.titles import advice_for, title_of
from guardrails.errors import ScrupuleError
from tests.assistant.web.conftest import Platform


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de, fr;q=0.3, en;q=0.2", "fr"),
        ("de", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("FR", "fr"),
        ("fr;q=x, en;q=0.1", "en"),
        (";;;,,,q=1", "en"),
        ("a," * 10_000 + "fr", "en"),
    ],
)
def test_the_language_is_the_one_that_the_caller_prefers(header: str | None, language: str) -> None:
    assert language_of(header) == language


@pytest.mark.parametrize(
    ("method", "path", "role", "body", "status", "code"),
    [
        ("GET", "/v1/nothing", None, None, 401, "token.missing"),
        ("GET", "/metrics", Role.REP, None, 403, "role.forbidden"),
        ("GET", "/v1/nothing", Role.REP, None, 404, "route.unknown"),
        ("DELETE", "/v1/test/slow", Role.REP, None, 405, "method.not_allowed"),
        ("POST", "/v1/test/echo", Role.REP, b"text", 415, "request.not_json"),
        ("POST", "/v1/test/echo", Role.MANAGER, {"text": "x"}, 403, "role.forbidden"),
        ("POST", "/v1/test/echo", Role.REP, {}, 422, "request.invalid"),
        ("POST", "/v1/test/echo", Role.REP, b"x" * 1_000_001, 413, "request.too_long"),
        ("GET", "/v1/test/broken/x", Role.REP, None, 500, "service.failed"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refusal_is_problem_details_in_the_callers_language(
    platform: Platform, method: str, path: str, role: Role | None, body: object, status: int, code: str, language: str
) -> None:
    given = {"content": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
    answer = platform.client(role).request(method, path, headers={"Accept-Language": language}, **given)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate(answer.json())
    assert (problem.status, problem.code) == (status, code)
    assert problem.title == title_of(status, "fr" if language == "fr" else "en")
    assert problem.instance == answer.headers["x-request-id"]
    assert problem.type == f"urn:scrupule:problem:{code}"


def test_a_wrong_field_is_named_and_its_content_is_not(platform: Platform) -> None:
    body = {"text": ["Claire Martin"], "role": "Claire Martin", "times": "Claire Martin", "Claire Martin": "Claire"}
    client = platform.client(Role.REP)
    english = client.post("/v1/test/echo", json=body)
    french = client.post("/v1/test/echo", json=body, headers={"Accept-Language": "fr"})
    assert [(one["field"], one["code"]) for one in english.json()["errors"]] == [
        ("body.text", "string_type"),
        ("body.role", "enum"),
        ("body.times", "int_parsing"),
        ("body", "extra_forbidden"),
    ]
    assert "choose 'rep', 'manager', 'privacy_officer' or 'administrator'" in english.json()["detail"]
    assert "donnez un texte" in french.json()["detail"]
    assert "Claire" not in english.text + french.text


@pytest.mark.parametrize(
    "body", [b"{", b'{"text": 1e400}', b'{"text": ' + b"9" * 5_000 + b"}", b"[" * 100_000, b"\xff"]
)
def test_json_that_cannot_be_read_is_the_callers_fault(platform: Platform, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = platform.client(Role.REP).post("/v1/test/echo", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 507])
def test_what_failed_inside_is_named_by_its_code_alone(platform: Platform, status: int) -> None:
    class Failed(ScrupuleError):
        code = "inside.failed"

    Failed.status = status
    app = platform.client(None).app

    async def fails() -> None:
        raise Failed("sqlite:////srv/secret/scrupule.db cannot be opened")

    app.add_api_route("/v1/test/fails", fails)  # type: ignore[attr-defined]
    answer = platform.client(Role.REP).get("/v1/test/fails")
    assert (answer.status_code, answer.json()["code"]) == (status, "inside.failed")
    assert answer.json()["detail"] == advice_for(500, "en")
    assert "/srv" not in platform.written.getvalue()
    failures = [line for line in platform.lines() if line["event"] == "failure"]
    assert failures[0]["request"] == answer.headers["x-request-id"]


def _all_errors(kind: type[ScrupuleError]) -> list[type[ScrupuleError]]:
    return [kind, *(one for child in kind.__subclasses__() for one in _all_errors(child))]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_error_of_ours_has_a_title(language: str) -> None:
    assert RecordsUnreadable in _all_errors(ScrupuleError)
    for kind in _all_errors(ScrupuleError):
        assert title_of(kind.status, "fr" if language == "fr" else "en")


def test_problem_details_are_made_in_one_place() -> None:
    folder = Path(problems.__file__).parent
    makers = [file for file in folder.rglob("*.py") if "problem+json" in file.read_text(encoding="utf-8")]
    assert makers == [Path(problems.__file__)]
