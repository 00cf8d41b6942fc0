"""What a failed call means: whether trying again may help, and the sentence for whoever reads it.

No sentence quotes the server or the prompt: servers echo requests in their errors, and errors end in logs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import openai

from assistant.engines.errors import (
    EngineError,
    EngineMisconfigured,
    EngineTooSlow,
    EngineUnavailable,
    EngineUnusable,
)
from assistant.engines.wire import WireRefusal

LONGEST_RETRY_AFTER: Final = 20.0
"""Longest pause that a server may ask for, in seconds; a rep is waiting."""

_PASSING: Final = (408, 409, 425, 429)
_REFUSED_REQUEST: Final = (400, 415, 422, 501)
_TOO_LONG: Final = (
    "context_length",
    "context length",
    "context size",
    "context window",
    "prompt is too long",
    "too many tokens",
)
_NO_CREDIT: Final = ("insufficient_quota", "billing", "credit")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a call failed.

    Attributes:
        error: what to raise if this is the end of it.
        passing: whether the same request may succeed later.
        counts: whether the endpoint looked down, for the circuit breaker.
        retry_after: pause that the server asked for, in seconds.
        complaint: what the server said against the request itself, else None; read, never shown.
    """

    error: EngineError
    passing: bool = False
    counts: bool = False
    retry_after: float | None = None
    complaint: str | None = None


def fault_of(error: Exception) -> Fault:
    """The meaning of an exception from the OpenAI client or from LangChain."""
    for cause in _chain(error):
        if isinstance(cause, WireRefusal):
            return Fault(EngineUnusable(f"{cause}; check that SCRUPULE_LLM__BASE_URL is an OpenAI-compatible address"))
    match error:
        case openai.APITimeoutError():
            slow = "no answer within the time-out; raise SCRUPULE_LLM__TIMEOUT_SECONDS or choose a faster model"
            return Fault(EngineTooSlow(slow), counts=True)
        case openai.APIConnectionError():
            down = "the endpoint cannot be reached or broke off; check SCRUPULE_LLM__BASE_URL and that its server runs"
            return Fault(EngineUnavailable(down), passing=True, counts=True)
        case openai.APIStatusError():
            return _of_status(error)
        case openai.LengthFinishReasonError():
            return Fault(cut_off())
        case openai.ContentFilterFinishReasonError():
            return Fault(declined())
        case _:
            name = type(error).__name__
            return Fault(EngineUnusable(f"the endpoint's answer could not be read ({name}); choose another endpoint"))


def cut_off() -> EngineError:
    """The answer stopped at the limit of tokens."""
    return EngineUnusable("the model's answer was cut off; raise SCRUPULE_LLM__MAX_TOKENS or shorten the points")


def declined() -> EngineError:
    """The model or its provider refused to write."""
    return EngineUnusable("the model declined to write this mail; reword the points, or choose another model")


def _of_status(error: openai.APIStatusError) -> Fault:
    status, said = error.status_code, f"{error.message} {error.body}".lower()
    if status == 429 and any(word in said for word in _NO_CREDIT):
        return Fault(EngineMisconfigured("the endpoint's account has no credit left (status 429); see its provider"))
    if status in (400, 413, 422, 500) and any(word in said for word in _TOO_LONG):
        too_long = (
            "the request is too long for the model; shorten the points or the quoted mail, or choose another model"
        )
        return Fault(EngineUnusable(too_long))
    if status in _REFUSED_REQUEST or (status == 500 and "response_format" in said):
        return Fault(_refused(status), complaint=said)
    if status in _PASSING or status >= 500:
        busy = f"the endpoint failed or is overloaded (status {status}); try again later"
        return Fault(EngineUnavailable(busy), passing=True, counts=True, retry_after=_retry_after(error))
    return Fault(_refused(status))


def _refused(status: int) -> EngineError:
    advice = {
        401: "refuses the key; set SCRUPULE_LLM__API_KEY",
        402: "wants to be paid; see its provider",
        403: "forbids this key to use the model; check SCRUPULE_LLM__API_KEY and SCRUPULE_LLM__MODEL",
        404: "does not know the address (it ends in /v1) or the model; check SCRUPULE_LLM__BASE_URL and _MODEL",
    }
    redirect = "redirects elsewhere, which is not followed; set SCRUPULE_LLM__BASE_URL to the final address"
    default = "refuses the request; check SCRUPULE_LLM__MODEL and what the server supports"
    what = redirect if 300 <= status < 400 else advice.get(status, default)
    return EngineMisconfigured(f"the endpoint {what} (status {status})")


def _retry_after(error: openai.APIStatusError) -> float | None:
    value = error.response.headers.get("retry-after", "")
    # The HTTP-date form (RFC 9110, 10.2.3) would need the wall clock; back-off serves as well.
    return float(value) if value.isdecimal() and len(value) < 6 else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
