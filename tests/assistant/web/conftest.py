"""The platform within a test's own process: an application without models, a client for each role, and its log."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.records.database import Records, open_records
from assistant.web.logs import Log
from assistant.web.principal import Role
from assistant.web.tokens import create_token
from tests.assistant.master import MASTER
from tests.assistant.web.served import light_app, settings_for

NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


@dataclass(frozen=True)
class Platform:
    """A service that runs in this process."""

    client: Callable[[Role | None], TestClient]
    written: StringIO

    def lines(self) -> list[dict[str, object]]:
        """What was logged."""
        return [json.loads(line) for line in self.written.getvalue().splitlines()]


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    """The platform on empty records."""
    written = StringIO()
    settings = settings_for(tmp_path)
    records = open_records(settings.database_url, MASTER)
    with records.writing() as session:
        tokens = {role: create_token(session, role, NOW, "rep-1" if role is Role.REP else None).secret for role in Role}
    records.close()
    app = light_app(settings, lambda: NOW, Log(written))
    with TestClient(app, raise_server_exceptions=False):  # starts and stops it

        def client(role: Role | None) -> TestClient:
            headers = {"Authorization": f"Bearer {tokens[role]}"} if role else {}
            return TestClient(app, headers=headers, raise_server_exceptions=False)

        yield Platform(client, written)


@pytest.fixture
def records(migrated_url: str) -> Iterator[Records]:
    """Empty records, on each kind of database."""
    opened = open_records(migrated_url, MASTER)
    yield opened
    opened.close()
