"""`scrupule journal …`, as an administrator and as an auditor use it."""

import base64
import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import create_engine
from typer.testing import CliRunner

from assistant.journal.commands import commands
from assistant.journal.errors import CheckpointInvalid, ExportInvalid, JournalDamaged
from assistant.journal.journal import append
from assistant.records import Records
from tests.assistant.journal.factories import MASTER, SUGGESTION, entry


@pytest.fixture(autouse=True)
def environment(records: Records, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Records with five entries, and the settings that name them."""
    with records.writing() as session:
        for number in range(1, 6):
            append(session, entry(number))
    monkeypatch.setenv("SCRUPULE_DATABASE_URL", records.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SCRUPULE_MASTER_KEY", base64.b64encode(MASTER.current.secret).decode())
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    """The command's result; an error that it raises on purpose is raised."""
    result = CliRunner().invoke(commands, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def cut_tail(records: Records) -> None:
    """Remove the last entry, as somebody who may change the tables can."""
    engine = create_engine(records.engine.url)
    with engine.begin() as connection:
        on_server = connection.dialect.name == "postgresql"
        name = "journal_refuse ON journal" if on_server else "journal_delete"
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DELETE FROM journal WHERE seq = 5")
    engine.dispose()


def checkpoint() -> str:
    """Write checkpoint.json and return the public key that was printed."""
    return run("checkpoint", "checkpoint.json").output.split("public key: ")[1].strip()


def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take records and keys away."""
    monkeypatch.setenv("SCRUPULE_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    monkeypatch.delenv("SCRUPULE_MASTER_KEY")


def test_list_shows_the_last_entries_in_order():
    lines = run("list", "--last", "2").output.splitlines()
    assert [line.split()[0] for line in lines] == ["4", "5"]
    assert all("draft.held" in line and SUGGESTION in line and "pii.person" in line for line in lines)


def test_verify_says_what_it_does_not_prove():
    result = run("verify")
    assert result.exit_code == 0
    assert "5 entries, nothing wrong; only a checkpoint" in result.output


def test_verify_with_a_checkpoint_says_how_far_it_vouches():
    checkpoint()
    result = run("verify", "--checkpoint", "checkpoint.json")
    assert result.exit_code == 0
    assert "vouches for the first 5" in result.output


def test_a_cut_tail_is_an_exit_status_and_a_sentence(records: Records):
    checkpoint()
    cut_tail(records)
    assert run("verify").exit_code == 0
    result = run("verify", "--checkpoint", "checkpoint.json")
    assert result.exit_code == 1
    assert "cut: entry 5: cut off" in result.output


def test_an_auditor_needs_neither_records_nor_keys(monkeypatch: pytest.MonkeyPatch):
    key = checkpoint()
    assert "5 entries" in run("export", "journal.jsonl").output
    offline(monkeypatch)
    result = run("verify", "--file", "journal.jsonl", "--checkpoint", "checkpoint.json", "--public-key", key)
    assert result.exit_code == 0
    assert "vouches for the first 5" in result.output


@pytest.mark.parametrize(
    ("lines", "said"),
    [(slice(0, 3), "cut: entries 4 to 5"), (slice(1, 5), "missing: entry 1"), (slice(0, 0), "cut: entries 1 to 5")],
)
def test_an_export_that_lost_lines_is_told_where(monkeypatch: pytest.MonkeyPatch, lines: slice, said: str):
    key = checkpoint()
    run("export", "journal.jsonl")
    offline(monkeypatch)
    path = Path("journal.jsonl")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[lines]))
    result = run("verify", "--file", "journal.jsonl", "--checkpoint", "checkpoint.json", "--public-key", key)
    assert result.exit_code == 1
    assert said in result.output


def test_a_changed_line_of_an_export_is_told():
    run("export", "journal.jsonl")
    path = Path("journal.jsonl")
    path.write_text(path.read_text().replace('\\"decision\\":\\"hold\\"', '\\"decision\\":\\"release\\"', 1))
    result = run("verify", "--file", "journal.jsonl")
    assert result.exit_code == 1
    assert "changed: entry 1 was changed" in result.output


@pytest.mark.parametrize("line", ["Claire Martin", "{}", '{"seq":1}', "\x00"])
def test_a_line_that_is_no_entry_is_named_by_its_number_and_not_quoted(line: str):
    run("export", "journal.jsonl")
    path = Path("journal.jsonl")
    path.write_text(f"{path.read_text()}{line}\n")
    with pytest.raises(ExportInvalid, match="line 6:") as caught:
        run("verify", "--file", "journal.jsonl")
    assert "Claire" not in str(caught.value)


def test_a_checkpoint_of_an_export_needs_a_public_key():
    checkpoint()
    run("export", "journal.jsonl")
    with pytest.raises(ValueError, match="--public-key"):
        run("verify", "--file", "journal.jsonl", "--checkpoint", "checkpoint.json")


def test_a_checkpoint_that_somebody_else_signed_proves_nothing():
    checkpoint()
    other = base64.b64encode(bytes(31) + b"\x01").decode()
    with pytest.raises(CheckpointInvalid, match="was signed with the key"):
        run("verify", "--checkpoint", "checkpoint.json", "--public-key", other)


def test_a_damaged_journal_is_not_signed(records: Records):
    engine = create_engine(records.engine.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO journal VALUES (6, 'x', 'x', 'x')")
    engine.dispose()
    with pytest.raises(JournalDamaged, match="not signed"):
        checkpoint()
    assert not Path("checkpoint.json").exists()


def test_an_export_that_fails_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch):
    run("export", "journal.jsonl")
    before = Path("journal.jsonl").read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        run("export", "journal.jsonl")
    assert Path("journal.jsonl").read_bytes() == before
    assert not list(Path().glob("*.partial"))


def test_an_export_holds_each_entry_as_the_text_that_was_hashed():
    run("export", "journal.jsonl")
    lines = [json.loads(line) for line in Path("journal.jsonl").read_text().splitlines()]
    assert [json.loads(line["entry"])["seq"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]
