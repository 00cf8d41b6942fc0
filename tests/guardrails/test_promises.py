"""Promises that reviewers would otherwise have to remember, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GATE = sorted(Path("guardrails").rglob("*.py"))
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "localtime", "gmtime"}
PROVEN = {"guardrails/claims/parsing/subjects.py", "guardrails/pii/foreign_patterns.py"}
"""Files that use another engine: a single class cannot backtrack, and patterns of users are stopped in time."""
NETWORK = {"socket", "urllib", "http", "requests", "httpx", "httpx2", "aiohttp", "smtplib", "ftplib"}


def imports(path: Path) -> Iterator[str]:
    """Every module and name that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_the_gate_makes_a_released():
    everywhere = [*GATE, *Path("assistant").rglob("*.py"), *Path("connectors").rglob("*.py")]
    users = [str(path) for path in everywhere if "guardrails.verdict._mint" in imports(path)]
    assert users == ["guardrails/gate.py"]


@pytest.mark.parametrize("path", GATE, ids=str)
def test_the_gate_reaches_no_network(path: Path):
    assert not {name.split(".")[0] for name in imports(path)} & NETWORK


@pytest.mark.parametrize("path", GATE, ids=str)
def test_patterns_on_texts_run_in_linear_time(path: Path):
    """`guardrails.patterns` (RE2) is the one way to a pattern; Python's engines may take exponential time."""
    engines = {name.split(".")[0] for name in imports(path)} & {"re", "regex"}
    assert not engines or str(path) in PROVEN


@pytest.mark.parametrize("path", GATE, ids=str)
def test_a_guard_reads_no_clock(path: Path):
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    read = {
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute)
        and isinstance(call.value, ast.Name)
        and call.value.id in {"datetime", "date", "time"}
    }
    assert not read & CLOCKS
