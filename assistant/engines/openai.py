"""Writes mails with any OpenAI-compatible endpoint, through LangChain."""

import logging
import random
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import httpx2
from langchain_core.messages import AIMessage, BaseMessage
from langchain_openai import ChatOpenAI
from langsmith.run_helpers import tracing_context

from assistant.engines.answers import read_email
from assistant.engines.breaker import CircuitBreaker
from assistant.engines.dialect import EMAIL, Dialect, Form
from assistant.engines.errors import EngineError, EngineMisconfigured, EngineTooSlow, EngineUnavailable, EngineUnusable
from assistant.engines.faults import LONGEST_RETRY_AFTER, Fault, cut_off, declined, fault_of
from assistant.engines.prompting import EmailTask, email_messages, email_prompt
from assistant.engines.request import Email, EmailRequest
from assistant.engines.wire import Wire
from assistant.settings import LlmSettings
from guardrails.language import LanguageReader

_LOG = logging.getLogger(__name__)
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 8.0
_LONGEST_CONNECT: Final = 10.0


class OpenAIEngine:
    """One endpoint and one model; thread-safe. Keep one per process: it remembers failures and what the server takes.

    Args:
        settings: the endpoint.
        tracing: let LangSmith's own variables decide whether it traces; otherwise it never does.
        clock: seconds that never go back.
        sleep: waits so many seconds between two attempts.
        chance: a number from 0 to 1, so that several processes do not try again all at once.

    Raises:
        EngineMisconfigured: no address, or one that is not http(s), or unreadable certificates.
    """

    name = "openai"
    is_model = True

    def __init__(
        self,
        settings: LlmSettings,
        *,
        tracing: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.model = settings.model
        self._settings = settings
        self._tracing = tracing
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._client, self._chat = _connect(settings, clock)
        self._task: EmailTask = "email_compact" if settings.small_model else "email"
        self._dialect = Dialect.of(settings.base_url or "", small_model=settings.small_model)
        self._breaker = CircuitBreaker(settings.circuit_failures, settings.circuit_reset_seconds, clock)
        self._languages = LanguageReader()

    def write(self, request: EmailRequest) -> Email:
        """Write one mail.

        Raises:
            EngineUnavailable: the endpoint is down, or is left alone after repeated failures.
            EngineTooSlow: it does not answer in time.
            EngineMisconfigured: it refuses the key, the model or the request.
            EngineUnusable: it answers, but not with a mail in the language asked for.
        """
        email = read_email(self.answer(email_messages(request, self._task), EMAIL, request.variation))
        self._check_language(email, request.language)
        return replace(email, prompt=email_prompt(request, self._task).reference)

    def answer(self, messages: list[BaseMessage], form: Form, seed: int = 0) -> str:
        """What the model says to some messages, in full.

        Args:
            messages: the rules, and what is asked.
            form: of the answer; servers that cannot be told are trusted with the prompt.
            seed: another number asks for another answer.

        Raises:
            EngineError: as `write`, but for what only a mail can be.
        """
        wait = self._breaker.ask()
        if wait > 0:
            raise EngineUnavailable(
                f"the endpoint failed repeatedly and is left alone for another {wait:.0f} s; check that its server runs"
            )
        outcome = self._guarded_attempts(messages, form, seed)
        if isinstance(outcome, Fault):
            raise outcome.error
        return _text_of(outcome)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _guarded_attempts(self, messages: list[BaseMessage], form: Form, seed: int) -> AIMessage | Fault:
        settled = False
        try:
            outcome = self._attempts(messages, form, seed)
            settled = True
        finally:
            if not settled:
                self._breaker.gave_up()
        if isinstance(outcome, Fault) and outcome.counts:
            self._breaker.failed()
        else:
            self._breaker.succeeded()
        return outcome

    def _attempts(self, messages: list[BaseMessage], form: Form, seed: int) -> AIMessage | Fault:
        """Try until it answers, cannot answer, or the time is over."""
        until = self._clock() + self._settings.deadline_seconds
        start = dialect = self._dialect
        tries = 0
        while True:
            left = until - self._clock()
            if left <= 0:
                return Fault(
                    EngineTooSlow("no answer before the deadline; raise SCRUPULE_LLM__DEADLINE_SECONDS"), counts=True
                )
            outcome = self._attempt(messages, dialect, form, seed, min(left, self._settings.timeout_seconds))
            if isinstance(outcome, AIMessage):
                self._dialect = dialect
                return outcome
            if outcome.complaint is not None:
                simpler = dialect.after_refusal(outcome.complaint, start)
                if simpler is None:
                    return outcome
                _LOG.info("endpoint refused a request: trying %s", simpler)
                dialect = simpler
                continue
            pause = self._pause(outcome, tries)
            if pause is None or self._clock() + pause >= until:
                return outcome
            tries += 1
            _LOG.warning("endpoint failed (%s): attempt %d in %.1f s", outcome.error.code, tries + 1, pause)
            self._sleep(pause)

    def _attempt(
        self, messages: list[BaseMessage], dialect: Dialect, form: Form, seed: int, seconds: float
    ) -> AIMessage | Fault:
        options = dialect.options(self._settings.max_tokens, self._settings.temperature, seed, form)
        timeout = httpx2.Timeout(seconds, connect=min(seconds, _LONGEST_CONNECT))
        try:
            with tracing_context(enabled=None if self._tracing else False):
                answer = self._chat.bind(timeout=timeout, **options).invoke(messages)
        except Exception as error:  # whatever happens, the caller is told in our words, without the request in them
            return fault_of(error)
        if not isinstance(answer, AIMessage):
            return Fault(EngineUnusable("the endpoint's answer is not a message; choose another endpoint"))
        return answer

    def _pause(self, fault: Fault, tries: int) -> float | None:
        """Seconds to wait before the next attempt; None if there is none."""
        if not fault.passing or tries >= self._settings.retries:
            return None
        if fault.retry_after is not None:
            return fault.retry_after if fault.retry_after <= LONGEST_RETRY_AFTER else None
        return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**tries) * (0.5 + self._chance() / 2)

    def _check_language(self, email: Email, language: str) -> None:
        written = self._languages.certain(email.body)
        if written is not None and written != language:
            raise EngineUnusable(f"the model wrote in {written!r} instead of {language!r}; choose another model")


def _text_of(answer: AIMessage) -> str:
    reason = answer.response_metadata.get("finish_reason")
    if answer.additional_kwargs.get("refusal") or reason == "content_filter":
        raise declined()
    if reason == "length":
        raise cut_off()
    return str(answer.text)


def _connect(settings: LlmSettings, clock: Callable[[], float]) -> tuple[httpx2.Client, ChatOpenAI]:
    base_url = settings.base_url or ""
    if not base_url.startswith(("http://", "https://")):
        raise EngineMisconfigured(
            "set SCRUPULE_LLM__BASE_URL to an http or https address, such as http://localhost:8080/v1"
        )
    key = settings.api_key.get_secret_value()
    failure: EngineError | None = None
    try:
        verify = ssl.create_default_context(cafile=settings.ca_file) if settings.ca_file else True
        inner = httpx2.HTTPTransport(verify=verify, proxy=settings.proxy, trust_env=False)
        client = httpx2.Client(transport=Wire(base_url, key, inner, clock), trust_env=False, follow_redirects=False)
    except (OSError, ValueError, httpx2.InvalidURL) as error:
        failure = EngineMisconfigured(
            f"the endpoint's address, proxy or certificates cannot be used ({type(error).__name__}); "
            "check SCRUPULE_LLM__BASE_URL, SCRUPULE_LLM__PROXY and SCRUPULE_LLM__CA_FILE"
        )
        raise failure from None
    chat = ChatOpenAI(
        model=settings.model,
        base_url=base_url,
        api_key=settings.api_key,
        http_client=client,
        # Both are built from the environment's proxies unless they are given.
        http_async_client=httpx2.AsyncClient(trust_env=False),
        openai_proxy="",
        max_retries=0,
        use_responses_api=False,
        disable_streaming=True,
        # LangGraph streams model tokens to its callers unless told not to; a draft is shown by the gate only.
        tags=["nostream"],
        cache=False,
    )
    return client, chat
