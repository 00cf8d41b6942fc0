"""The command as a person types it: what it prints, and its exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import Command
from tests.assistant.master import MASTER_SETTING

pytestmark = pytest.mark.xdist_group("cli")

NOW = "2026-11-23T10:00:00+01:00"
ROOT = Path.cwd()


def scrupule(
    *arguments: str,
    folder: Path,
    text: str | bytes | None = None,
    endpoint: str | None = None,
    settings: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[Any]:
    given = {**_settings(folder), **({"SCRUPULE_LLM__BASE_URL": endpoint} if endpoint else {}), **(settings or {})}
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SCRUPULE_")}
    environment = {**ours, **given, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    as_text = not isinstance(text, bytes)
    return subprocess.run(
        command, capture_output=True, text=as_text, env=environment, input=text, timeout=110, cwd=ROOT
    )


def _settings(folder: Path) -> dict[str, str]:
    return {
        "SCRUPULE_DATABASE_URL": f"sqlite:///{folder / 'scrupule.db'}",
        "SCRUPULE_MASTER_KEY": MASTER_SETTING,
        "SCRUPULE_PACKS": json.dumps([str(ROOT / "demo/aubepine/pack.yaml")]),
    }


@pytest.fixture
def called(run: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in this process, on the demo company."""
    for name, value in _settings(folder).items():
        monkeypatch.setenv(name, value)
    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the demo company was imported by the command itself."""
    made = tmp_path_factory.mktemp("cli")
    result = scrupule("import", "demo/aubepine", folder=made)
    assert result.returncode == 0, result.stderr
    assert "contacts" in result.stdout
    return made


def test_a_mail_is_drafted(folder: Path):
    result = scrupule("draft", "--contact", "Claire Martin", "--occasion", "follow_up", "--now", NOW, folder=folder)
    assert result.returncode == 0, result.stderr
    assert "Madame Martin" in result.stdout
    assert "désinscription" in result.stdout or "desinscription" in result.stdout


def test_a_refusal_names_what_would_make_it_possible(folder: Path):
    arguments = ("draft", "--contact", "c-003", "--occasion", "first_contact", "--now", NOW, "--output", "json")
    result = scrupule(*arguments, folder=folder)
    assert result.returncode == 4
    answer = json.loads(result.stdout)
    assert answer["status"] == "refused"
    assert answer["admission"]["recipients"][0]["remedies"]
    assert answer["drafts"] == []


def test_a_text_is_checked(folder: Path):
    text = "Bonjour Karim, c’est maintenant ou jamais : signez ce soir."
    result = scrupule("check", "-", "--contact", "c-002", "--now", NOW, folder=folder, text=text)
    assert result.returncode == 3, result.stderr
    assert "Plutôt" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("draft", "--contact", "nobody at all", "--occasion", "follow_up"), "no such contact"),
        (("draft", "--contact", "c-001", "--occasion", "folow_up"), "did you mean follow_up"),
        (("draft", "--contact", "c-001", "--occasion", "follow_up", "--now", "2026-11-23T10:00:00"), "has no offset"),
        (("draft", "--contact", "c-001", "--occasion", "answer", "--reply-to", "none.eml"), "check the path"),
        (("draft", "--contact", "c-001", "--occasion", "answer", "--engine", "gpt"), "choose auto, openai"),
        (
            ("draft", "--contact", "c-001", "--occasion", "follow_up", "--now", "demain"),
            "'demain' is not a moment; write",
        ),
        (("draft", "--contact", "c-001", "--occasion", "follow_up", "--tone", "angry"), "unknown tone. Choose among"),
        (("check", "README.md", "--occasion", "nope"), "unknown occasion. Choose among first_contact"),
        (("check", "none.txt"), "error: none.txt: there is no such file or folder; check the path"),
        (("check", "docs"), "error: docs: this is a folder; name a file"),
        (("screen", "--input", "none.jsonl"), "error: none.jsonl: there is no such file or folder"),
        (("screen", "--input", "README.md", "--output", "none/out.jsonl"), "none/out.jsonl: there is no such file"),
        (("screen", "--input", "README.md", "--output", "./README.md"), "is both the input and the output; name"),
        (("screen", "--jobs", "2", "--packs", "none.yaml"), "none.yaml"),
        (("import", "none"), "none"),
        (("screen", "--guards", "spelling"), "guards are injection"),
        (("packs", "check", "README.md"), "README.md:3: not valid YAML"),
    ],
)
def test_wrong_input_is_one_clear_sentence(called: Command, arguments: tuple[str, ...], words: str):
    said = called(*arguments)
    assert said.status == 2
    assert words in said.err
    assert "Traceback" not in said.err


def test_a_slip_of_the_pen_is_answered_with_the_name_that_is_near(called: Command):
    said = called("draft", "--contact", "Claire Martinn", "--occasion", "thanks", "--now", NOW)
    assert said.status == 2
    assert "contact.unknown: no such contact" in said.err
    assert "it may be Claire Martin (c-001)" in said.err


@pytest.mark.parametrize("text", ["", " \n\t\u00a0\n"])
def test_an_empty_text_is_nothing_to_check(called: Command, text: str):
    said = called("check", "-", piped=text.encode())
    assert said.status == 2
    assert "there is nothing to check" in said.err


def test_a_text_that_is_not_utf_8_is_refused(called: Command, tmp_path: Path):
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Une remise à durée limitée.".encode("latin-1"))
    from_file = called("check", str(latin))
    assert from_file.status == 2
    assert "latin.txt is not UTF-8 (byte 11); save it as UTF-8" in from_file.err
    piped = called("check", "-", piped=latin.read_bytes())
    assert piped.status == 2
    assert "standard input is not UTF-8" in piped.err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SCRUPULE_PACKS": "acme.yaml"}, "SCRUPULE_PACKS is not valid JSON; it means: company packs, as a JSON list"),
        ({"SCRUPULE_LLM__RETRIES": "canary"}, "SCRUPULE_LLM__RETRIES: input should be a valid integer"),
        ({"SCRUPULE_ENGINE": "gpt"}, "SCRUPULE_ENGINE: input should be 'auto'"),
        ({"SCRUPULE_LLM": "x"}, "SCRUPULE_LLM is a group of settings"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(
    called: Command, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], words: str
):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = called("packs", "list")
    assert said.status == 2
    assert words in said.err
    assert "canary" not in said.err
    assert "pydantic" not in said.err


def test_one_file_as_input_and_output_keeps_its_content(called: Command, tmp_path: Path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Bonjour."}\n')
    (tmp_path / "link.jsonl").symlink_to(rows)
    assert called("screen", "--input", str(rows), "--output", str(tmp_path / "link.jsonl")).status == 2
    assert rows.read_text() == '{"text": "Bonjour."}\n'


@pytest.mark.slow
def test_an_endpoint_that_is_down_loses_nothing(folder: Path):
    arguments = ("draft", "--contact", "c-001", "--occasion", "follow_up", "--now", NOW)
    result = scrupule(*arguments, folder=folder, endpoint="http://127.0.0.1:9/v1")
    assert result.returncode == 0, result.stderr
    said = " ".join(result.stdout.split())
    assert "Le modèle n’a pas pu écrire : il est injoignable pour le moment (détail :" in said
    assert "composé sans modèle" in result.stdout


@pytest.mark.slow
def test_a_master_key_is_made_used_shown_and_replaced(tmp_path: Path):
    file = tmp_path / "master.key"
    made = scrupule("keys", "create", str(file), folder=tmp_path)
    assert made.returncode == 0, made.stderr
    assert f"SCRUPULE_MASTER_KEY_FILE={file}" in made.stdout
    settings = {"SCRUPULE_MASTER_KEY_FILE": str(file), "SCRUPULE_MASTER_KEY": ""}
    assert scrupule("import", "demo/aubepine", folder=tmp_path, settings=settings).returncode == 0
    before = file.read_text()
    rotated = scrupule("keys", "rotate", folder=tmp_path, settings=settings)
    assert rotated.returncode == 0, rotated.stderr
    assert "wrapped anew" in rotated.stdout
    assert file.read_text() != before
    status = scrupule("keys", "status", folder=tmp_path, settings=settings)
    assert status.returncode == 0, status.stderr
    assert "in use" in status.stdout
    assert "earlier" not in status.stdout
    file.write_text(before)
    lost = scrupule("keys", "status", folder=tmp_path, settings=settings)
    assert lost.returncode == 1
    assert "not among yours" in lost.stdout


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "run `scrupule keys create FILE` and set SCRUPULE_MASTER_KEY_FILE"),
        ("A" * 43 + "=", "these records were made with another master key"),
        ("canary", "SCRUPULE_MASTER_KEY does not hold a master key"),
    ],
)
def test_a_missing_or_wrong_master_key_stops_the_start(
    called: Command, monkeypatch: pytest.MonkeyPatch, key: str, words: str
):
    monkeypatch.setenv("SCRUPULE_MASTER_KEY", key)
    said = called("check", "README.md", "--contact", "c-001")
    assert said.status == 2
    assert words in said.err
    assert "canary" not in said.err
    assert "Traceback" not in said.err


@pytest.mark.slow
def test_the_demo_comes_out_as_described(tmp_path: Path):
    result = scrupule("demo", "--workdir", str(tmp_path / "demo"), folder=tmp_path)
    assert result.returncode == 0, result.stdout[-3000:]
    assert "7 scene(s), all as described" in result.stdout
