"""Promise 1 for the API: every text in every answer is the gate's, a reviewer's view, or a string with a meaning."""

import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from fastapi.routing import APIRoute
from pydantic import AwareDatetime, BaseModel

from assistant.web.meanings import Meaning
from assistant.web.routes import ROUTERS
from assistant.web.routes.models.emails import RefusalProblem, StepTaken
from assistant.web.routes.models.reviews import HeldMail
from assistant.web.routes.models.wire import DOORS, Passage
from guardrails.verdict import UnderReview
from tests.assistant.web.routes.test_roles import TABLE

HARMLESS = (bool, int, float, datetime, date, AwareDatetime, type(None))


def models() -> Iterator[tuple[str, type[BaseModel]]]:
    """Every model that a route can answer with."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            declared = [one["model"] for one in route.responses.values() if "model" in one]
            for answer in (*declared, *_classes(route.response_model)):
                yield f"{','.join(route.methods)} {route.path}", answer
    yield "events", StepTaken
    yield "refusals", RefusalProblem


def strays(hint: Any, path: str, seen: frozenset[type]) -> Iterator[str]:
    """Places below `hint` where a text could stand that nobody checked."""
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        if base is str:
            if not any(isinstance(one, Meaning) for one in marks):
                yield path
            return
        yield from strays(base, path, seen)
    elif get_origin(hint) in (tuple, list, Union, types.UnionType):
        for part in get_args(hint):
            if part is not Ellipsis:
                yield from strays(part, path, seen)
    elif (
        get_origin(hint) is Literal
        or hint in HARMLESS
        or hint in DOORS
        or (isinstance(hint, type) and issubclass(hint, Enum))
    ):
        return
    elif isinstance(hint, type) and issubclass(hint, BaseModel):
        if hint not in seen:
            for name, part in typing.get_type_hints(hint, include_extras=True).items():
                if name in hint.model_fields:
                    yield from strays(part, f"{path}.{name}", seen | {hint})
    else:
        yield path


def held(hint: Any, seen: frozenset[type] = frozenset()) -> bool:
    """Whether held text can stand below `hint`."""
    if hint is UnderReview:
        return True
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        if hint in seen:
            return False
        hints = typing.get_type_hints(hint, include_extras=True)
        return any(held(part, seen | {hint}) for name, part in hints.items() if name in hint.model_fields)
    return any(held(part, seen) for part in get_args(hint))


def test_no_answer_has_a_place_for_text_that_nobody_checked() -> None:
    found = {name for name, _ in models() if name[0].isupper()}
    assert found == {f"{one.method} {one.path}" for one in TABLE}
    assert [stray for name, model in models() for stray in strays(model, f"{name} {model.__name__}", frozenset())] == []


def test_held_text_stands_in_the_answers_to_reviewers_alone() -> None:
    assert {(name, model) for name, model in models() if held(model)} == {("GET /v1/reviews/{review_id}", HeldMail)}


class _Loose(BaseModel):
    note: str


class _Looser(BaseModel):
    notes: tuple[dict[str, str], ...]


@pytest.mark.parametrize("model", [_Loose, _Looser])
def test_a_bare_string_would_be_found(model: type[BaseModel]) -> None:
    assert list(strays(model, "here", frozenset()))


def test_words_of_a_released_text_cannot_be_made_of_a_string() -> None:
    with pytest.raises(AttributeError):
        str(Passage("a text of a model", "text", 0, 6))  # type: ignore[arg-type]


def _classes(hint: Any) -> tuple[type[BaseModel], ...]:
    if hint is None:
        return ()
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)
