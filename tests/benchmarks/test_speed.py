"""What is timed, in which order, and how it is printed; no test here depends on how fast anything is."""

from collections.abc import Callable

import pytest

from benchmarks.__main__ import main
from benchmarks.mails import Mail
from benchmarks.processes import measure, peak_memory
from benchmarks.sheet import Sheet, share
from benchmarks.speed import Figures, Loading, compare, sheets
from benchmarks.subjects import EVERYTHING, GATE, GUARDS, PRESIDIO
from benchmarks.timing import take_turns
from guardrails.gate import GUARD_NAMES

MAILS = [Mail(name, "fr", "Objet", "Texte", {}) for name in ("m1", "m2")]


def recording(log: list[str], name: str) -> Callable[[Mail], Callable[[], None]]:
    return lambda mail: lambda: log.append(f"{name} {mail.id}")


def test_turns_alternate_and_every_second_round_goes_backwards() -> None:
    log: list[str] = []
    times = take_turns({name: recording(log, name) for name in "AB"}, MAILS, rounds=2)
    assert log == ["A m1", "B m1", "A m2", "B m2", "B m1", "A m1", "B m2", "A m2"]
    assert {name: [len(rounds) for rounds in per_mail] for name, per_mail in times.items()} == {
        "A": [2, 2],
        "B": [2, 2],
    }


def test_every_guard_of_the_gate_is_timed_and_presidio_next_to_the_gate() -> None:
    assert tuple(GUARDS) == GUARD_NAMES
    assert EVERYTHING[:2] == (GATE, PRESIDIO)
    assert set(GUARDS) < set(EVERYTHING)


def test_comparison_is_in_milliseconds_and_in_times_of_presidio() -> None:
    speed = compare({GATE: [[0.03, 0.03], [0.06, 0.06]], PRESIDIO: [[0.01, 0.01], [0.03, 0.03]]})
    assert speed[GATE].milliseconds.median == pytest.approx(45)
    assert speed[GATE].ratio.median == pytest.approx(2.5)
    assert speed[PRESIDIO].ratio.median == pytest.approx(1)


def test_sheets_show_every_figure() -> None:
    speed = compare({GATE: [[0.03]], PRESIDIO: [[0.01]]})
    loading = {GATE: Loading(load_seconds=2.5, first_mail_seconds=0.04, imported_bytes=2**20, peak_bytes=3 * 2**20)}
    times, loads = sheets(Figures(rounds=1, mails=1, speed=speed, loading=loading))
    assert times.rows == ((GATE, "30.00", "30.00", "3.00", "3.00"), (PRESIDIO, "10.00", "10.00", "1.00", "1.00"))
    assert loads.rows == ((GATE, "2.50", "40", "3", "2"),)


def test_a_measuring_process_uses_one_thread() -> None:
    threads = measure("tests.benchmarks.echo_threads")
    assert set(threads.values()) == {"1"}


def test_memory_is_counted_in_bytes() -> None:
    assert peak_memory() > 10 * 2**20


def test_a_sheet_refuses_ragged_rows() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Sheet("Title", ("", "figure"), (("row",),))


def test_a_sheet_becomes_json_by_heading() -> None:
    sheet = Sheet("Title", ("", "figure"), (("row", "1"),), "note")
    assert sheet.as_dict() == {"title": "Title", "note": "note", "rows": [{"": "row", "figure": "1"}]}


@pytest.mark.parametrize(("part", "whole", "shown"), [(1, 3, "33.3% (1/3)"), (0, 4, "0.0% (0/4)"), (0, 0, "-")])
def test_shares_show_their_counts(part: int, whole: int, shown: str) -> None:
    assert share(part, whole) == shown


@pytest.mark.parametrize("arguments", [["--repeat", "0"], ["--repeat", "ten"], ["everything"]])
def test_wrong_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m benchmarks" in capsys.readouterr().err
