"""The command line within the tests' own process: a new one takes seconds to start."""

import io
import signal
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import NamedTuple, Protocol

import pytest

from assistant.cli import main


class Said(NamedTuple):
    """What a command answered; the lines of its standard error are joined, as if the screen were wide."""

    status: int
    out: str
    err: str


class Command(Protocol):
    """Runs `scrupule` with some arguments."""

    def __call__(self, *arguments: str, piped: bytes = b"") -> Said: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command, with the shipped packs only."""
    # A command lets a closed pipe end it; a worker of the tests that kept that would die of the next one.
    before = signal.getsignal(signal.SIGPIPE)
    monkeypatch.delenv("SCRUPULE_PACKS", raising=False)

    def command(*arguments: str, piped: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["scrupule", *arguments])
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(piped)))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0, said.out, " ".join(said.err.split()))

    yield command
    signal.signal(signal.SIGPIPE, before)
