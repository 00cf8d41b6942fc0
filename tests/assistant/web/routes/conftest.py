"""The API on the demo company, with a token for each role."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.web.principal import Role
from assistant.web.tokens import create_token
from assistant.workspace import Workspace
from tests.assistant.scripted import Scripted
from tests.demo_company import NOW

REPS = {"rep-1": "fr", "rep-3": "en"}


@dataclass
class HandClock:
    """A clock that the test moves; each look is one millisecond later, so that nothing happens twice at once."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """The present moment."""
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass(frozen=True)
class Api:
    """A running application, and who may ask it."""

    app: FastAPI
    workspace: Workspace
    tokens: dict[str, str]
    clock: HandClock = field(default_factory=HandClock)

    def as_(self, who: str, language: str = "en", **headers: str) -> TestClient:
        """A client with the token of a role, or of a rep by id."""
        given = {"Authorization": f"Bearer {self.tokens[who]}", "Accept-Language": language, **headers}
        return TestClient(self.app, headers=given, raise_server_exceptions=False)

    def written_by(self, *answers: str | Exception) -> None:
        """From now on, mails are written by an engine that answers like this."""
        writer = self.workspace.writer_with(Scripted(answers))
        self.app.state.service = replace(self.app.state.service, writer=writer)


@pytest.fixture
def api(workspace: Workspace) -> Iterator[Api]:
    """The API on a copy of the demo company of its own."""
    with workspace.records.writing() as session:
        tokens = {rep: create_token(session, Role.REP, NOW, rep).secret for rep in REPS}
        tokens |= {role: create_token(session, role, NOW).secret for role in Role if role is not Role.REP}
    clock = HandClock()
    app = create_app(workspace.settings, clock, lambda: nullcontext(workspace))
    with TestClient(app):
        yield Api(app, workspace, tokens, clock)
