"""Who may ask for what: one table, and everybody else is refused."""

from typing import NamedTuple

import pytest
from fastapi.routing import APIRoute

from assistant.web.principal import Role
from assistant.web.routes import ROUTERS
from tests.assistant.web.routes.conftest import Api

REP, MANAGER, OFFICER, ADMINISTRATOR = Role.REP, Role.MANAGER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR


class Access(NamedTuple):
    """Who may use a route."""

    method: str
    path: str
    roles: frozenset[Role]


def access(method: str, path: str, *roles: Role) -> Access:
    return Access(method, path, frozenset(roles))


TABLE = (
    access("POST", "/v1/emails", REP),
    access("GET", "/v1/emails/{suggestion_id}", REP, MANAGER),
    access("POST", "/v1/emails/{suggestion_id}/sent", REP),
    access("POST", "/v1/check", REP, MANAGER),
    access("GET", "/v1/contacts", REP, MANAGER, OFFICER),
    access("GET", "/v1/reviews", MANAGER, OFFICER),
    access("GET", "/v1/reviews/{review_id}", MANAGER, OFFICER),
    access("POST", "/v1/reviews/{review_id}/release", MANAGER, OFFICER),
    access("POST", "/v1/reviews/{review_id}/edit", MANAGER, OFFICER),
    access("POST", "/v1/reviews/{review_id}/return", MANAGER, OFFICER),
    access("POST", "/v1/reviews/{review_id}/reject", MANAGER, OFFICER),
    access("GET", "/v1/journal/verify", OFFICER, ADMINISTRATOR),
)


def test_the_table_names_every_route() -> None:
    routes = {
        (method, route.path)
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert {(one.method, one.path) for one in TABLE} == routes


@pytest.mark.parametrize("language", ["fr", "en"])
def test_only_these_roles_enter(api: Api, language: str) -> None:
    for route in TABLE:
        path = route.path.replace("{suggestion_id}", "none").replace("{review_id}", "none")
        for role in Role:
            answer = api.as_("rep-1" if role is REP else role, language).request(route.method, path, json={})
            refused = answer.status_code == 403 and answer.json()["code"] == "role.forbidden"
            assert refused == (role not in route.roles), f"{role} at {route.method} {path}: {answer.status_code}"


def test_nobody_enters_without_a_token(api: Api) -> None:
    for route in TABLE:
        for given in ({}, {"Authorization": "Bearer scrupule_0_0"}):
            client = api.as_("manager")
            client.headers.pop("Authorization")
            answer = client.request(route.method, route.path, json={}, headers=given)
            assert answer.status_code == 401
            assert answer.json()["code"] == ("token.refused" if given else "token.missing")
