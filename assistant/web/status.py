"""Whether the service lives, whether it can work, and what it counted."""

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.errors import NotReady
from assistant.web.principal import Principal, Role, require
from assistant.web.problems import MEDIA_TYPE, Problem
from assistant.web.state import ServiceParts

router = APIRouter(tags=["status"])

_PROBLEM = {"model": Problem, "content": {MEDIA_TYPE: {}}}
_REFUSALS = {
    401: "There is no token, or it does not work.",
    403: "The token is not an administrator's.",
    429: "Too many requests; `Retry-After` says when to try again.",
}


class Alive(BaseModel):
    """The process answers."""

    model_config = ConfigDict(frozen=True)

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """The records can be read and the journal written to."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ready"] = "ready"
    engine: Literal["openai", "local", "composer"] = Field(description="what writes mails here")


@router.get("/healthz", summary="Does the process answer?")
async def healthz() -> Alive:
    """For a supervisor: restart the process if this does not answer. Looks at nothing else."""
    return Alive()


@router.get(
    "/readyz",
    summary="Can the service work?",
    responses={503: {**_PROBLEM, "description": "The records or the journal do not work; `detail` names which."}},
)
async def readyz(service: ServiceParts) -> Ready:
    """For a load balancer: the records can be read and the journal written to, tried every few seconds.

    Models were loaded before the service began to answer. An engine elsewhere is not asked: without it the composer
    writes.
    """
    missing = await to_thread.run_sync(service.readiness.missing)
    if missing:
        raise NotReady(f"these parts do not work: {', '.join(missing)}; the log says why", headers={"Retry-After": "5"})
    return Ready.model_validate({"engine": service.engine_name})


@router.get(
    "/metrics",
    summary="What was counted, for Prometheus",
    response_class=Response,
    responses={
        200: {
            "description": "Counters of all workers.",
            "content": {
                "text/plain": {
                    "schema": {"type": "string"},
                    "example": 'http_requests_total{method="POST",route="/v1/check",status="200"} 42.0',
                }
            },
        },
        **{status: {**_PROBLEM, "description": said} for status, said in _REFUSALS.items()},
    },
)
async def metrics(
    request: Request, service: ServiceParts, _asking: Annotated[Principal, Depends(require(Role.ADMINISTRATOR))]
) -> Response:
    """Requests, their times and the gate's decisions, by route; nothing about anybody."""
    body, content_type = await to_thread.run_sync(service.metrics.exposition, request.headers.get("accept", ""))
    return Response(body, media_type=content_type)
