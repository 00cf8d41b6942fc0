"""The demo company as a service: fresh records, a key of their own, and a token for each role."""

import os
import shutil
import signal
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from assistant.records.contacts import find_rep
from assistant.records.crm_import import import_crm
from assistant.records.master import create_key_file
from assistant.records.opening import opened_records
from assistant.settings import Settings
from assistant.web.principal import Role
from assistant.web.tokens import create_token
from connectors.crm.csv import CsvCrm

COMPANY: Final = Path("demo/aubepine")
FOLDER: Final = Path(".demo-service")
NOW: Final = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
"""The demo's own Monday morning: its offers have dates."""


@dataclass(frozen=True, slots=True)
class DemoService:
    """The settings of the demo's service, and a token for each role."""

    settings: Settings
    tokens: dict[Role, str]

    def guide(self, address: str) -> str:
        """What to try, for a shell."""
        lines = [f"export {_variable(role)}={token}" for role, token in self.tokens.items()]
        return "\n".join(
            [
                "Maison Aubépine, an invented company, is served; stop it with Ctrl+C. In another terminal:",
                "",
                *lines,
                f'curl {address}/v1/check -H "Authorization: Bearer ${_variable(Role.REP)}" \\',
                "  -H 'Content-Type: application/json' \\",
                '  -d \'{"text": "Bonjour, dernière chance : répondez avant ce soir."}\'',
                "",
                f"All of it: {address}/docs",
            ]
        )


def prepare_demo(settings: Settings, now: datetime, company: Path = COMPANY, folder: Path = FOLDER) -> DemoService:
    """Make the demo's folder anew, with its records and tokens.

    Raises:
        ScrupuleError: the company's files or the records cannot be used.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    create_key_file(folder / "master.key")
    changed = settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder / 'scrupule.db'}",
            "master_key": None,
            "master_key_file": folder / "master.key",
            "erasures_file": None,
            "packs": (company / "pack.yaml",),
        }
    )
    with opened_records(changed) as records:
        with records.writing() as session:
            import_crm(session, CsvCrm(company))
        with records.writing() as session:
            rep = find_rep(session, None).id
            tokens = {
                role: create_token(session, role, now, rep if role is Role.REP else None, "demo").secret
                for role in Role
            }
    return DemoService(changed, tokens)


def fill_memory_beside(settings: Settings) -> None:
    """Compute the vectors of the demo's facts in a process of its own, which leaves the processors to the workers."""
    get_context("spawn").Process(target=_fill_memory, args=(settings,), daemon=True).start()


def _fill_memory(settings: Settings) -> None:
    from assistant.memory.index import Memory

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    if hasattr(os, "nice"):  # not on Windows
        os.nice(15)
    with opened_records(settings) as records, closing(Memory(records)) as memory:
        memory.index_facts()


def _variable(role: Role) -> str:
    return "TOKEN" if role is Role.REP else f"{role.upper()}_TOKEN"
