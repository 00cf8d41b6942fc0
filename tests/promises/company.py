"""The demo company with one customer more, about whom everything is known; and the service on it, in processes."""

import base64
import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.demo_company import COMPANY, NOW
from tests.promises.canaries import ADDRESS, EMAIL, FIRST_NAME, IBAN, LAST_NAME, PHONE, everything

ROOT = Path(__file__).resolve().parents[2]
CONTACT = "c-901"
MOMENT = NOW.isoformat()
ROLES = ("rep", "manager", "privacy_officer", "administrator")

ROWS: Mapping[str, Mapping[str, str]] = {
    "contacts": {
        "id": CONTACT, "first_name": FIRST_NAME, "last_name": LAST_NAME, "civility": "Mme", "email": EMAIL,
        "phone": PHONE, "kind": "person", "audience": "b2c", "relationship": "inquirer", "language": "fr",
        "country": "FR", "time_zone": "Europe/Paris", "subscriber": "individual", "minor": "false",
        "restricted": "false", "suppressed_on": "none", "screened_at": "2026-11-16T08:00:00+01:00",
        "collection_source": "form", "collection_informed": "true", "collection_refusal_offered": "true",
        "collection_at": "2026-01-10T09:12:00+01:00", "contract_running": "true",
        "last_inquiry": "2026-11-18T15:10:00+01:00", "last_inbound": "2026-11-18T16:05:00+01:00",
        "job_title": f"Conseil de {FIRST_NAME} {LAST_NAME}",
    },
    "consents": {
        "id": "k-901", "contact_id": CONTACT, "purpose": "prospecting", "channel": "email", "status": "granted",
        "at": "2026-01-10T09:12:00+01:00", "proof": f"formulaire signé par {FIRST_NAME} {LAST_NAME}, {EMAIL}",
        "method": "opt_in",
    },
    "interactions": {
        "id": "i-901", "contact_id": CONTACT, "at": "2026-11-18T16:05:00+01:00", "channel": "email",
        "direction": "in", "subject": f"De {FIRST_NAME} {LAST_NAME}",
        "text": f"Bonjour, le Levant 120 me plaît, quel est le délai de livraison ? {everything()}",
    },
    "deals": {
        "id": "d-901", "contact_id": CONTACT, "title": f"Bureau pour {FIRST_NAME} {LAST_NAME}", "products": "p-01",
        "stage": "proposal", "amount": "649", "currency": "EUR", "expected_close": "2026-12-11",
        "next_step": everything(),
    },
    "facts": {
        "id": "f-901", "product_id": "p-01", "type": "term", "subject": f"Offre de {FIRST_NAME} {LAST_NAME}",
        "value": f"Livraison au {ADDRESS}, chez {LAST_NAME}.", "source": f"note de {LAST_NAME}", "contact_id": CONTACT,
    },
}  # fmt: skip


@dataclass
class Premises:
    """Where a company runs Scrupule: its folder, what its processes see, and all that they printed.

    Attributes:
        given: what people brought along, which holds her data on purpose.
        printed: what each command wrote on standard output and error.
    """

    folder: Path
    database_url: str
    endpoint: str
    printed: dict[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def given(self) -> Path:
        """What was brought along."""
        return self.folder / "given"

    @property
    def temporary(self) -> Path:
        """The temporary folder of all its processes."""
        return self.folder / "tmp"

    @property
    def log(self) -> Path:
        """What the service wrote on standard error and output."""
        return self.folder / "service.log"

    def environment(self, **more: str) -> dict[str, str]:
        """What its processes see; nothing of whoever runs the tests."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.temporary),
            "SCRUPULE_DATABASE_URL": self.database_url,
            "SCRUPULE_MASTER_KEY_FILE": str(self.folder / "master.key"),
            "SCRUPULE_PACKS": json.dumps([str(ROOT / COMPANY / "pack.yaml")]),
            "SCRUPULE_ENGINE": "openai",
            "SCRUPULE_LLM__BASE_URL": self.endpoint,
            "SCRUPULE_LLM__MODEL": "recorded",
            "SCRUPULE_LLM__RETRIES": "0",
            "SCRUPULE_LLM__CIRCUIT_FAILURES": "1000",
            **more,
        }

    def run(self, *words: str, typed: str | None = None, fails: bool = False) -> str:
        """Run a command of Scrupule; what it printed is kept, and its standard output given back."""
        done = subprocess.run(
            [sys.executable, "-m", "assistant.cli", *words],
            cwd=self.folder, env=self.environment(), input=typed and typed.encode(), capture_output=True, timeout=300,
        )  # fmt: skip
        self.printed[f"{len(self.printed)} {' '.join(words[:2])}"] = done.stdout + done.stderr
        assert (done.returncode == 2) if fails else done.returncode in (0, 3, 4), (
            f"{words[:2]}: {done.returncode}, {done.stderr.decode()}"
        )
        return done.stdout.decode()


def settle(folder: Path, database_url: str, endpoint: str) -> Premises:
    """A company in a folder of its own: her rows among the others', a key, the records, a token for each role."""
    premises = Premises(folder, database_url, endpoint)
    for one in (premises.temporary, folder / "home", premises.given):
        one.mkdir(parents=True)
    crm = shutil.copytree(COMPANY, premises.given / "crm")
    for name, row in ROWS.items():
        with (crm / f"{name}.csv").open("r+", encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
            file.seek(0, os.SEEK_END)
            csv.DictWriter(file, columns, restval="").writerow(row)
    premises.run("keys", "create", "master.key")
    premises.run("import", str(crm))
    return premises


@dataclass
class Running:
    """The service, and whom it answers."""

    port: int
    tokens: Mapping[str, str]

    def client(self, role: str = "rep", **headers: str) -> httpx.Client:
        """A client with the token of a role."""
        given = {"Authorization": f"Bearer {self.tokens[role]}", **headers}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=given, timeout=120)

    def say(self, raw: bytes) -> bytes:
        """What is answered to some bytes that need not be HTTP."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


@contextmanager
def serving(premises: Premises, workers: int = 2) -> Iterator[Running]:
    """The service in processes of its own, until the block ends."""
    tokens = {
        role: premises.run("token", "create", "--role", role, *(("--rep", "rep-1") if role == "rep" else ())).split()[0]
        for role in ROLES
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("serve", "--port", str(port), "--workers", str(workers), "--now", MOMENT)
    with premises.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", *words],
            cwd=premises.folder, env=premises.environment(), stdout=log, stderr=log,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 240
        while premises.log.read_bytes().count(b'"event": "ready"') < workers:
            assert process.poll() is None, premises.log.read_text()
            assert time.monotonic() < deadline, "the service did not start"
            time.sleep(0.05)
        yield Running(port, tokens)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)


def incoming_mail() -> str:
    """A mail from her, with everything in it, as base64 of its file."""
    text = (
        f"From: {FIRST_NAME} {LAST_NAME} <{EMAIL}>\r\nSubject: Question de {LAST_NAME}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Bonjour,\r\n\r\nQuel est le délai de livraison du Levant 120 ?\r\n\r\n{FIRST_NAME} {LAST_NAME}\r\n"
        f"{ADDRESS}\r\n29217 Le Conquet\r\n{PHONE}\r\n{EMAIL}\r\nIBAN : {IBAN}\r\n\r\n{everything()}\r\n"
    )
    return base64.b64encode(text.encode()).decode()
