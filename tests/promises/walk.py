"""Answers taken apart: which models a route may answer with, and what kinds of text stand in their fields."""

import inspect
import types
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import AwareDatetime, BaseModel
from starlette.routing import BaseRoute

from assistant.web.meanings import Meaning
from assistant.web.routes.models.wire import DOORS

PLAIN = (bool, int, float, Decimal, datetime, AwareDatetime, type(None))
"""Types that hold no words."""


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Every route of the application, those of included routers as well."""
    return list(_routes(app.routes))


def _routes(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    for one in routes:
        if isinstance(one, APIRoute):
            yield one
        elif (inner := getattr(one, "original_router", None)) is not None:
            yield from _routes(inner.routes)


def models_of(route: APIRoute) -> Iterator[Any]:
    """Whatever a route may answer with: what it returns, and what it says of other statuses."""
    if route.response_model is not None:
        yield route.response_model
    for said in route.responses.values():
        if said.get("model") is not None:
            yield said["model"]


def bare_strings(annotation: Any, path: str = "") -> Iterator[str]:
    """Where an answer may hold text that has no meaning and comes from no door; nothing, if all is well."""
    for place, kind in _leaves(annotation, path, ()):
        if not _is_known(kind):
            yield f"{place}: {kind}"


def doors(annotation: Any) -> set[type]:
    """Which of the gate's types an answer's text comes from."""
    return {kind for _, kind in _leaves(annotation, "", ()) if isinstance(kind, type) and kind in DOORS}


def _leaves(annotation: Any, path: str, within: tuple[type, ...]) -> Iterator[tuple[str, Any]]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated and any(isinstance(one, Meaning) for one in arguments[1:]):
        yield path, Meaning
    elif origin is Annotated:
        yield from _leaves(arguments[0], path, within)
    elif origin in (Union, types.UnionType):
        for one in arguments:
            yield from _leaves(one, path, within)
    elif origin is tuple:
        for one in arguments:
            if one is not Ellipsis:
                yield from _leaves(one, f"{path}[]", within)
    elif inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        if annotation not in within:
            hints = get_type_hints(annotation, include_extras=True)
            for name in annotation.model_fields:
                yield from _leaves(hints[name], f"{path}.{name}" if path else name, (*within, annotation))
    else:
        yield path, annotation


def _is_known(kind: Any) -> bool:
    if kind is Meaning or get_origin(kind) is Literal:
        return True
    return inspect.isclass(kind) and (kind in DOORS or kind in PLAIN or issubclass(kind, Enum))
