"""Records of the demo company in a folder of their own, with a master key's file and a token for each role."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from assistant.records.database import Records, open_records
from assistant.web.principal import Role
from assistant.web.tokens import create_token
from tests.assistant.master import MASTER, MASTER_SETTING
from tests.demo_company import NOW

ROOT = Path(__file__).resolve().parents[2]
PACK = "demo/aubepine/pack.yaml"


@dataclass(frozen=True)
class Company:
    """Where the records are, and what it takes to use them.

    Attributes:
        began: the machine's time when the company's own clock showed `NOW`; it goes on from there.
    """

    folder: Path
    url: str
    tokens: dict[str, str]
    began: datetime

    @property
    def file(self) -> Path:
        """The database's file, if it is SQLite's."""
        return Path(make_url(self.url).database or "")

    @property
    def key_file(self) -> Path:
        """The master key's file."""
        return self.folder / "master.key"

    def now(self) -> datetime:
        """The moment at which a service that starts now begins: the offers of the demo company have dates."""
        return NOW + (datetime.now(UTC) - self.began)

    def open(self) -> Records:
        """Its records, for this process."""
        return open_records(self.url, MASTER)

    def environment(self, **settings: str | int | float) -> dict[str, str]:
        """The variables of a process of Scrupule's on these records; settings are named without their prefix."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("SCRUPULE_")}
        given = {
            "DATABASE_URL": self.url,
            "MASTER_KEY_FILE": self.key_file,
            "ENGINE": "composer",
            "PACKS": json.dumps([PACK]),
            **settings,
        }
        paths = {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder)}
        return own | paths | {f"SCRUPULE_{name}": str(value) for name, value in given.items()}

    def command(self, *words: str) -> list[str]:
        """The `scrupule` command; the permissions of files bind it, even if these tests run as root."""
        ours = [sys.executable, "-m", "assistant.cli", *words]
        # The socket of a server that another user runs is out of reach without root's rights.
        on_file = make_url(self.url).get_backend_name() == "sqlite"
        if on_file and os.geteuid() == 0 and shutil.which("setpriv"):
            return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *ours]
        return ours


def prepare(folder: Path, url: str) -> Company:
    """Make tokens in records that hold the demo company, and write the master key's file."""
    company = Company(folder, url, {}, datetime.now(UTC))
    company.key_file.write_text(f"{MASTER_SETTING}\n")
    company.key_file.chmod(0o600)
    records = company.open()
    with records.writing() as session:
        company.tokens.update({role: create_token(session, role, NOW).secret for role in Role if role is not Role.REP})
        company.tokens.update({rep: create_token(session, Role.REP, NOW, rep).secret for rep in ("rep-1", "rep-3")})
        until = NOW + timedelta(days=2)
        company.tokens["guest"] = create_token(session, Role.REP, NOW, "rep-1", expires_at=until).secret
    records.close()
    return company
