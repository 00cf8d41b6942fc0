"""The service as processes and sockets: limits, slow and broken clients, shutdown, several workers, what is logged."""

import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.web.principal import Role
from tests.assistant.web.served import CANARY, Served, served

pytestmark = pytest.mark.xdist_group("served")

POST = (
    "POST /v1/test/echo HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n"
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served"), max_body_bytes=10_000, queue=4) as started:
        yield started


def answer_to(service: Served, *parts: str, pause: float = 0) -> str:
    """What the server answers to these bytes, to the end of the connection."""
    received = b""
    # The server may close while the client still sends.
    with service.connection() as connection, suppress(ConnectionError):
        for part in parts:
            connection.sendall(part.encode("latin-1"))
            time.sleep(pause)
        while chunk := connection.recv(65_536):
            received += chunk
    return received.decode()


def test_a_request_is_answered_with_its_own_id_and_headers_that_keep_it_private(service: Served) -> None:
    given = "0190f2a4-7c1e-7b7a-9d56-0f6f5d8c2b11"
    with service.client() as client:
        answer = client.post("/v1/test/echo", json={"text": "x"}, headers={"X-Request-ID": given})
    assert answer.status_code == 200
    assert answer.headers["x-request-id"] == given
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers


def test_whatever_is_not_http_is_refused_with_problem_details(service: Served) -> None:
    answer = answer_to(service, f"GET /{CANARY} HTTP/9\r\n\r\n")
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    assert "application/problem+json" in head
    assert json.loads(body)["code"] == "request.malformed"
    assert "Clothilde" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param("X-Long: " + "a" * 40_000 + "\r\n\r\n", id="one that ends"),
        pytest.param("X-Long: " + "a" * 200_000, id="one that never ends"),
        pytest.param("".join(f"X-{n}: {'a' * 100}\r\n" for n in range(1_000)), id="many"),
    ],
)
def test_headers_that_are_too_long_are_refused(service: Served, headers: str) -> None:
    answer = answer_to(service, "GET /healthz HTTP/1.1\r\nHost: here\r\n" + headers)
    # The connection may be gone before its last bytes were sent, and its answer with it.
    assert answer == "" or answer.startswith("HTTP/1.1 431 ")
    with service.client() as client:
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("begun", ["", "\r\n", "GET /healthz HT", "GET /healthz HTTP/1.1\r\nHost: here\r\nX-A"])
def test_headers_that_do_not_end_are_not_waited_for(service: Served, begun: str) -> None:
    assert answer_to(service, begun) == ""


def test_a_drip_of_headers_does_not_prolong_the_wait(service: Served) -> None:
    assert answer_to(service, "GET /healthz HTTP/1.1\r\n", *(["X-A: b\r\n"] * 3), pause=0.5) == ""


def test_a_body_that_does_not_come_is_not_waited_for(service: Served) -> None:
    head = POST.format(token=service.tokens[Role.REP]) + "Content-Length: 100\r\n\r\n"
    answer = answer_to(service, head + '{"text": ')
    assert answer.startswith("HTTP/1.1 408 ")
    assert '"code":"request.too_slow"' in answer


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(f"Content-Length: 10001\r\n\r\n{'a' * 10_001}", id="as announced"),
        pytest.param(
            f"Transfer-Encoding: chunked\r\n\r\n{'1000' + chr(13) + chr(10)}" + "a" * 4096 + "\r\n", id="start"
        ),
    ],
)
def test_a_body_that_is_too_long_is_refused(service: Served, rest: str) -> None:
    chunks = ("1000\r\n" + "a" * 4096 + "\r\n") * 3 if "chunked" in rest else ""
    answer = answer_to(service, POST.format(token=service.tokens[Role.REP]) + rest + chunks)
    assert answer.startswith("HTTP/1.1 413 ")
    assert "connection: close" in answer.lower()
    assert '"code":"request.too_long"' in answer


def test_a_body_without_a_token_is_not_read(service: Served) -> None:
    head = POST.format(token="nobody") + "Content-Length: 100\r\nConnection: close\r\n\r\n"
    assert answer_to(service, head).startswith("HTTP/1.1 401 ")


def test_two_lengths_are_refused(service: Served) -> None:
    head = POST.format(token=service.tokens[Role.REP]) + "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert answer_to(service, head + "0\r\n\r\n").startswith("HTTP/1.1 400 ")


def test_more_requests_than_may_wait_are_told_when_to_come_back(service: Served) -> None:
    def ask(_number: int) -> tuple[int, str | None]:
        with service.client() as client:
            answer = client.get("/v1/test/slow", params={"seconds": 1})
        return answer.status_code, answer.headers.get("retry-after")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert answers.count((200, None)) == 4
    assert answers.count((503, "1")) == 4
    with service.client() as client:
        assert client.get("/v1/test/slow", params={"seconds": 0}).status_code == 200


def test_inspections_are_done_one_at_a_time(service: Served) -> None:
    def ask(_number: int) -> tuple[float, float]:
        with service.client() as client:
            turn = client.get("/v1/test/busy", params={"seconds": 0.2}).json()
        return turn["began"], turn["ended"]

    with ThreadPoolExecutor(3) as pool:
        turns = sorted(pool.map(ask, range(3)))
    assert all(first[1] <= second[0] for first, second in pairwise(turns))


def test_nothing_that_anybody_sent_is_in_the_log_or_in_an_answer(service: Served) -> None:
    name = CANARY.split(",")[0]
    with service.client() as client:
        answers = [
            client.get(f"/v1/test/broken/{CANARY}"),
            client.get(f"/v1/nothing/{CANARY}"),
            client.get("/v1/test/slow", params={"seconds": CANARY}),
            client.get("/v1/test/slow", params={"seconds": 0, "name": CANARY}),
            client.post("/v1/test/echo", content=CANARY, headers={"Content-Type": "application/json"}),
            client.post("/v1/test/echo", content=CANARY, headers={"Content-Type": f"text/{name.split()[0]}"}),
            client.post("/v1/test/echo", json={"text": [CANARY], "role": CANARY, "times": CANARY, CANARY: CANARY}),
            client.get("/healthz", headers={"X-Request-ID": name.replace(" ", "-"), "User-Agent": CANARY}),
            client.get("/v1/test/slow", headers={"Authorization": f"Bearer {CANARY}"}),
            client.request("CLOTHILDE", "/healthz"),
        ]
    with service.client(Role.ADMINISTRATOR) as client:
        metrics = client.get("/metrics").text
    for answer in answers[:-1]:  # the last was not read as a request, and has no line
        _lines_about(service, answer.headers["x-request-id"])
    assert [one.status_code for one in answers] == [500, 404, 422, 200, 422, 415, 422, 200, 401, 400]
    for place in (*(one.text for one in answers), *(str(one.headers) for one in answers), metrics, service.log):
        for secret in ("Clothilde", "CLOTHILDE", "clothilde@", "34 56"):
            assert secret not in place
    for token in service.tokens.values():
        assert token not in service.log


def test_a_failure_is_logged_by_its_type_and_place_alone(service: Served) -> None:
    with service.client() as client:
        request = client.get("/v1/test/broken/x").headers["x-request-id"]
    lines = _lines_about(service, request)
    failure = next(line for line in lines if line["event"] == "failure")
    assert failure["type"] == "KeyError"
    assert re.fullmatch(r"assistant/web/door.py:\d+ > tests/assistant/web/served.py:\d+", str(failure["where"]))
    assert {"level", "timestamp", "event", "request", "type", "where"} == set(failure)
    line = next(line for line in lines if line["event"] == "request")
    assert (line["route"], line["status"], line["method"]) == ("/v1/test/broken/{name}", 500, "GET")
    assert str(line["token"]).startswith("token-")


def test_every_line_of_the_log_is_json(service: Served) -> None:
    assert all(json.loads(line)["event"] for line in service.log.splitlines())


@pytest.mark.slow
def test_requests_under_way_are_answered_before_it_stops(tmp_path: Path) -> None:
    with served(tmp_path, workers=2) as service:
        answers: list[int] = []

        def ask() -> None:
            with service.client() as client:
                answers.append(client.get("/v1/test/slow", params={"seconds": 1.5}).status_code)

        asking = [threading.Thread(target=ask) for _ in range(10)]
        for one in asking:
            one.start()
        _wait_for_under_way(service, 10)
        status = service.stop()
        for one in asking:
            one.join()
    assert answers == [200] * 10
    assert status == 0
    assert '"failure"' not in service.log
    assert not list(tmp_path.glob("scrupule-metrics-*"))


@pytest.mark.slow
def test_workers_share_the_rate_and_the_counts(tmp_path: Path) -> None:
    with served(tmp_path, workers=2, rate_per_minute=40) as service:
        answers = []
        for _ in range(50):
            with service.client() as client:  # a new connection, which either worker may take
                answers.append(client.post("/v1/test/echo", json={"text": "x"}))
        let_in = [one for one in answers if one.status_code == 200]
        assert len({one.json()["worker"] for one in let_in}) == 2
        assert 40 <= len(let_in) <= 42  # a request's share is regained every 1.5 s
        refused = [one for one in answers if one.status_code == 429]
        assert len(let_in) + len(refused) == 50
        assert all(1 <= int(one.headers["retry-after"]) <= 2 for one in refused)
        with service.client(Role.MANAGER) as client:
            assert client.get("/v1/test/slow", params={"seconds": 0}).status_code == 200
        with service.client(Role.ADMINISTRATOR) as client:
            counted = client.get("/metrics").text
        line = f'http_requests_total{{method="POST",route="/v1/test/echo",status="200"}} {len(let_in)}.0'
        assert line in counted


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_what_it_counted_stays(tmp_path: Path) -> None:
    with served(tmp_path, workers=1) as service:
        with service.client() as client:
            worker = int(client.post("/v1/test/echo", json={"text": "x"}).json()["worker"])
        with service.client(Role.ADMINISTRATOR) as client:
            assert f'pid="{worker}"' in client.get("/metrics").text
        _kill(worker)
        with service.client() as client:
            answer = client.post("/v1/test/echo", json={"text": "x"})
        assert answer.json()["worker"] != str(worker)
        with service.client(Role.ADMINISTRATOR) as client:
            counted = client.get("/metrics").text
        assert 'route="/v1/test/echo",status="200"} 2.0' in counted
        assert f'pid="{worker}"' not in counted


@pytest.mark.slow
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    with served(tmp_path, workers=2) as service:
        workers = [json.loads(line)["worker"] for line in service.log.splitlines() if '"event": "ready"' in line]
        assert len(workers) == 2
        service.process.kill()
        service.process.wait()
        for worker in workers:
            _wait_for_end_of(worker)


def _lines_about(service: Served, request: str) -> list[dict[str, object]]:
    """What is logged of a request, once it is all there: the last line is written after the answer was sent."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        lines = [json.loads(line) for line in service.log.splitlines() if request in line and line.endswith("}")]
        if any(line["event"] == "request" for line in lines):
            return lines
        time.sleep(0.02)
    raise AssertionError("the request was not logged")


def _wait_for_under_way(service: Served, requests: int) -> None:
    deadline = time.monotonic() + 30
    with service.client(Role.ADMINISTRATOR) as client:
        while time.monotonic() < deadline:
            if f"http_requests_in_progress {requests + 1}.0" in client.get("/metrics").text:  # and this one
                return
    raise AssertionError("the requests did not begin")


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    _wait_for_end_of(process)


def _wait_for_end_of(process: int) -> None:
    deadline = time.monotonic() + 60
    while _runs(process):
        assert time.monotonic() < deadline, "it still runs"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # what has ended and not been waited for is gone, too
