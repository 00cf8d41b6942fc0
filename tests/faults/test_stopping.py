"""A service that is asked to stop while it works: what was begun is brought to its end, and the end comes."""

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx2
import pytest

from assistant.records.suggestions import State
from tests.faults.bad_engine import bad_engine, silent
from tests.faults.company import Company
from tests.faults.evidence import examine
from tests.faults.service import PASSES, Service, eventually, serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CLIENTS = 8


@pytest.mark.parametrize("signals", [1, 2], ids=["once", "twice"])
def test_requests_under_way_are_answered_and_stored_before_it_stops(any_company: Company, signals: int) -> None:
    with serving(any_company) as service, ThreadPoolExecutor(CLIENTS) as pool:
        asking = [pool.submit(_ask_until_refused, service, number) for number in range(CLIENTS)]
        eventually(lambda: len(_requests(service)) > CLIENTS)
        for _ in range(signals):
            service.signal(signal.SIGTERM)
        assert service.wait_until_ended() == 0
        answered = [one for answers in asking for one in answers.result()]
        assert not [line for line in service.log if line["event"] == "failure"]
    assert set(answered) <= examine(any_company).states.keys()
    service.start()  # nobody holds the port
    assert service.stop() == 0


def test_a_stream_that_is_open_ends_with_its_answer(on_sqlite: Company) -> None:
    with bad_engine(silent) as engine:
        settings = {"ENGINE": "openai", "LLM__BASE_URL": engine.base_url, "LLM__TIMEOUT_SECONDS": 3}
        with serving(on_sqlite, LLM__DEADLINE_SECONDS=3, **settings) as service, ThreadPoolExecutor(1) as pool:
            watching = pool.submit(_watch, service)
            eventually(lambda: engine.requests > 0)
            service.signal(signal.SIGTERM)
            name, told = watching.result()
            assert service.wait_until_ended() == 0
    assert name == "released"
    assert examine(on_sqlite).states[told["suggestion"]] == State.OFFERED  # the composer's, in the model's place


def test_the_end_comes_even_if_the_work_does_not_end(on_sqlite: Company) -> None:
    with bad_engine(silent) as engine:
        settings = {"ENGINE": "openai", "LLM__BASE_URL": engine.base_url, "WEB__SHUTDOWN_SECONDS": 2}
        with serving(on_sqlite, **settings) as service, ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(_try, service)
            eventually(lambda: engine.requests > 0)
            service.signal(signal.SIGTERM)
            began = time.monotonic()
            service.wait_until_ended()
            assert time.monotonic() - began < 50  # the engine alone would have been waited for for 60 s
            waiting.result()
    assert examine(on_sqlite).states == {}


def test_a_client_that_goes_away_finds_its_mail_later(on_sqlite: Company) -> None:
    with serving(on_sqlite) as service:
        with service.client(seconds=0.01) as client, suppress(httpx2.TransportError):
            client.post("/v1/emails", json=PASSES, headers={"Idempotency-Key": "left"})
        again = service.write_until_answered(PASSES, "left")
        assert again.status_code == 200
    assert list(examine(on_sqlite).states) == [again.json()["suggestion"]]


def _ask_until_refused(service: Service, client: int) -> list[str]:
    """Ask for mails until nobody listens any more; a begun answer that is cut off would be an error."""
    made: list[str] = []
    while True:
        try:
            answer = service.write(PASSES, f"client-{client}-{len(made)}")
        except httpx2.TransportError as error:
            # Refused, or closed before a worker had looked at it. An answer cut off in the middle says otherwise.
            if "incomplete" in str(error):
                raise
            return made
        assert answer.status_code == 200
        made.append(answer.json()["suggestion"])


def _watch(service: Service) -> tuple[str, dict[str, str]]:
    """The last event of a stream, and its data."""
    stream = service.write(PASSES, Accept="text/event-stream").text
    last = [block for block in stream.split("\n\n") if block and not block.startswith(":")][-1]
    fields = dict(line.split(": ", 1) for line in last.split("\n"))
    return fields["event"], json.loads(fields["data"])


def _requests(service: Service) -> list[dict[str, object]]:
    return [line for line in service.log if line["event"] == "request"]


def _try(service: Service) -> None:
    with suppress(httpx2.TransportError):
        service.write()
