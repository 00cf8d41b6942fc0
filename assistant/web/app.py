"""The application: routes, the door before them, and what watches over both."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from assistant.engines.choice import choose_engine
from assistant.settings import Settings
from assistant.web import problems, swagger
from assistant.web.clock import Clock, ServiceClock
from assistant.web.door import Door
from assistant.web.lanes import Lane
from assistant.web.limits import Limits, Patience
from assistant.web.logs import Log
from assistant.web.metrics import Metrics, forget_dead_workers, forget_this_worker
from assistant.web.rates import Rates
from assistant.web.readiness import Readiness
from assistant.web.routes import ROUTERS
from assistant.web.starting import leave_the_others_at_work, note_first_success
from assistant.web.state import Service
from assistant.web.status import router as status_router
from assistant.web.warming import warm
from assistant.web.watch import Watch
from assistant.workspace import Workspace, open_workspace

WorkspaceFactory = Callable[[], AbstractContextManager[Workspace]]

WRITERS = 8
"""Drafts under way in one worker when an engine elsewhere writes them: they wait for the network."""


def create_app(
    settings: Settings,
    clock: Clock | None = None,
    opened: WorkspaceFactory | None = None,
    log: Log | None = None,
    patience: Patience | None = None,
) -> FastAPI:
    """The service as an ASGI application; it opens the records and loads the models when it starts.

    Args:
        clock: the present moment; the machine's clock if absent.
        opened: opens the workspace; by default, from the settings, with all models loaded.
        log: where what happens is written; standard error by default.
        patience: how long slow clients are waited for.
    """
    metrics = Metrics()
    log = log or Log()
    tell = clock or ServiceClock()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        forget_dead_workers()
        with ExitStack() as opening:
            try:
                workspace = opening.enter_context(opened() if opened else _warm_workspace(settings, tell))
                app.state.service = _service(workspace, tell, metrics, log)
            except Exception as error:
                log.cannot_start(error)
                leave_the_others_at_work()
                raise
            note_first_success()
            log.event("ready", worker=os.getpid(), engine=app.state.service.engine_name)
            yield
            log.event("stopping", worker=os.getpid())
        forget_this_worker()

    app = FastAPI(
        title="Scrupule",
        summary="An AI sales assistant whose every word passes one gate.",
        version="1",
        lifespan=lifespan,
        openapi_url=swagger.OPENAPI,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # FastAPI's telemetry would record the messages and stack traces of failures.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        middleware=[
            Middleware(Watch, log=log, metrics=metrics),
            Middleware(Limits, web=settings.web, patience=patience or Patience()),
            Middleware(Door, rates=Rates(settings.web.rate_per_minute)),
        ],
    )
    problems.install(app)
    swagger.install(app)
    for router in (status_router, *ROUTERS):
        app.include_router(router)
    return app


@contextmanager
def _warm_workspace(settings: Settings, clock: Clock) -> Iterator[Workspace]:
    with open_workspace(settings) as workspace:
        warm(workspace, clock())
        yield workspace


def _service(workspace: Workspace, clock: Clock, metrics: Metrics, log: Log) -> Service:
    engine = choose_engine(workspace.settings)
    return Service(
        workspace=workspace,
        writer=workspace.writer_with(engine),
        clock=clock,
        checking=Lane(1),
        journaling=Lane(1),
        writing=Lane(WRITERS if engine.name == "openai" else 1),
        verifying=Lane(1),
        metrics=metrics,
        readiness=Readiness(workspace.records, log, clock),
        engine_name=engine.name,
    )
