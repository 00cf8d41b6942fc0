"""`scrupule backup`, `scrupule restore` and `scrupule privacy erase`, as an operator uses them."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from assistant.privacy.commands import UNKNOWN, backup, commands, restore
from assistant.privacy.errors import LedgerMissing
from assistant.records import open_records
from assistant.records.errors import RestoreRefused
from assistant.records.master import create_key_file, read_key_file
from assistant.records.tables import Contact
from tests.assistant.privacy.factories import MARC, ODILE, a_company

app = Typer()
app.command()(backup)
app.command()(restore)
app.add_typer(commands, name="privacy")


@dataclass(frozen=True)
class Place:
    """A folder with records, their master key, and room for a backup."""

    folder: Path

    @property
    def key(self) -> Path:
        return self.folder / "master.key"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'records.db'}"

    def run(self, *arguments: str) -> str:
        return CliRunner().invoke(app, arguments, catch_exceptions=False).output

    def name_of(self, contact_id: str) -> str:
        records = open_records(self.url, read_key_file(self.key))
        with records.reading() as session:
            name = session.get_one(Contact, contact_id).full_name
        records.close()
        return name


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    place = Place(tmp_path)
    create_key_file(place.key)
    records = open_records(place.url, read_key_file(place.key))
    a_company(records)
    records.close()
    monkeypatch.setenv("SCRUPULE_DATABASE_URL", place.url)
    monkeypatch.setenv("SCRUPULE_MASTER_KEY_FILE", str(place.key))
    return place


def test_who_was_erased_stays_erased_after_a_restore(place: Place) -> None:
    file = str(place.folder / "b")
    assert "rows; keep the master key" in place.run("backup", file)
    assert "master.key.erasures lists the key" in place.run("privacy", "erase", "--contact", "odile@riviere.example")
    assert "was erased before" in place.run("privacy", "erase", "--contact", ODILE)
    (place.folder / "records.db").unlink()
    said = place.run("restore", file)
    assert "erased again: 1" in said
    assert UNKNOWN in said
    assert (place.name_of(ODILE), place.name_of(MARC)) == ("", "Marc Tessier")


def test_records_that_are_there_are_replaced_only_if_that_is_said(place: Place) -> None:
    file = str(place.folder / "b")
    place.run("backup", file)
    with pytest.raises(RestoreRefused):
        place.run("restore", file)
    said = place.run("restore", file, "--replace")
    assert "erased again: 0" in said
    assert "Kept from what was replaced: 0 consents" in said
    assert UNKNOWN not in said
    assert place.name_of(ODILE) == "Odile Rivière"


def test_without_a_place_for_the_list_nobody_is_erased(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = next(line for line in place.key.read_text().splitlines() if not line.startswith("#"))
    monkeypatch.delenv("SCRUPULE_MASTER_KEY_FILE")
    monkeypatch.setenv("SCRUPULE_MASTER_KEY", secret)
    with pytest.raises(LedgerMissing, match="SCRUPULE_ERASURES_FILE"):
        place.run("privacy", "erase", "--contact", ODILE)
    assert place.name_of(ODILE) == "Odile Rivière"
