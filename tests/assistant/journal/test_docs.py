"""docs/journal.md: the script with which an auditor verifies a journal without Scrupule does what it says."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.journal.chain import Link
from assistant.journal.checkpoint import make_checkpoint, public_key
from assistant.journal.entry import Event, Written
from assistant.journal.export import export
from assistant.journal.faults import FaultKind
from tests.assistant.journal.factories import NOW, SEED, chain, decided, rechained, rehashed

DOCUMENT = Path("docs/journal.md").read_text(encoding="utf-8")
SCRIPT = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        (lambda links: links, "6 entries, 5 of them signed"),
        (lambda links: links[:4], "not the journal"),
        (lambda links: [links[0], *links[2:]], "entry 2: the chain is broken"),
        (lambda links: [replace(links[0], entry=decided(links[0])), *links[1:]], "entry 1: the chain is broken"),
        (lambda links: rechained([rehashed(links[0], entry=decided(links[0])), *links[1:]]), "not the journal"),
        (lambda links: rechained([*links, replace(links[0], seq=7)]), "entry 7: written in another place"),
    ],
)
def test_the_script_finds_what_it_promises(tmp_path: Path, tampering: Callable[[list[Link]], list[Link]], said: str):
    links = chain(6)
    (tmp_path / "script.py").write_text(SCRIPT)
    export(tampering(links), tmp_path / "journal.jsonl")
    (tmp_path / "checkpoint.json").write_text(make_checkpoint(links[4], SEED, NOW).text())
    command = [sys.executable, "script.py", "journal.jsonl", "checkpoint.json", public_key(SEED)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert said in result.stdout + result.stderr
    assert (result.returncode == 0) == said.endswith("signed")


def test_every_kind_of_fault_and_every_field_is_explained():
    for kind in FaultKind:
        assert f"| `{kind}` |" in DOCUMENT
    for field in Written.model_fields:
        assert f"`{field}`" in DOCUMENT


def test_the_events_that_are_named_exist():
    named = re.findall(r"`([a-z]+\.[a-z]+)`", DOCUMENT)
    assert named
    assert set(named) - {"journal.jsonl", "checkpoint.json"} <= set(map(str, Event))
