"""A model's server that is down, slow or talks nonsense: the rep still gets a mail in time, and a notice in words."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engines.openai import OpenAIEngine
from assistant.records.suggestions import State
from assistant.settings import LlmSettings
from tests.assistant.engines.endpoint import completion
from tests.assistant.web.routes.conftest import Api
from tests.faults.bad_engine import (
    GOOD_MAIL,
    BadEngine,
    Behaviour,
    answering,
    babbling,
    bad_engine,
    flooding,
    hanging_up,
    resetting,
    saying,
    silent,
    trickling,
    writing,
)
from tests.faults.company import Company
from tests.faults.conftest import copied
from tests.faults.evidence import examine
from tests.faults.service import PASSES, Service, eventually, serving

TIMEOUT, DEADLINE = 1.0, 2.0
SLACK = 30.0
"""Seconds for everything but the engine, on a busy machine; an engine that is waited for without end takes longer."""

UNREACHABLE = "il est injoignable pour le moment"
LATE = "il n’a pas répondu à temps"
UNUSABLE = "sa réponse n’est pas un mail utilisable"
WRONGLY_SET = "il est mal réglé"

CASES: dict[str, tuple[Behaviour, str]] = {
    "never answers": (silent, LATE),
    "trickles": (trickling, LATE),
    "floods": (flooding, UNUSABLE),
    "resets in the middle": (resetting, UNREACHABLE),
    "hangs up": (hanging_up, UNREACHABLE),
    "is no HTTP server": (babbling, UNREACHABLE),
    "a web page": (saying(200, b"<!doctype html><title>Login</title>", "text/html"), UNUSABLE),
    "cut JSON": (saying(200, GOOD_MAIL.body[:-40]), UNUSABLE),
    "no JSON": (saying(200, b"OK"), UNUSABLE),
    "nothing": (saying(200, b""), UNUSABLE),
    "another schema": (saying(200, b'{"choices": [{"text": "Bonjour"}]}'), UNUSABLE),
    "no choices": (saying(200, b'{"choices": []}'), UNUSABLE),
    "JSON that is no mail": (answering(completion('{"subject": 1}')), UNUSABLE),
    "500": (saying(500, b'{"error": {"message": "boom"}}'), UNREACHABLE),
    "500 and a web page": (saying(500, b"<h1>Bad gateway</h1>", "text/html"), UNREACHABLE),
    "503": (saying(503, b""), UNREACHABLE),
    "429, come back soon": (saying(429, b"{}", retry_after="1"), UNREACHABLE),
    "429, come back tomorrow": (saying(429, b"{}", retry_after="86400"), UNREACHABLE),
    "429, come back never": (saying(429, b"{}", retry_after="9" * 400), UNREACHABLE),
    "401": (saying(401, b"{}"), WRONGLY_SET),
    "sends elsewhere": (saying(302, b"", location="http://127.0.0.1:9/"), WRONGLY_SET),
}


@pytest.fixture
def engine() -> Iterator[BadEngine]:
    """A server that writes well until it is told otherwise."""
    with bad_engine() as started:
        yield started


def written_by(api: Api, engine: BadEngine) -> None:
    """From now on mails are written by this server, which is not waited for long, nor left alone."""
    settings = LlmSettings(
        base_url=engine.base_url,
        timeout_seconds=TIMEOUT,
        deadline_seconds=DEADLINE,
        retries=1,
        circuit_failures=1_000,
    )
    writer = api.workspace.writer_with(OpenAIEngine(settings))
    api.app.state.service = replace(api.app.state.service, writer=writer)


@pytest.mark.parametrize("case", CASES)
def test_the_composer_writes_in_time_and_the_rep_is_told_why(api: Api, engine: BadEngine, case: str) -> None:
    engine.behaviour, reason = CASES[case]
    written_by(api, engine)
    began = time.monotonic()
    answer = api.as_("rep-1", "fr").post("/v1/emails", json=PASSES)
    assert time.monotonic() - began < 2 * DEADLINE + SLACK  # a draft and its repair
    assert answer.status_code == 200
    assert answer.json()["engine"] == "composer"
    assert any(reason in notice for notice in answer.json()["notices"]), answer.json()["notices"]
    assert any("composé sans modèle" in notice for notice in answer.json()["notices"])


def test_a_closed_port_is_told_as_out_of_reach(api: Api, engine: BadEngine) -> None:
    written_by(api, engine)
    engine.close()
    answer = api.as_("rep-1", "fr").post("/v1/emails", json=PASSES)
    assert answer.json()["engine"] == "composer"
    assert any(UNREACHABLE in notice for notice in answer.json()["notices"])


def test_what_the_server_said_is_told_to_nobody(api: Api, engine: BadEngine) -> None:
    engine.behaviour = saying(500, b'{"error": {"message": "Clothilde Vercoutter, clothilde@example.org"}}')
    written_by(api, engine)
    assert "lothilde" not in api.as_("rep-1").post("/v1/emails", json=PASSES).text


@pytest.fixture(scope="module")
def remote(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, BadEngine]]:
    """A service of one worker whose mails are written by a server."""
    settings = {"ENGINE": "openai", "LLM__TIMEOUT_SECONDS": TIMEOUT, "LLM__DEADLINE_SECONDS": DEADLINE}
    circuit = {"LLM__RETRIES": 0, "LLM__CIRCUIT_FAILURES": 3, "LLM__CIRCUIT_RESET_SECONDS": 2}
    with bad_engine() as engine:
        files = copied(company, tmp_path_factory.mktemp("remote"))
        given = {**settings, **circuit, "LLM__BASE_URL": engine.base_url}
        with serving(files, workers=1, **given) as service:
            yield service, engine


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_server_that_fails_repeatedly_is_left_alone_and_tried_again(remote: tuple[Service, BadEngine]) -> None:
    service, engine = remote
    _wait_until_the_model_writes(service, engine)
    engine.behaviour = saying(500, b"")
    for _ in range(3):
        service.write()
    asked = engine.requests
    told = service.write().json()
    assert told["engine"] == "composer"
    assert any("left alone" in notice for notice in told["notices"])
    assert engine.requests - asked <= 1  # one trial, if this draft came after the pause
    engine.behaviour = writing
    _wait_until_the_model_writes(service, engine)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", ["never answers", "trickles", "floods", "resets in the middle", "a web page"])
def test_50_failures_leave_no_thread_and_no_connection_behind(on_sqlite: Company, case: str) -> None:
    settings = {"ENGINE": "openai", "LLM__TIMEOUT_SECONDS": 0.5, "LLM__DEADLINE_SECONDS": 0.5}
    with (
        bad_engine(CASES[case][0]) as engine,
        serving(
            on_sqlite, workers=1, **settings, LLM__BASE_URL=engine.base_url, LLM__CIRCUIT_FAILURES=1_000
        ) as service,
    ):
        _write_many(service, 10)
        before = _held_by(service.workers[0])
        _write_many(service, 50)
        assert engine.requests >= 60
        eventually(lambda: engine.open <= 10)
        after = _held_by(service.workers[0])
    assert after[0] <= before[0] + 4, "threads"
    assert after[1] <= before[1] + 8, "descriptors"
    assert Counter(examine(on_sqlite).states.values()) == {State.FAILED: 60, State.OFFERED: 60}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_drafts_that_wait_for_a_silent_server_hold_up_nobody_else(remote: tuple[Service, BadEngine]) -> None:
    service, engine = remote
    _wait_until_the_model_writes(service, engine)
    engine.behaviour = silent
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(service.write) for _ in range(4)]
        eventually(lambda: engine.open >= 1)
        with service.client() as client:
            checked = client.post("/v1/check", json={"text": "Bonjour, à demain."})
        assert checked.status_code == 200
        assert {one.result().json()["engine"] for one in waiting} == {"composer"}
    engine.behaviour = writing
    _wait_until_the_model_writes(service, engine)


def _wait_until_the_model_writes(service: Service, engine: BadEngine) -> None:
    engine.behaviour = writing
    eventually(lambda: service.write().json()["engine"] == "openai")


def _write_many(service: Service, drafts: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = [one.status_code for one in pool.map(lambda _: service.write(), range(drafts))]
    assert statuses == [200] * drafts


def _held_by(process: int) -> tuple[int, int]:
    """How many threads and open descriptors a process has."""
    files = Path("/proc", str(process))
    return len(list((files / "task").iterdir())), len(list((files / "fd").iterdir()))
