"""The command as a person types it: what it prints, and its exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOW = "2026-11-23T10:00:00+01:00"
ROOT = Path.cwd()


def scrupule(
    *arguments: str, folder: Path, text: str | None = None, endpoint: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SCRUPULE_")},
        "SCRUPULE_DATABASE_URL": f"sqlite:///{folder / 'scrupule.db'}",
        "SCRUPULE_PACKS": json.dumps([str(ROOT / "demo/aubepine/pack.yaml")]),
        "PYTHONPATH": str(ROOT),
        **({"SCRUPULE_LLM__BASE_URL": endpoint} if endpoint else {}),
    }
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, input=text, timeout=110, cwd=ROOT)


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
        (("check", "none.txt"), "none.txt"),
        (("import", "none"), "none"),
        (("screen", "--guards", "spelling"), "guards are injection"),
        (("packs", "check", "README.md"), "README.md:3: not valid YAML"),
    ],
)
def test_wrong_input_is_one_clear_sentence(folder: Path, arguments: tuple[str, ...], words: str):
    result = scrupule(*arguments, folder=folder)
    assert result.returncode == 2
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_an_endpoint_that_is_down_loses_nothing(folder: Path):
    arguments = ("draft", "--contact", "c-001", "--occasion", "follow_up", "--now", NOW)
    result = scrupule(*arguments, folder=folder, endpoint="http://127.0.0.1:9/v1")
    assert result.returncode == 0, result.stderr
    assert "Le modèle n’a pas pu écrire" in result.stdout
    assert "composé sans modèle" in result.stdout


@pytest.mark.slow
def test_the_demo_comes_out_as_described(tmp_path: Path):
    result = scrupule("demo", "--workdir", str(tmp_path / "demo"), folder=tmp_path)
    assert result.returncode == 0, result.stdout[-3000:]
    assert "6 scene(s), all as described" in result.stdout
