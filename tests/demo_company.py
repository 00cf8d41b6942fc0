"""What many tests need: one gate, and a fresh copy of the demo company."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.memory.index import Memory
from assistant.records.crm_import import import_crm
from assistant.records.database import open_records
from assistant.settings import Settings
from assistant.workspace import Workspace, build_gate, open_workspace
from connectors.crm.csv import CsvCrm
from guardrails import Gate
from tests.assistant.master import MASTER, MASTER_SETTING

COMPANY = Path("demo/aubepine")
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


def settings_for(url: str) -> Settings:
    """The demo company's settings, with its records at this address."""
    return Settings(
        database_url=url,
        master_key=SecretStr(MASTER_SETTING),
        packs=(COMPANY / "pack.yaml",),
        engine="composer",
    )


@pytest.fixture(scope="session")
def gate() -> Gate:
    """The gate with the demo company's pack, its models loaded once."""
    built = build_gate(Settings(packs=(COMPANY / "pack.yaml",), engine="composer"))
    built.load()
    return built


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo company's records and their vectors, made once."""
    folder = tmp_path_factory.mktemp("company")
    records = open_records(f"sqlite:///{folder / 'scrupule.db'}", MASTER)
    with records.writing() as session:
        import_crm(session, CsvCrm(COMPANY))
    memory = Memory(records)
    memory.index_facts()
    memory.close()
    records.close()
    return folder


@pytest.fixture
def workspace(gate: Gate, company: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of its own on the demo company."""
    folder = shutil.copytree(company, tmp_path / "company")
    with open_workspace(settings_for(f"sqlite:///{folder / 'scrupule.db'}"), gate) as opened:
        yield opened
