"""`scrupule reviews …` as a manager types it, and as docs/reviews.md shows it."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.review.commands import commands
from assistant.review.errors import ReviewUnknown
from assistant.review.viewing import waiting
from assistant.workspace import Workspace
from guardrails import Gate
from tests.assistant.master import MASTER_SETTING
from tests.assistant.review.factories import held, keys
from tests.assistant.scripted import GOOD, URGENT
from tests.demo_company import COMPANY, NOW

DOCS = Path("docs/reviews.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```\nscrupule reviews (.+?)\n```", DOCS)
AT = ("--now", NOW.isoformat())


@pytest.fixture
def typed(workspace: Workspace, gate: Gate, monkeypatch: pytest.MonkeyPatch):
    """Runs `scrupule reviews` on the workspace's records, with a gate that is loaded already."""
    monkeypatch.setattr("assistant.workspace.build_gate", lambda *_: gate)
    environment = {
        "SCRUPULE_DATABASE_URL": workspace.settings.database_url,
        "SCRUPULE_MASTER_KEY": MASTER_SETTING,
        "SCRUPULE_PACKS": json.dumps([str(COMPANY / "pack.yaml")]),
        "COLUMNS": "160",
    }

    def run(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(commands, [*arguments, *AT], input=text, env=environment)

    return run


def test_the_page_shows_every_command():
    assert {line.split()[0] for line in SHOWN} == {
        one.name or one.callback.__name__ for one in commands.registered_commands
    }  # type: ignore[union-attr]


@pytest.mark.parametrize("line", SHOWN, ids=lambda line: line.split()[0])
def test_the_commands_of_the_page_work(workspace: Workspace, typed, tmp_path: Path, line: str):
    review = held(workspace).review.id
    (tmp_path / "version.txt").write_text(GOOD, encoding="utf-8")
    line = line.replace("REVIEW", review).replace("version.txt", str(tmp_path / "version.txt"))
    line = line.replace("--override KEY", " ".join(f"--override '{key}'" for key in keys(workspace, review)))
    result = typed(*shlex.split(line))
    assert result.exit_code == 0, (result.output, result.exception)
    decided = line.split()[0] not in ("list", "show", "expire")
    assert len(waiting(workspace.records, NOW)) == (0 if decided else 1)


@pytest.mark.parametrize(("language", "said"), [("fr", "Nous sommes certifiés"), ("en", "Nous sommes certifiés")])
def test_a_reviewer_sees_the_held_text(workspace: Workspace, typed, language: str, said: str):
    review = held(workspace).review.id
    assert said in typed("show", review, "--language", language).stdout
    assert said not in typed("list", "--language", language).stdout
    assert json.loads(typed("show", review, "--output", "json").stdout)["review"] == review
    assert json.loads(typed("list", "--output", "json").stdout)[0]["review"] == review


@pytest.mark.parametrize(("language", "said"), [("fr", "ne peut pas partir"), ("en", "may not leave")])
def test_a_version_that_does_not_pass_says_why(workspace: Workspace, typed, language: str, said: str):
    result = typed("edit", held(workspace).review.id, "-", "--language", language, text=URGENT)
    assert result.exit_code == 3
    assert said in result.stdout
    assert len(waiting(workspace.records, NOW)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "nothing"), "no such review"),
        (("list", "--language", "de"), "--language is fr or en"),
        (("reject", "nothing", "--reason", " "), "a reason is missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(typed, arguments: tuple[str, ...], words: str):
    result = typed(*arguments)
    assert result.exit_code != 0
    assert words in str(result.exception)


def test_the_errors_of_the_commands_are_scrupules_own(typed):
    assert isinstance(typed("show", "nothing").exception, ReviewUnknown)
