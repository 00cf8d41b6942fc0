"""What a route can reach."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from assistant.emails.drafting import EmailWriter
from assistant.web.clock import Clock
from assistant.web.lanes import Lane
from assistant.web.metrics import Metrics
from assistant.web.readiness import Readiness
from assistant.workspace import Workspace


@dataclass(frozen=True)
class Service:
    """The parts of a running worker, opened at its start and closed at its end.

    Attributes:
        writer: writes mails with the engine of the settings; keep to this one, it remembers what failed.
        clock: the present moment; routes ask no other.
        checking: turns for inspections, and for whatever else keeps a processor busy.
        journaling: the turn to note what was checked: the records let one writer in at a time.
        writing: turns for drafts; wider where an engine elsewhere does the work.
        verifying: the turn for the verification of the journal, which takes minutes when that is long.
        engine_name: openai, local or composer.
    """

    workspace: Workspace
    writer: EmailWriter
    clock: Clock
    checking: Lane
    journaling: Lane
    writing: Lane
    verifying: Lane
    metrics: Metrics
    readiness: Readiness
    engine_name: str


def service_of(request: Request) -> Service:
    """The worker's parts."""
    return cast(Service, request.app.state.service)


async def _service(request: Request) -> Service:
    # A dependency that is no coroutine would cost a thread for each request.
    return service_of(request)


ServiceParts = Annotated[Service, Depends(_service)]
