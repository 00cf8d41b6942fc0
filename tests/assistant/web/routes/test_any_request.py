"""Whatever a client sends, the API answers as its description says, and never with a failure (schemathesis)."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import Case, Config, GenerationMode
from schemathesis.schemas import APIOperation

from tests.assistant.web.routes.conftest import Api
from tests.assistant.web.routes.test_roles import TABLE

A_FEW, MANY = 4, 30
CHECKS = {
    # 422 where the whole does not make sense, such as a mail to answer that is none.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "403", "404", "409", "422"]},
    "negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "415", "422"]},
}
"""What may become of a request that fits the description, and of one that does not."""


def arrives_as_made(case: Case) -> bool:
    """Whether a request reaches the service with all that was made for it, and nothing that only a client sets."""
    left_out = any(value in (None, [], {}) for value in (case.query or {}).values())
    forged = {name.lower() for name in case.headers or {}} & {"content-length", "transfer-encoding"}
    return not (left_out or forged)


def operations(api: Api) -> Iterator[tuple[str, APIOperation]]:
    """Every operation of the routes, and who asks: the first role that may."""
    config = Config.from_dict({"checks": CHECKS})
    description = schemathesis.openapi.from_asgi("/openapi.json", api.app, config=config)
    for route in TABLE:
        role = sorted(route.roles, reverse=True)[0]
        who = "rep-1" if role == "rep" else role
        yield who, description[route.path][route.method]


def ask(api: Api, who: str, operation: APIOperation, mode: GenerationMode, most: int) -> None:
    """Send requests that fit the description, or that do not, and hold every answer to it."""

    @settings(
        max_examples=most,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers_as_described(case: Case) -> None:
        assume(arrives_as_made(case))
        case.call_and_validate(headers={"Authorization": f"Bearer {api.tokens[who]}"})

    answers_as_described()


def test_a_few_requests_to_every_route(api: Api) -> None:
    for who, operation in operations(api):
        for mode in GenerationMode:
            ask(api, who, operation, mode, A_FEW)


@pytest.mark.slow
def test_many_requests_to_every_route(api: Api) -> None:
    for who, operation in operations(api):
        for mode in GenerationMode:
            ask(api, who, operation, mode, MANY)


@pytest.mark.parametrize("path", ["/v1/reviews?", "/v1/contacts?email=someone@somewhere.example&"])
@pytest.mark.parametrize("unknown", ["limt=5", "=true", "limit=5&limt=Claire"])
def test_a_misspelt_parameter_is_refused_and_not_repeated(api: Api, path: str, unknown: str) -> None:
    answer = api.as_("manager").get(path + unknown)
    assert answer.status_code == 422
    assert ("query", "extra_forbidden") in [(one["field"], one["code"]) for one in answer.json()["errors"]]
    assert "Claire" not in answer.text
    assert "limt" not in answer.text
