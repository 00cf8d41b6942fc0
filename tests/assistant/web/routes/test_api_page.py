"""The README and docs/api.md, read in this order: each command that they show answers with the status stated."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from assistant.web.routes.answers import problems
from tests.assistant.web.routes.test_roles import TABLE

pytestmark = pytest.mark.xdist_group("served")

PAGES = (Path("README.md"), Path("docs/api.md"))
ADDRESS = "127.0.0.1:8000"
STEP = re.compile(r"```sh\n(?P<command>(?:curl|export)[^`]*?)\n```\s*(?:\*\*(?P<status>\d{3})\*\*)?")
KEPT = re.compile(r"export (?P<name>\w+)=… # (?P<path>[\w.]+) of the answer")


@dataclass
class Terminal:
    """A shell with the tokens that the service printed, whose curl finds the service on its real port."""

    environment: dict[str, str]
    said: str = ""

    def type(self, command: str) -> int:
        """Run a command as it is written; the status of the answer."""
        done = subprocess.run(
            ["bash", "-ec", command], env=self.environment, capture_output=True, text=True, timeout=60, check=True
        )
        self.said, _, status = done.stdout.rpartition("\n")
        return int(status)

    def keep(self, name: str, path: str) -> None:
        """Keep a part of the last answer in a variable, as the reader does by hand."""
        value = json.loads(self.said)
        for part in path.split("."):
            value = value[int(part)] if part.isdigit() else value[part]
        self.environment[name] = str(value)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal beside a service that was started as `make serve` does, on a free port."""
    folder = tmp_path_factory.mktemp("serve")
    (folder / "demo").symlink_to(Path("demo").resolve())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / ".curlrc").write_text(
        f'silent\nwrite-out = "\\n%{{http_code}}"\nconnect-to = "{ADDRESS}:127.0.0.1:{port}"\n'
    )
    output = folder / "printed"
    with output.open("w") as printed:
        service = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--demo", "--port", str(port), "--workers", "1"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), "SCRUPULE_ENGINE": "composer"},
            stdout=printed,
            stderr=subprocess.DEVNULL,
        )
    try:
        _wait_until_ready(service, port)
        tokens = dict(re.findall(r"^export (\w+)=(\S+)$", output.read_text(), re.MULTILINE))
        yield Terminal({**os.environ, **tokens, "CURL_HOME": str(folder)})
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=60)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_page_answers_as_it_says(terminal: Terminal, page: Path) -> None:
    for step in STEP.finditer(page.read_text()):
        command, status = step["command"], step["status"]
        kept = KEPT.fullmatch(command.strip())
        if kept:
            terminal.keep(kept["name"], kept["path"])
        elif command.startswith("curl"):
            assert terminal.type(command) == int(status or 200), f"{command}\n{terminal.said}"


def test_the_page_shows_every_route_and_names_every_problem() -> None:
    page = PAGES[1].read_text()
    shown = {
        (_method(step["command"]), re.search(r"127\.0\.0\.1:8000(/[^\s\"?]*)", step["command"])[1])  # type: ignore[index]
        for step in STEP.finditer(page)
        if step["command"].startswith("curl")
    }
    routes = {
        (one.method, re.sub(r"\{(suggestion|review)_id\}", lambda found: f"${found[1].upper()}", one.path))
        for one in TABLE
    }
    assert routes <= shown
    assert [code for code in problems() if f"`{code}`" not in page] == []


def _method(command: str) -> str:
    return "POST" if " -d " in command or " -X POST" in command else "GET"


def _wait_until_ready(service: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and service.poll() is None:
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/readyz", timeout=60).status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service did not start")
