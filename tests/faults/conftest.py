"""The demo company on both kinds of databases, and one service that the short tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records.backup import back_up
from assistant.records.restore import restore
from tests.assistant.master import MASTER
from tests.assistant.web.routes.conftest import api
from tests.databases import KINDS, PostgresServer
from tests.demo_company import NOW
from tests.faults.company import Company, prepare
from tests.faults.service import Service, serving

__all__ = ["api"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one worker process: they share a service, and two services would disturb each other on two cores."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("faults"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def on_sqlite(company: Path, tmp_path: Path) -> Company:
    """The demo company in a file."""
    return copied(company, tmp_path)


@pytest.fixture
def on_postgresql(company: Path, postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Company]:
    """The demo company on a server."""
    url = postgres_server.new_database()
    backup = tmp_path / "company.backup"
    records = copied(company, tmp_path).open()
    back_up(records, backup, MASTER, NOW)
    records.close()
    restore(url, backup, MASTER, lambda _session, _erased: None)
    yield prepare(tmp_path, url)
    postgres_server.drop_database(url)


@pytest.fixture(params=KINDS)
def any_company(request: pytest.FixtureRequest) -> Company:
    """The demo company on each kind of database."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture(scope="session")
def shared(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that several tests use; each leaves it working."""
    with serving(copied(company, tmp_path_factory.mktemp("shared"))) as service:
        yield service


@pytest.fixture
def service(shared: Service) -> Iterator[Service]:
    """The shared service, which must work before a test and after it."""
    shared.wait_for_recovery()
    yield shared
    # What was tried a moment ago is believed for a few seconds.
    shared.wait_for_recovery()


def copied(company: Path, folder: Path) -> Company:
    """The demo company in a file in this folder."""
    file = Path(shutil.copy(company / "scrupule.db", folder))
    return prepare(folder, f"sqlite:///{file}")
