"""An OpenAI-compatible endpoint, over a real socket: what it may do, and what comes of it."""

import dataclasses
import json
import logging
import socket
import traceback
from collections.abc import Mapping

import pytest
from pydantic import SecretStr

from assistant.engines.errors import (
    EngineError,
    EngineMisconfigured,
    EngineTooSlow,
    EngineUnavailable,
    EngineUnusable,
)
from assistant.engines.openai import OpenAIEngine
from assistant.engines.request import Email
from assistant.settings import LlmSettings
from tests.assistant.engines.endpoint import MAIL, Clock, Endpoint, Reply, completion, endpoint, failure, in_turn, mail
from tests.assistant.engines.requests import CANARY, email_request

KEY = "sk-canary-key"
GOOD = Email(MAIL["subject"], MAIL["body"])
HTML = {"content-type": "text/html"}


def engine(base_url: str, clock: Clock | None = None, **changed: object) -> OpenAIEngine:
    time = clock or Clock()
    fields: dict[str, object] = {"base_url": base_url, "api_key": SecretStr(KEY), "model": "m1", "timeout_seconds": 5}
    settings = LlmSettings.model_validate({**fields, **changed})
    return OpenAIEngine(settings, clock=time.now, sleep=time.sleep, chance=lambda: 1.0)


def formats(seen: Endpoint) -> list[object]:
    asked = (request.get("response_format") for request in seen.requests)
    return [one["type"] if isinstance(one, Mapping) else None for one in asked]


def test_a_good_answer_becomes_a_mail() -> None:
    with endpoint(in_turn(mail())) as seen:
        assert engine(seen.base_url, temperature=0.7, max_tokens=321).write(email_request(variation=5)) == GOOD
    asked = seen.requests[0]
    assert seen.paths == ["/v1/chat/completions"]
    assert (asked["model"], asked["temperature"], asked["max_tokens"], asked["seed"]) == ("m1", 0.7, 321, 5)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]  # type: ignore[index, attr-defined]
    assert formats(seen) == ["json_schema"]


def test_one_engine_writes_many_mails() -> None:
    with endpoint(in_turn(mail())) as seen:
        one = engine(seen.base_url)
        assert [one.write(email_request()) for _ in range(5)] == [GOOD] * 5
    assert len(seen.requests) == 5


def test_a_small_model_gets_a_short_prompt_and_a_penalty_on_repetition() -> None:
    with endpoint(in_turn(mail())) as seen:
        for small in (False, True):
            assert engine(seen.base_url, small_model=small).write(email_request()) == GOOD
    large, compact = seen.requests
    assert len(str(compact["messages"])) < len(str(large["messages"])) * 0.6
    assert ("frequency_penalty" in large, compact["frequency_penalty"]) == (False, 0.3)


# What servers understand


def test_a_server_without_schemas_is_asked_for_json_from_then_on() -> None:
    def script(_: int, body: Mapping[str, object]) -> Reply:
        wanted = body["response_format"]
        assert isinstance(wanted, Mapping)
        return (
            mail() if wanted["type"] == "json_object" else failure(400, "response_format json_schema is not supported")
        )

    with endpoint(script) as seen:
        one = engine(seen.base_url)
        assert one.write(email_request()) == one.write(email_request()) == GOOD
    assert formats(seen) == ["json_schema", "json_object", "json_object"]


@pytest.mark.parametrize("status", [400, 422, 501])
def test_a_server_without_json_is_asked_for_text(status: int) -> None:
    def script(_: int, body: Mapping[str, object]) -> Reply:
        if "response_format" in body:
            return failure(status, "unknown field")
        return completion(f"Objet : {MAIL['subject']}\n\n{MAIL['body']}")

    with endpoint(script) as seen:
        one = engine(seen.base_url)
        assert one.write(email_request()) == one.write(email_request()) == GOOD
    assert formats(seen) == ["json_schema", "json_object", None, None]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("temperature", "Unsupported value: 'temperature' does not support 0.3 with this model"),
        ("seed", "body.seed: Extra inputs are not permitted"),
        ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
    ],
)
def test_a_field_that_a_server_refuses_is_left_out_from_then_on(field: str, message: str) -> None:
    with endpoint(lambda _, body: failure(400, message) if field in body else mail()) as seen:
        one = engine(seen.base_url)
        assert one.write(email_request()) == one.write(email_request()) == GOOD
    assert [field in request for request in seen.requests] == [True, False, False]
    assert formats(seen) == ["json_schema"] * 3
    assert "max_tokens" in seen.requests[-1] or "max_completion_tokens" in seen.requests[-1]


def test_a_server_that_refuses_everything_is_asked_a_bounded_number_of_times() -> None:
    complaint = "response_format max_tokens temperature seed"
    with endpoint(in_turn(failure(400, complaint))) as seen, pytest.raises(EngineMisconfigured, match="status 400"):
        engine(seen.base_url).write(email_request())
    assert len(seen.requests) == 6


def test_a_request_that_is_too_long_is_not_tried_in_other_forms() -> None:
    too_long = failure(400, "This model's maximum context length is 4096 tokens")
    with endpoint(in_turn(too_long)) as seen, pytest.raises(EngineUnusable, match="too long"):
        engine(seen.base_url).write(email_request())
    assert len(seen.requests) == 1


# What may pass


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again(status: int) -> None:
    clock = Clock()
    with endpoint(in_turn(failure(status), Reply(b"<html>busy</html>", status, HTML), mail())) as seen:
        assert engine(seen.base_url, clock).write(email_request()) == GOOD
    assert clock.slept == [0.5, 1.0]


def test_pauses_grow_and_are_spread_by_chance() -> None:
    for chance, pauses in ((1.0, [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]), (0.0, [0.25, 0.5, 1.0, 2.0, 4.0, 4.0])):
        clock = Clock()
        with endpoint(in_turn(failure(500))) as seen:
            settings = LlmSettings(base_url=seen.base_url, retries=6)
            one = OpenAIEngine(settings, clock=clock.now, sleep=clock.sleep, chance=lambda value=chance: value)
            with pytest.raises(EngineUnavailable, match="status 500"):
                one.write(email_request())
        assert clock.slept == pauses


def test_the_pause_that_a_server_asks_for_is_kept() -> None:
    clock = Clock()
    with endpoint(in_turn(failure(429, retry_after="7"), mail())) as seen:
        assert engine(seen.base_url, clock).write(email_request()) == GOOD
    assert clock.slept == [7.0]


@pytest.mark.parametrize("retry_after", ["21", "86400"])
def test_a_rep_does_not_wait_for_a_long_pause(retry_after: str) -> None:
    clock = Clock()
    with endpoint(in_turn(failure(429, retry_after=retry_after))) as seen, pytest.raises(EngineUnavailable):
        engine(seen.base_url, clock).write(email_request())
    assert clock.slept == []


def test_attempts_end_before_the_deadline() -> None:
    clock = Clock()
    with endpoint(in_turn(failure(503, retry_after="10"))) as seen, pytest.raises(EngineUnavailable):
        engine(seen.base_url, clock, retries=10, deadline_seconds=25).write(email_request())
    assert clock.slept == [10.0, 10.0]


@pytest.mark.parametrize("cut_at", [0, 40])
def test_a_connection_that_breaks_off_is_tried_again(cut_at: int) -> None:
    with endpoint(in_turn(dataclasses.replace(mail(), cut_at=cut_at), mail())) as seen:
        assert engine(seen.base_url).write(email_request()) == GOOD
    assert len(seen.requests) == 2


# What does not pass


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "SCRUPULE_LLM__API_KEY"),
        (402, "paid"),
        (403, "SCRUPULE_LLM__API_KEY"),
        (404, "SCRUPULE_LLM__BASE_URL"),
        (405, "SCRUPULE_LLM__MODEL"),
    ],
)
def test_a_refusal_is_final_and_says_what_to_set(status: int, advice: str) -> None:
    with endpoint(in_turn(failure(status))) as seen, pytest.raises(EngineMisconfigured, match=advice):
        engine(seen.base_url).write(email_request())
    assert len(seen.requests) == 1


def test_an_account_without_credit_is_not_asked_again() -> None:
    empty = failure(429, "You exceeded your current quota (insufficient_quota)")
    with endpoint(in_turn(empty)) as seen, pytest.raises(EngineMisconfigured, match="credit"):
        engine(seen.base_url).write(email_request())
    assert len(seen.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with endpoint(in_turn(mail())) as elsewhere:
        moved = Reply(b"", status, {"location": f"{elsewhere.base_url}/chat/completions"})
        with endpoint(in_turn(moved)) as seen, pytest.raises(EngineMisconfigured, match="redirects"):
            engine(seen.base_url).write(email_request())
    assert elsewhere.requests == []


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    clock = Clock()
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        engine(address, clock).write(email_request())
    assert clock.slept == [0.5, 1.0]


@pytest.mark.parametrize("slow", [dataclasses.replace(mail(), delay=3.0), dataclasses.replace(mail(), drip=0.05)])
def test_an_answer_that_is_slow_as_a_whole_is_given_up(slow: Reply) -> None:
    with endpoint(in_turn(slow)) as seen, pytest.raises(EngineTooSlow, match="TIMEOUT_SECONDS"):
        engine(seen.base_url, Clock(real=True), timeout_seconds=0.3).write(email_request())
    assert len(seen.requests) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<!doctype html><html><body>Welcome</body></html>", headers=HTML), "web page"),
        (Reply(b"  <html>captive portal</html>"), "web page"),
        (Reply(b"{" + b'"a": ' * 3), "not a chat completion"),
        (Reply(b"\x00\xff\xfe garbage"), "not a chat completion"),
        (Reply(b""), "not a chat completion"),
        (Reply(b"[]"), "not a chat completion"),
        (Reply(b'{"choices": []}'), "not a chat completion"),
        (Reply(b'{"choices": null}'), "not a chat completion"),
        (Reply(b'{"choices": [{"message": "hello"}]}'), "not a chat completion"),
        (Reply(b'{"error": {"message": "overloaded"}}'), "not a chat completion"),
        (Reply(b"[" * 100_000), "not a chat completion"),
        (completion("x" * 300_000), "longer than 200 kB"),
        (Reply(b"\x1f\x8b", headers={"content-type": "application/json", "content-encoding": "gzip"}), "compressed"),
        (completion(None), "nothing"),
        (completion(""), "nothing"),
        (completion(json.dumps(MAIL), finish="length"), "cut off"),
        (completion(json.dumps(MAIL)[:80], finish="length"), "cut off"),
        (completion(json.dumps(MAIL)[:80]), "broken off"),
        (completion(None, refusal="I cannot do that."), "declined"),
        (completion("", finish="content_filter"), "declined"),
        (completion("Désolé, je ne peux pas vous aider à rédiger ce message."), "declined"),
        (mail(body="<html><body>Bonjour, merci pour votre accueil chaleureux.</body></html>"), "markup"),
        (
            mail(
                body="Dear Ms PERSON_1,\n\nThank you very much for your time on Tuesday. It was a pleasure.\n\nPERSON_2"
            ),
            "'en' instead of 'fr'",
        ),
    ],
)
def test_an_answer_that_is_no_mail_is_refused(reply: Reply, said: str) -> None:
    with endpoint(in_turn(reply)) as seen, pytest.raises(EngineUnusable, match=said):
        engine(seen.base_url).write(email_request("fr"))
    assert len(seen.requests) == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "text/html"])
def test_a_good_answer_under_a_wrong_content_type_is_read(kind: str) -> None:
    with endpoint(in_turn(dataclasses.replace(mail(), headers={"content-type": kind}))) as seen:
        assert engine(seen.base_url).write(email_request()) == GOOD


# The circuit breaker


def test_an_endpoint_that_keeps_failing_is_left_alone_then_tried_once() -> None:
    clock = Clock()
    well = False
    with endpoint(lambda *_: mail() if well else failure(500)) as seen:
        one = engine(seen.base_url, clock, retries=0, circuit_failures=3, circuit_reset_seconds=60)
        for _ in range(3):
            with pytest.raises(EngineUnavailable, match="status 500"):
                one.write(email_request())
        with pytest.raises(EngineUnavailable, match="left alone for another 60 s"):
            one.write(email_request())
        assert len(seen.requests) == 3
        clock.sleep(60)
        well = True
        assert one.write(email_request()) == one.write(email_request()) == GOOD
    assert len(seen.requests) == 5


def test_answers_that_are_no_mails_do_not_open_the_circuit() -> None:
    with endpoint(in_turn(completion(""))) as seen:
        one = engine(seen.base_url, circuit_failures=1)
        for _ in range(3):
            with pytest.raises(EngineUnusable):
                one.write(email_request())
    assert len(seen.requests) == 3


# Nothing leaks and nothing is added


@pytest.mark.parametrize(
    "reply",
    [
        failure(400, f"bad request: {CANARY} {KEY}"),
        failure(401, f"bad key {KEY} {CANARY}"),
        failure(500, CANARY),
        Reply(f"<html>{CANARY}</html>".encode(), headers=HTML),
        Reply(CANARY.encode()),
        completion(f"{CANARY} " * 20),
        completion(json.dumps({"subject": CANARY, "body": 3})),
        completion(json.dumps(MAIL)[:60] + CANARY),
        completion(CANARY, finish="length"),
        completion(None, refusal=CANARY),
        dataclasses.replace(mail(), cut_at=30),
    ],
)
def test_no_error_and_no_log_repeats_the_prompt_or_the_key(
    reply: Reply, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_LOG", "debug")
    caplog.set_level(logging.DEBUG)
    with endpoint(in_turn(reply)) as seen, pytest.raises(EngineError) as raised:
        engine(seen.base_url).write(email_request(incoming=CANARY))
    assert CANARY in str(seen.requests[0])
    chain = "".join(traceback.format_exception(raised.value, chain=True))
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    captured = capfd.readouterr()
    for said in (str(raised.value), repr(raised.value), chain, caplog.text, captured.out, captured.err):
        assert CANARY not in said
        assert KEY not in said


@pytest.fixture
def misleading_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = "http://127.0.0.1:9"
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, nowhere)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "LANGSMITH_API_KEY"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")


@pytest.mark.usefixtures("misleading_environment")
def test_the_environment_redirects_nothing_and_adds_nothing() -> None:
    with endpoint(in_turn(mail())) as seen:
        assert engine(seen.base_url).write(email_request()) == GOOD
    headers = seen.headers[0]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "from-the-environment" not in str(headers)
    assert not [name for name in headers if name.startswith(("x-stainless", "openai-"))]


def test_tracing_stays_off_whatever_its_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(in_turn(mail())) as collector, endpoint(in_turn(mail())) as seen:
        traced: list[object] = []
        monkeypatch.setattr("langchain_core.callbacks.manager.LangChainTracer", traced.append, raising=False)
        monkeypatch.setattr(
            "langchain_core.tracers.langchain.LangChainTracer.__init__", lambda *a, **k: traced.append(a)
        )
        monkeypatch.setattr(
            "langsmith.utils.get_env_var", lambda name, default=None, **_: "true" if "TRACING" in name else default
        )
        monkeypatch.setenv("LANGSMITH_ENDPOINT", collector.base_url)
        assert engine(seen.base_url).write(email_request()) == GOOD
    assert traced == []
    assert collector.paths == []


@pytest.mark.parametrize("address", [None, "", "localhost:8080", "ftp://localhost/v1", "file:///etc/passwd"])
def test_an_address_that_cannot_be_one_is_refused_at_once(address: str | None) -> None:
    with pytest.raises(EngineMisconfigured, match="SCRUPULE_LLM__BASE_URL"):
        OpenAIEngine(LlmSettings(base_url=address))


def test_missing_certificates_are_named(tmp_path: object) -> None:
    with pytest.raises(EngineMisconfigured, match="CA_FILE"):
        OpenAIEngine(
            LlmSettings.model_validate({"base_url": "https://localhost/v1", "ca_file": f"{tmp_path}/none.pem"})
        )
