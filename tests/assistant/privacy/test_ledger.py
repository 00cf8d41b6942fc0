"""The list of erased keys: what is on it stays on it, and what is on it half was never erased."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.privacy.errors import LedgerDamaged, LedgerMissing
from assistant.privacy.ledger import Ledger, ledger_of, required_ledger
from tests.assistant.records.factories import NOW

ONE, TWO = "1" * 32, "2" * 32


def test_what_was_added_is_read(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    assert (ledger.exists, ledger.read()) == (False, {})
    ledger.append({ONE: NOW})
    ledger.append({TWO: NOW, ONE: NOW + timedelta(days=1)})
    assert ledger.read() == {ONE: NOW, TWO: NOW}
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.append({})
    assert (ledger.exists, ledger.read()) == (True, {})


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_line_that_was_being_written_when_the_machine_stopped_does_not_count(tmp_path: Path, kept: int) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.append({ONE: NOW})
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole + whole.replace(b"1" * 32, b"2" * 32)[:kept])
    assert ledger.read() == {ONE: NOW}
    ledger.append({"3" * 32: NOW})
    assert ledger.read() == {ONE: NOW, "3" * 32: NOW}


@pytest.mark.parametrize("line", [b"\n", b"Odile\n", b'{"key": "c-1", "at": "2026-11-23T10:00:00Z"}\n', b"\xff\n"])
def test_a_damaged_list_is_refused_rather_than_read_in_part(tmp_path: Path, line: bytes) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.append({ONE: NOW})
    ledger.path.write_bytes(line + ledger.path.read_bytes())
    with pytest.raises(LedgerDamaged, match="put a copy"):
        ledger.read()


def test_a_list_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerDamaged, match="nothing was erased"):
        Ledger(tmp_path / "nowhere" / "l").append({ONE: NOW})


def test_lines_of_several_threads_do_not_mix(tmp_path: Path) -> None:
    keys = [f"{number:032x}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: Ledger(tmp_path / "l").append({key: NOW}), keys))
    assert Ledger(tmp_path / "l").read().keys() == set(keys)


@dataclass
class Where:
    """Settings that say where the list is."""

    erasures_file: Path | None
    master_key_file: Path | None


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        (Where(Path("a/list"), Path("b/master.key")), Path("a/list")),
        (Where(None, Path("b/master.key")), Path("b/master.key.erasures")),
    ],
)
def test_where_the_list_is(settings: Where, path: Path) -> None:
    assert required_ledger(settings).path == path


def test_without_a_place_for_the_list_nobody_is_erased() -> None:
    assert ledger_of(Where(None, None)) is None
    with pytest.raises(LedgerMissing, match="SCRUPULE_ERASURES_FILE"):
        required_ledger(Where(None, None))
