"""`scrupule token …` and the start of `scrupule serve`, as an administrator types them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from assistant.journal.tables import JournalRow
from assistant.moments import moment_from
from assistant.records.crm_import import import_crm
from assistant.records.database import open_records
from assistant.web.clock import ServiceClock, clock_from
from assistant.web.commands import commands
from assistant.web.principal import Principal, Role
from assistant.web.tokens import TokenRefused, principal_of
from connectors.crm.csv import CsvCrm
from tests.assistant.master import MASTER, MASTER_SETTING
from tests.assistant.web.conftest import NOW


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Records with the demo company's reps, which the settings name."""
    address = f"sqlite:///{tmp_path / 'scrupule.db'}"
    monkeypatch.setenv("SCRUPULE_DATABASE_URL", address)
    monkeypatch.setenv("SCRUPULE_MASTER_KEY", MASTER_SETTING)
    return address


def token(*arguments: str) -> str:
    result = CliRunner().invoke(commands, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def bearer(address: str, output: str) -> Principal:
    records = open_records(address, MASTER)
    try:
        return principal_of(records, output.splitlines()[0], ServiceClock()())
    finally:
        records.close()


def test_a_token_is_made_listed_and_revoked(address: str) -> None:
    made = token("create", "--role", "manager", "--name", "laptop", "--days", "30")
    principal = bearer(address, made)
    assert principal.role is Role.MANAGER
    listed = token("list")
    assert re.search(rf"{principal.id}  manager .* laptop .* works", listed)
    assert made.splitlines()[0] not in listed
    assert "works no longer" in token("revoke", principal.id)
    assert "revoked" in token("list")
    with pytest.raises(TokenRefused):
        bearer(address, made)


def test_what_is_done_with_tokens_is_journaled(address: str) -> None:
    principal = bearer(address, token("create", "--role", "manager"))
    token("revoke", principal.id)
    records = open_records(address, MASTER)
    with records.reading() as session:
        entries = list(session.scalars(select(JournalRow.entry).order_by(JournalRow.seq)))
    records.close()
    assert ["token.created" in entries[0], "token.revoked" in entries[1]] == [True, True]
    assert all(f'"token":"{principal.id}"' in entry for entry in entries)
    assert all('"actor":"operator"' in entry for entry in entries)


def test_a_reps_token_belongs_to_a_rep_of_the_records(address: str) -> None:
    records = open_records(address, MASTER)
    with records.writing() as session:
        import_crm(session, CsvCrm(Path("demo/aubepine")))
    records.close()
    assert bearer(address, token("create", "--role", "rep", "--rep", "rep-1")).rep_id == "rep-1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "--role", "boss"), "choose rep, manager, privacy_officer, administrator"),
        (("create", "--role", "rep"), "say which with --rep"),
        (("create", "--role", "manager", "--name", "Claire Martin"), "a word of small letters"),
        (("revoke", "token-0"), "`scrupule token list` shows them"),
    ],
)
def test_what_cannot_be_done_is_explained(address: str, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(Exception, match=re.escape(said)):
        token(*arguments)


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({"SCRUPULE_MASTER_KEY": ""}, "master_key", id="empty key"),
        pytest.param({"SCRUPULE_MASTER_KEY": "d3Jvbmc="}, "master_key.wrong", id="no key"),
        pytest.param({}, "master_key.missing", id="no key set"),
        pytest.param({"SCRUPULE_MASTER_KEY": "A" * 43 + "="}, "master_key.wrong", id="another key"),
        pytest.param({"SCRUPULE_MASTER_KEY_FILE": "nowhere.key"}, "master_key.missing", id="no file"),
        pytest.param(
            {"SCRUPULE_MASTER_KEY": MASTER_SETTING, "SCRUPULE_WEB__HOST": "no.such.host.invalid"},
            "service.cannot_start",
            id="no address",
        ),
        pytest.param(
            {"SCRUPULE_MASTER_KEY": MASTER_SETTING, "SCRUPULE_PACKS": '["nowhere.yaml"]'}, "pack", id="no pack"
        ),
        pytest.param(
            {"SCRUPULE_MASTER_KEY": MASTER_SETTING, "SCRUPULE_DATABASE_URL": "sqlite:////nowhere/s.db"},
            "records.unreadable",
            id="no records",
        ),
    ],
)
def test_a_service_that_cannot_start_says_so_in_a_sentence(
    address: str, tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    records = open_records(address, MASTER)  # the records were made with the master key of the tests
    records.system_key("seal")
    records.close()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SCRUPULE_")}
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", "0"],
        env=inherited | {"SCRUPULE_DATABASE_URL": address} | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert run.returncode == 2, run.stderr
    assert run.stderr.startswith(said)
    assert len(run.stderr.splitlines()) == 1
    assert run.stdout == ""


def test_a_moment_needs_its_offset() -> None:
    assert moment_from("2026-11-23T10:00:00+01:00") == NOW
    for text in ("2026-11-23T10:00:00", "Monday"):
        with pytest.raises(ValueError, match=re.escape("2026-11-23T10:00:00+01:00")):
            moment_from(text)


def test_a_clock_begins_at_the_moment_given_and_goes_on() -> None:
    clock = clock_from(NOW)
    first, second = clock(), clock()
    assert NOW <= first <= second
    assert (second - NOW).total_seconds() < 60
    assert first.tzinfo is not None
