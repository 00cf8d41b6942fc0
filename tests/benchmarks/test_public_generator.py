"""Sentences of presidio-evaluator become rows of ours; the package itself is not needed here."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from benchmarks.pii_rows import Row
from benchmarks.public_generator import INSTALL, main

TEXT = "Ana works at Acme, reads Le Monde"


class Maker:
    """Stands for its generator, which prints a line of its own."""

    def __init__(self, locale: str, **options: Any) -> None:
        sys.stdout.write("Using default entity providers\n")

    def generate_new_fake_sentences(self, num_samples: int) -> list[SimpleNamespace]:
        places = [("PERSON", 0, 3), ("ORGANIZATION", 13, 17), ("NRP", 25, 33)]
        spans = [SimpleNamespace(entity_type=kind, start_position=at, end_position=to) for kind, at, to in places]
        return [SimpleNamespace(full_text=TEXT, spans=spans)] * num_samples


def test_rows_go_to_standard_output_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = ModuleType("presidio_evaluator.data_generator")
    module.PresidioSentenceFaker = Maker  # pyright: ignore[reportAttributeAccessIssue]
    monkeypatch.setitem(sys.modules, "presidio_evaluator", ModuleType("presidio_evaluator"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert main(["--seed", "5", "--count", "2"]) == 0
    rows = [Row.model_validate_json(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.id for one in rows] == ["public-5-0", "public-5-1"]
    assert [(one.rule, one.tag, one.start, one.end) for one in rows[0].spans] == [("pii.person", "PERSON", 0, 3)]
    assert [(one.kind, one.start) for one in rows[0].negatives] == [("ORGANIZATION", 13)]


def test_without_the_package_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "presidio_evaluator.data_generator", None)
    monkeypatch.setitem(sys.modules, "presidio_evaluator", None)
    assert main([]) == 2
    printed = capsys.readouterr()
    assert INSTALL in printed.err
    assert not printed.out
