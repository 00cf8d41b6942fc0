"""The only way out to an endpoint: one origin, bounded answers, nothing added on the way.

Below the OpenAI client rather than above it, because the client reads ``OPENAI_*`` variables, sends headers that
describe the machine, decompresses without a bound and accepts an answer of any shape.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

MAX_ANSWER_BYTES: Final = 200_000
"""A mail of 700 tokens takes 4 kB; what is fifty times longer is not a mail."""

_SENT_HEADERS: Final = ("host", "content-type", "content-length", "accept", "connection")


class WireRefusal(httpx2.TransportError):
    """An answer that is not let in; its text says why and quotes nothing."""


class WireTimeout(httpx2.ReadTimeout):
    """The answer kept coming after the time was over."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="allow")

    content: str | list[object] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    model_config = ConfigDict(extra="allow")

    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """The part of a chat completion that is relied on."""

    model_config = ConfigDict(extra="allow")

    choices: tuple[_Choice, ...]


class Wire(httpx2.BaseTransport):
    """Sends requests to the one origin it was made for, and reads answers whole, within a size and a time.

    The read time-out of a request bounds the whole answer, not the pause between two of its bytes.

    Args:
        base_url: address of the endpoint; no other origin is ever spoken to.
        api_key: sent as a bearer token.
        inner: what really sends.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        inner: httpx2.BaseTransport,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._origin = _origin(httpx2.URL(base_url))
        self._api_key = api_key
        self._inner = inner
        self._clock = clock

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if _origin(request.url) != self._origin:
            raise WireRefusal("the request was for another address than the configured one")
        until = self._clock() + _allowed_seconds(request)
        answer = self._inner.handle_request(self._plain(request))
        try:
            body = self._read(answer, until)
        finally:
            answer.close()
        if answer.is_success:
            _check_completion(body)
        headers = {"content-type": "application/json" if answer.is_success else _media_type(answer)}
        headers |= {name: answer.headers[name] for name in ("retry-after",) if name in answer.headers}
        return httpx2.Response(answer.status_code, headers=headers, content=body, request=request)

    def close(self) -> None:
        self._inner.close()

    def _plain(self, request: httpx2.Request) -> httpx2.Request:
        headers = {name: request.headers[name] for name in _SENT_HEADERS if name in request.headers}
        headers |= {"authorization": f"Bearer {self._api_key}", "user-agent": "scrupule", "accept-encoding": "identity"}
        return httpx2.Request(
            request.method, request.url, headers=headers, content=request.read(), extensions=request.extensions
        )

    def _read(self, answer: httpx2.Response, until: float) -> bytes:
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise WireRefusal("the answer is compressed, although that was not asked for")
        body = bytearray()
        for chunk in _chunks(answer):
            body += chunk
            if len(body) > MAX_ANSWER_BYTES:
                raise WireRefusal(f"the answer is longer than {MAX_ANSWER_BYTES // 1000} kB")
            if self._clock() > until:
                raise WireTimeout("the answer was still coming when the time was over")
        return bytes(body)


def _allowed_seconds(request: httpx2.Request) -> float:
    limits: Mapping[str, float | None] = request.extensions.get("timeout", {})
    return limits.get("read") or 60.0


def _chunks(answer: httpx2.Response) -> Iterator[bytes]:
    stream = answer.stream
    if not isinstance(stream, httpx2.SyncByteStream):
        raise WireRefusal("the answer cannot be read")
    return iter(stream)


def _check_completion(body: bytes) -> None:
    if body.lstrip()[:1] == b"<":
        raise WireRefusal("the answer is a web page")
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        completion = None
    if completion is None or not completion.choices:
        raise WireRefusal("the answer is not a chat completion")


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _media_type(answer: httpx2.Response) -> str:
    return answer.headers.get("content-type", "text/plain")
