"""Every refusal and failure as problem details (RFC 9457), in one place.

What is the caller's to put right is said in full. What went wrong inside is named by its code only: its sentence may
speak of paths and servers, so it stays out; the log has it under the request id that the answer gives as `instance`.
"""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.web.errors import WebError
from assistant.web.language import language_of
from assistant.web.meanings import Code, Explanation, Identifier, Place, Title
from assistant.web.titles import advice_for, title_of
from assistant.web.validation import faulty_fields
from guardrails.draft import Language
from guardrails.errors import ScrupuleError

MEDIA_TYPE: Final = "application/problem+json"

_CODES: Final[Mapping[int, str]] = {
    400: "request.unreadable",
    404: "route.unknown",
    405: "method.not_allowed",
    408: "request.too_slow",
    413: "request.too_long",
}
RETRY_SECONDS: Final = "2"
"""When to try again after a 503 that says nothing else."""
_CLOSING: Final = frozenset({408, 413})
"""The rest of the body was not read and would be taken for the next request on this connection."""


class FieldProblem(BaseModel):
    """One field of the request that cannot be used; what it held is not repeated."""

    field: Place = Field(description="where: body, query or path, then names and positions")
    code: Code = Field(description="what is wrong, for programs")
    detail: Explanation = Field(description="what is wrong, for people")


class Problem(BaseModel):
    """Problem details: why a request was refused or failed, and what to do."""

    type: Code = Field(
        description="a URI that names the kind of problem", examples=["urn:scrupule:problem:rate.exceeded"]
    )
    title: Title = Field(description="the kind of problem, in French or English")
    status: Annotated[int, Field(ge=400, le=599, description="the HTTP status")]
    detail: Explanation = Field(description="what happened, and what to do")
    code: Code = Field(description="stable word for programs", examples=["rate.exceeded"])
    instance: Identifier = Field(description="the request id, which the log names too")
    errors: tuple[FieldProblem, ...] | None = Field(default=None, description="the fields that cannot be used")


def install(app: FastAPI) -> None:
    """Answer every error of the routes of `app` with problem details."""
    app.add_exception_handler(ScrupuleError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)


def problem_of(request: Request, error: ScrupuleError) -> Response:
    """The answer to an error that Scrupule raises on purpose."""
    request.state.fault = error
    language = _language(request)
    ours_to_say = error.status < 500 or isinstance(error, WebError)
    detail = error.sentence(language) if ours_to_say else advice_for(500, language)
    problem = _problem(request, error.status, error.code, detail, language)
    again = {"Retry-After": RETRY_SECONDS} if error.status == 503 else {}
    if isinstance(error, WebError):
        return _answer(problem, {**again, **error.headers}, error.members)
    return _answer(problem, again)


def problem_of_surprise(request: Request) -> Response:
    """The answer to an error that nobody foresaw; it says nothing of the inside."""
    language = _language(request)
    return _answer(_problem(request, 500, "service.failed", advice_for(500, language), language))


def problem_of_status(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The answer when nothing more is known than the HTTP status."""
    language = _language(request)
    problem = _problem(request, status, _CODES.get(status, "request.refused"), advice_for(status, language), language)
    return _answer(problem, {**(headers or {}), **({"Connection": "close"} if status in _CLOSING else {})})


def problem_without_request(status: int, request_id: str) -> bytes:
    """The body of an answer to something that could not be read as HTTP; in English, no language was asked for."""
    code = {400: "request.malformed", 431: "request.headers_too_long"}[status]
    return _made(status, code, advice_for(status, "en"), "en", request_id).model_dump_json(exclude_none=True).encode()


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ScrupuleError)
    return problem_of(request, error)


async def _framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem_of_status(request, error.status_code, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    language = _language(request)
    faulty = faulty_fields(error, language)
    said = "; ".join(f"{one.field}: {one.sentence}" for one in faulty)
    detail = f"ces champs sont inutilisables : {said}" if language == "fr" else f"these fields cannot be used: {said}"
    problem = _problem(request, 422, "request.invalid", detail, language)
    errors = tuple(FieldProblem(field=one.field, code=one.code, detail=one.sentence) for one in faulty)
    return _answer(problem.model_copy(update={"errors": errors}))


def _problem(request: Request, status: int, code: str, detail: str, language: Language) -> Problem:
    return _made(status, code, detail, language, request.state.request_id)


def _made(status: int, code: str, detail: str, language: Language, request_id: str) -> Problem:
    return Problem(
        type=f"urn:scrupule:problem:{code}",
        title=title_of(status, language),
        status=status,
        detail=detail,
        code=code,
        instance=request_id,
    )


def _answer(
    problem: Problem, headers: Mapping[str, str] | None = None, members: BaseModel | None = None
) -> JSONResponse:
    content = problem.model_dump(mode="json", exclude_none=True)
    if members:
        content |= members.model_dump(mode="json")
    return JSONResponse(content, problem.status, headers, MEDIA_TYPE)


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))
