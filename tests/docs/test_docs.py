"""The documentation says what the code does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import app
from assistant.settings import settings_table
from guardrails.packs.pack import schema_text

README = Path("README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented():
    assert settings_table() in Path("docs/settings.md").read_text(encoding="utf-8"), "run: scrupule settings"


def test_the_published_schema_is_the_one_in_force():
    published = Path("guardrails/packs/schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "run: scrupule packs schema > guardrails/packs/schema.json"


def test_every_command_is_in_the_readme():
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert f"scrupule {name}" in README or f"make {name}" in README, name


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_readme_examples_run_with_the_gate_alone(code: str):
    """In a process of its own, where nothing but `guardrails` may be imported."""
    blocker = (
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('assistant', 'connectors', 'prompts', 'chromadb', 'sqlalchemy'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Block())\n"
    )
    result = subprocess.run([sys.executable, "-c", blocker + code], capture_output=True, text=True, timeout=100)
    assert result.returncode == 0, result.stderr
    assert "claims.price" in result.stdout
    assert "pii.person" in result.stdout
    assert "1 200" in result.stdout.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)", README))))
def test_links_lead_somewhere(link: str):
    assert Path(link).exists()
