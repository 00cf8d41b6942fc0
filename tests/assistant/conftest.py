"""What many tests of the assistant need: one gate, and a fresh copy of the demo company."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assistant.records.crm_import import import_crm
from assistant.records.database import open_records
from assistant.settings import Settings
from assistant.workspace import Workspace, build_gate, open_workspace
from connectors.crm.csv import CsvCrm
from guardrails import Gate

COMPANY = Path("demo/aubepine")
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


@pytest.fixture(scope="session")
def gate() -> Gate:
    """The gate with the demo company's pack, its models loaded once."""
    built = build_gate(Settings(packs=(COMPANY / "pack.yaml",), engine="composer"))
    built.load()
    return built


@pytest.fixture(scope="session")
def company_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the demo company was imported once."""
    path = tmp_path_factory.mktemp("company") / "scrupule.db"
    records = open_records(f"sqlite:///{path}")
    with records.writing() as session:
        import_crm(session, CsvCrm(COMPANY))
    records.close()
    return path


@pytest.fixture
def workspace(gate: Gate, company_records: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of its own on the demo company."""
    database = tmp_path / "scrupule.db"
    shutil.copy(company_records, database)
    settings = Settings(
        database_url=f"sqlite:///{database}", chroma_path=tmp_path / "chroma", packs=(COMPANY / "pack.yaml",), engine="composer"
    )
    with open_workspace(settings, gate) as opened:
        yield opened
