"""What the promises are tried on: the demo company behind its API, with a log that can be read."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.web.logs import Log, capture
from assistant.web.principal import Role
from assistant.web.tokens import create_token
from assistant.workspace import Workspace
from guardrails import Gate
from tests.assistant.web.routes.conftest import REPS, Api, HandClock
from tests.demo_company import NOW


@dataclass(frozen=True)
class Watched(Api):
    """The API, and everything that it logged so far."""

    log: StringIO = field(default_factory=StringIO)

    def judged_by(self, gate: Gate) -> None:
        """From now on this gate judges, and the composer writes."""
        workspace = replace(self.workspace, gate=gate)
        service = replace(self.app.state.service, workspace=workspace, writer=workspace.writer("composer"))
        self.app.state.service = service


@pytest.fixture
def api(workspace: Workspace) -> Iterator[Watched]:
    """The API on a copy of the demo company of its own."""
    with workspace.records.writing() as session:
        tokens = {rep: create_token(session, Role.REP, NOW, rep).secret for rep in REPS}
        tokens |= {role: create_token(session, role, NOW).secret for role in Role if role is not Role.REP}
    clock, lines = HandClock(), StringIO()
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook, sys.unraisablehook, threading.excepthook)
    capture(log := Log(lines))
    app = create_app(workspace.settings, clock, lambda: nullcontext(workspace), log)
    try:
        with TestClient(app):
            yield Watched(app, workspace, tokens, clock, lines)
    finally:
        logging.captureWarnings(False)
        root.handlers, root.level, sys.excepthook, sys.unraisablehook, threading.excepthook = before
