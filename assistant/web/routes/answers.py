"""What the API's description says of each answer: its model, and examples of it in French and English.

The examples are data (`examples/*.yaml`): what the service answered on the demo company. A test holds them to their
models, and the problems to the errors that the code raises.
"""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any, Final, TypedDict, cast

import yaml
from pydantic import BaseModel

from assistant.web.problems import MEDIA_TYPE, Problem
from assistant.web.titles import advice_for, title_of
from guardrails.draft import Language

JSON: Final = "application/json"
EVENTS: Final = "text/event-stream"
ROUTES: Final = "assistant.web.routes"
_LANGUAGES: Final[Mapping[Language, str]] = {"fr": "en français", "en": "in English"}
_EVERYWHERE: Final = (
    "token.missing",
    "token.refused",
    "role.forbidden",
    "request.invalid",
    "rate.exceeded",
    "service.failed",
    "service.overloaded",
    "records.busy",
)
_WITH_BODY: Final = ("request.unreadable", "request.too_slow", "request.too_long", "request.not_json")
_REQUEST_ID: Final = "0198a6f2-7c1e-7b43-9d2e-5f0c8d1a4b77"


class Documented(TypedDict):
    """Keyword arguments of a route."""

    responses: dict[int | str, dict[str, Any]]


def answers(
    name: str,
    *problems: str,
    told: Mapping[int, type[BaseModel]] | None = None,
    body: bool = False,
    events: bool = False,
) -> Documented:
    """What a route may answer.

    Args:
        name: of its examples, as ``<file>.<part>``.
        problems: codes of the errors that only this route, or few others, give.
        told: model of each successful answer, for a route that does not return its model.
        body: whether it reads one.
        events: whether it can answer with server-sent events as well.
    """
    given = examples(name)
    models = told or {}
    responses: dict[int | str, dict[str, Any]] = {}
    for status in (int(key) for key in given if key.startswith("2")):
        content: dict[str, Any] = {JSON: {"examples": _named(given[str(status)])}}
        if events:
            content[EVENTS] = {"schema": {"type": "string"}, "examples": _named(given["events"])}
        responses[status] = {"description": HTTPStatus(status).phrase, "content": content}
        if status in models:
            responses[status] |= {"model": models[status], "description": models[status].__doc__}
    codes = (*_EVERYWHERE, *(_WITH_BODY if body else ()), *problems)
    for status in sorted({_status(code) for code in codes}):
        responses[status] = _problem(status, [code for code in codes if _status(code) == status])
    return {"responses": responses}


def request_examples(name: str) -> dict[str, Any]:
    """Examples of a request, for `Body(openapi_examples=…)`."""
    return _named(examples(name)["request"])


def with_members(documented: Documented, status: int, model: type[Problem], name: str) -> Documented:
    """The same answers, with a problem that has further members."""
    content = documented["responses"][status]["content"][MEDIA_TYPE]
    content["schema"] = {"anyOf": [content["schema"], _inlined(model)]}
    content["examples"] |= _named(examples(name)[str(status)])
    return documented


@cache
def examples(name: str) -> Mapping[str, Any]:
    """The examples of a route, as the data file holds them."""
    file, _, part = name.partition(".")
    return cast(Mapping[str, Any], _read(file)[part])


@cache
def problems() -> Mapping[str, Mapping[str, Any]]:
    """Every problem by its code: status, and the sentence that says what to do."""
    return cast(Mapping[str, Mapping[str, Any]], _read("problems"))


@cache
def _read(file: str) -> Mapping[str, Any]:
    text = resources.files(ROUTES).joinpath("examples", f"{file}.yaml").read_text("utf-8")
    return cast(Mapping[str, Any], yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


def _status(code: str) -> int:
    return cast(int, problems()[code]["status"])


def _problem(status: int, codes: list[str]) -> dict[str, Any]:
    shown = {
        f"{code} ({language})": {"summary": f"{code}, {_LANGUAGES[language]}", "value": _shown(code, language)}
        for code in codes
        for language in _LANGUAGES
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}, "examples": shown}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _shown(code: str, language: Language) -> dict[str, Any]:
    known = problems()[code]
    detail = known.get("detail") or advice_for(known["status"], language)
    shown = {
        "type": f"urn:scrupule:problem:{code}",
        "title": title_of(known["status"], language),
        "status": known["status"],
        "detail": detail if isinstance(detail, str) else detail[language],
        "code": code,
        "instance": _REQUEST_ID,
    }
    return shown | ({"errors": known["errors"][language]} if "errors" in known else {})


def _named(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"summary": one["summary"], "value": one["value"]} for name, one in given.items()}


def _inlined(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model without references: FastAPI names only models of the media type that a route answers."""
    schema = model.model_json_schema(mode="serialization")
    return cast(dict[str, Any], _resolved(schema, schema.pop("$defs", {})))


def _resolved(node: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        return _resolved({**definitions[name], **{key: one for key, one in node.items() if key != "$ref"}}, definitions)
    return {key: _resolved(one, definitions) for key, one in node.items()}
