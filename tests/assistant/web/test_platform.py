"""What holds for every request: who may enter, what is sent back with it, what is logged and counted."""

import re
from uuid import UUID

import pytest
from fastapi import FastAPI

from assistant.web.door import OPEN
from assistant.web.principal import Role
from assistant.web.swagger import ASSETS
from assistant.web.watch import request_id_of
from tests.assistant.web.conftest import Platform

UUID_GIVEN = "0190f2a4-7c1e-7b7a-9d56-0f6f5d8c2b11"


def test_nothing_is_open_but_what_tells_nothing_about_anybody() -> None:
    assert set(OPEN) == {"/healthz", "/readyz", "/openapi.json", "/docs", *ASSETS}


def test_every_other_route_is_closed_without_a_token(platform: Platform) -> None:
    client = platform.client(None)
    app = client.app
    assert isinstance(app, FastAPI)
    paths = app.openapi()["paths"]
    closed = [(method.upper(), path) for path, methods in paths.items() if path not in OPEN for method in methods]
    assert {("GET", "/metrics"), ("POST", "/v1/check")} <= set(closed)
    for method, path in (*closed, ("GET", "/"), ("GET", "/redoc"), ("GET", "/healthz/"), ("POST", "/v1/nothing")):
        answer = client.request(method, path)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_every_route_but_the_open_ones_says_which_roles_may_use_it(platform: Platform) -> None:
    app = platform.client(None).app
    assert isinstance(app, FastAPI)
    for path, methods in app.openapi()["paths"].items():
        for method, described in methods.items():
            assert ("security" in described) == (path not in OPEN), (method, path)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic eDp5", "bearer  ", "Token x"])
def test_what_is_no_bearer_token_lets_nobody_in(platform: Platform, header: str) -> None:
    answer = platform.client(None).get("/metrics", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "token.missing")


@pytest.mark.parametrize("role", list(Role))
def test_only_an_administrator_sees_the_counts(platform: Platform, role: Role) -> None:
    assert platform.client(role).get("/metrics").status_code == (200 if role is Role.ADMINISTRATOR else 403)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (UUID_GIVEN, UUID_GIVEN),
        (UUID_GIVEN.upper(), UUID_GIVEN),
        ("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("", None),
        ("claire-martin", None),
        (UUID_GIVEN + "0", None),
        (UUID_GIVEN + "\n", None),
        ("0612345678", None),
    ],
)
def test_a_request_keeps_its_id_if_it_is_one(given: str, taken: str | None) -> None:
    kept = request_id_of(given)
    assert kept == taken if taken else UUID(kept) and kept != given


@pytest.mark.parametrize("path", ["/healthz", "/v1/nothing", "/v1/test/broken/x", "/docs"])
def test_every_answer_is_kept_from_caches_frames_and_guesses(platform: Platform, path: str) -> None:
    headers = platform.client(Role.REP).get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert UUID(headers["x-request-id"])


def test_the_page_of_the_api_loads_nothing_from_elsewhere(platform: Platform) -> None:
    client = platform.client(None)
    page = client.get("/docs")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert {client.get(path).status_code for path in loaded} == {200}
    assert all(path.startswith("/docs/") for path in loaded)
    policy = page.headers["content-security-policy"]
    assert page.text.count("<script>") == policy.count("'sha256-") == 1
    assert "script-src 'self' 'sha256-" in policy
    assert "http" not in policy


def test_a_request_is_one_line_without_its_query(platform: Platform) -> None:
    platform.client(Role.REP).get("/v1/test/slow?seconds=0&name=Claire")
    line = platform.lines()[-1]
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"], line["code"]) == ("GET", "/v1/test/slow", 200, None)
    assert str(line["token"]).startswith("token-")
    assert set(line) == {
        "event", "level", "timestamp", "request", "method", "route", "status", "ms", "token", "code",
    }  # fmt: skip


def test_counts_name_routes_and_never_paths(platform: Platform) -> None:
    platform.client(Role.REP).get("/v1/nothing/claire")
    platform.client(Role.REP).get("/v1/test/broken/claire")
    counted = platform.client(Role.ADMINISTRATOR).get("/metrics")
    assert counted.headers["content-type"].startswith("text/plain")
    assert 'http_requests_total{method="GET",route="-",status="404"} 1.0' in counted.text
    assert 'http_requests_total{method="GET",route="/v1/test/broken/{name}",status="500"} 1.0' in counted.text
    assert "claire" not in counted.text


def test_the_service_is_ready_when_its_parts_work(platform: Platform) -> None:
    answer = platform.client(None).get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "engine": "composer"})
