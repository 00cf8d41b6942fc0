"""The demo company with one draft that waits for a reviewer: made once, and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records.crm_import import import_crm
from assistant.workspace import Workspace, open_workspace
from connectors.crm.csv import CsvCrm
from guardrails import Gate
from tests.assistant.review.factories import write
from tests.assistant.scripted import INVENTED
from tests.demo_company import COMPANY, settings_for


@pytest.fixture(scope="session")
def queue(gate: Gate, company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which a draft waits."""
    folder = shutil.copytree(company, tmp_path_factory.mktemp("queue") / "company")
    with open_workspace(settings_for(f"sqlite:///{folder / 'scrupule.db'}"), gate) as opened:
        assert write(opened, INVENTED, INVENTED).review is not None
    return folder


@pytest.fixture
def workspace(gate: Gate, queue: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of its own, in which one draft waits."""
    folder = shutil.copytree(queue, tmp_path / "company")
    with open_workspace(settings_for(f"sqlite:///{folder / 'scrupule.db'}"), gate) as opened:
        yield opened


@pytest.fixture
def anywhere(gate: Gate, migrated_url: str) -> Iterator[Workspace]:
    """The same on either database, written there."""
    with open_workspace(settings_for(migrated_url), gate) as opened:
        with opened.records.writing() as session:
            import_crm(session, CsvCrm(COMPANY))
        write(opened, INVENTED, INVENTED)
        yield opened
