"""The API's description: every route explains itself, with examples in French and English that are true."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

import assistant
import guardrails
from assistant.web.problems import MEDIA_TYPE
from assistant.web.routes.answers import problems
from guardrails.errors import ScrupuleError
from tests.assistant.web.routes.conftest import Api
from tests.assistant.web.routes.test_roles import TABLE

OF_THE_FRAMEWORK = {"request.unreadable", "request.too_slow", "request.too_long", "request.invalid", "service.failed"}
"""Problems that are no error class of ours: the framework found them, or nobody foresaw them."""


@pytest.fixture
def description(api: Api) -> dict[str, Any]:
    return api.app.openapi()


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for route in TABLE:
        yield f"{route.method} {route.path}", description["paths"][route.path][route.method.lower()]


def languages(examples: dict[str, Any]) -> set[str]:
    """The languages of examples, as their names say."""
    return {"fr" for name in examples if name.endswith(("fr", "(fr)"))} | {
        "en" for name in examples if name.endswith(("en", "(en)", "sound", "changed"))
    }


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every content of an operation with its place: the request's, then that of each status."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"request {media}", content
    for status, answer in operation["responses"].items():
        for media, content in answer["content"].items():
            yield f"{status} {media}", content


def test_every_route_has_a_summary_and_a_description(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        assert operation["summary"], name
        assert len(operation["description"]) > 40, name


def test_every_request_and_every_answer_has_examples_in_both_languages(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        for place, content in contents(operation):
            wanted = {"en"} if "/journal/" in name and place.startswith("200") else {"fr", "en"}
            assert languages(content.get("examples", {})) >= wanted, f"{name}: {place}"


def test_every_example_is_what_its_schema_says(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        for place, content in contents(operation):
            schema = {**content["schema"], "components": description["components"]}
            for example in content["examples"].values():
                try:
                    jsonschema.validate(example["value"], schema)
                except jsonschema.ValidationError as error:
                    pytest.fail(f"{name}: {place}: {error.message} at {error.json_path}")


def test_every_request_example_is_answered_as_its_example_says(api: Api, description: dict[str, Any]) -> None:
    for path in ("/v1/emails", "/v1/check"):
        operation = description["paths"][path]["post"]
        for language, example in operation["requestBody"]["content"]["application/json"]["examples"].items():
            answer = api.as_("rep-1" if language == "fr" else "rep-3").post(path, json=example["value"])
            shown = operation["responses"]["200"]["content"]["application/json"]["examples"][language]["value"]
            assert answer.status_code == 200
            assert {key: answer.json()[key] for key in ("language", "packs")} == {
                key: shown[key] for key in ("language", "packs")
            }
            for key in ("text", "decision"):
                assert answer.json().get(key) == shown.get(key)


def test_every_problem_is_an_error_of_the_code_with_its_status() -> None:
    for package in (assistant, guardrails):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # Training needs torch, and migrations a database.
            if "migrations" not in module.name and "classifier.training" not in module.name:
                importlib.import_module(module.name)
    errors = {error.code: error.status for error in _descendants(ScrupuleError)}
    for code, problem in problems().items():
        if code not in OF_THE_FRAMEWORK:
            assert errors.get(code) == problem["status"], code


def test_problems_are_told_as_problem_details(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        for status, answer in operation["responses"].items():
            assert (MEDIA_TYPE in answer["content"]) == (int(status) >= 400), f"{name}: {status}"


def _descendants(error: type[ScrupuleError]) -> Iterator[type[ScrupuleError]]:
    for one in error.__subclasses__():
        if not inspect.isabstract(one):
            yield one
        yield from _descendants(one)
