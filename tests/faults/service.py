"""The service as an administrator runs it: `scrupule serve` in processes of its own, which faults happen to."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from random import Random

import httpx2

from tests.faults.company import ROOT, Company

PATIENCE = 240.0
"""How long something that must happen is waited for, in seconds: other work may keep the machine busy."""

Asked = Mapping[str, object]

PASSES: Asked = {"contact": "c-001", "occasion": "follow_up"}
HELD: Asked = {"contact": "c-001", "occasion": "follow_up", "points": ["dire que le Levant 120 est garanti à vie"]}


class Service:
    """One service: a parent and its workers. It can be started again after it ended, on the same port."""

    def __init__(
        self,
        company: Company,
        workers: int = 2,
        program: list[str] | None = None,
        setting_up: Callable[[], None] | None = None,
        **settings: str | int | float,
    ) -> None:
        """
        Args:
            program: what to run instead of `scrupule serve`.
            setting_up: runs in the new process before the program does.
            settings: named without their prefix, such as ``WEB__RATE_PER_MINUTE``.
        """
        self.company = company
        self._workers = workers
        self._program = program
        self._setting_up = setting_up
        self._port = _free_port()
        self._settings = {"WEB__PORT": self._port, "WEB__WORKERS": workers, **settings}
        self._starts = count(1)
        self._log = company.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def parent(self) -> int:
        """The process id of the parent."""
        assert self._process is not None
        return self._process.pid

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers."""
        children = Path(f"/proc/{self.parent}/task/{self.parent}/children")
        with suppress(OSError):
            return [one for one in map(int, children.read_text().split()) if b"spawn_main" in _command_of(one)]
        return []

    @property
    def log(self) -> list[dict[str, object]]:
        """What it has logged since its last start; lines that are not JSON are an error."""
        lines = self._log.read_text().splitlines(keepends=True) if self._log.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    @property
    def ended(self) -> bool:
        """Whether the parent has ended."""
        return self._process is None or self._process.poll() is not None

    def start(self) -> None:
        """Start it, and wait until every worker is ready."""
        self.begin()
        self.wait_until_ready()

    def begin(self) -> None:
        """Start it, without waiting."""
        self._log = self.company.folder / f"log-{id(self)}-{next(self._starts)}"
        program = self._program or self.company.command("serve", "--now", self.company.now().isoformat())
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                program,
                cwd=ROOT,
                env=self.company.environment(**self._settings),
                stdout=output,
                stderr=output,
                preexec_fn=self._setting_up,
            )

    def wait_until_ready(self) -> None:
        """Wait until as many workers as were asked for are ready."""
        eventually(self._is_complete)

    def _is_complete(self) -> bool:
        assert not self.ended, f"it ended:\n{self._log.read_text()}"
        workers = self.workers
        ready = {line["worker"] for line in self.log if line["event"] == "ready"}
        return len(workers) == self._workers and ready >= set(workers)

    def wait_until_ended(self) -> int:
        """Wait for its end; the exit status."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def signal(self, number: int) -> None:
        """Send the parent a signal."""
        os.kill(self.parent, number)

    def stop(self) -> int:
        """Ask it to stop, and wait; the exit status."""
        if not self.ended:
            self.signal(signal.SIGTERM)
        return self.wait_until_ended()

    def kill_a_worker(self, chance: Random) -> None:
        """`kill -9` one worker."""
        workers = self.workers
        if workers:
            kill(chance.choice(workers))

    def kill_parent(self) -> None:
        """`kill -9` the parent, and wait until its workers have followed it."""
        workers = self.workers
        self.signal(signal.SIGKILL)
        self.wait_until_ended()
        eventually(lambda: not any(Path("/proc", str(one)).exists() for one in workers))

    def client(self, who: str = "rep-1", seconds: float = PATIENCE) -> httpx2.Client:
        """A client with somebody's token, on connections of its own."""
        headers = {"Authorization": f"Bearer {self.company.tokens[who]}"}
        # Loading the certificates of authorities that are not needed would take longer than most answers.
        return httpx2.Client(
            base_url=f"http://127.0.0.1:{self._port}", headers=headers, timeout=seconds, verify=False, trust_env=False
        )

    def write(self, asked: Asked = PASSES, key: str | None = None, **headers: str) -> httpx2.Response:
        """Ask for a mail, once."""
        if key:
            headers["Idempotency-Key"] = key
        with self.client() as client:
            return client.post("/v1/emails", json=asked, headers=headers)

    def write_until_answered(self, asked: Asked, key: str) -> httpx2.Response:
        """Ask for a mail until it is there, as a careful client does: the same key each time."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(httpx2.TransportError):
                answer = self.write(asked, key)
                if answer.status_code not in (429, 503):
                    return answer
            time.sleep(0.05)
        raise AssertionError(f"no answer within {PATIENCE:.0f} s")

    def get(self, path: str, who: str = "rep-1") -> httpx2.Response:
        """Ask for something."""
        with self.client(who) as client:
            return client.get(path)

    def is_ready(self) -> bool:
        """Whether it says that it can work."""
        with suppress(httpx2.TransportError):
            return self.get("/readyz").status_code == 200
        return False

    def wait_for_recovery(self) -> None:
        """Wait until it says that it can work, with all its workers, without being started again."""
        eventually(lambda: self._is_complete() and self.is_ready())


@contextmanager
def serving(company: Company, **given: object) -> Iterator[Service]:
    """A service that is ready; see `Service` for what can be given."""
    service = Service(company, **given)  # pyright: ignore[reportArgumentType]
    try:
        service.start()
        yield service
    finally:
        if not service.ended:
            service.signal(signal.SIGCONT)
            service.stop()


def refuses_to_start(company: Company, code: str) -> None:
    """One sentence with this code, at once; and no traceback."""
    done = subprocess.run(
        company.command("serve", "--port", "0"),
        cwd=ROOT,
        env=company.environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"{code}: "), done.stderr
    assert "Traceback" not in done.stderr


def eventually(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds:.0f} s"
        time.sleep(0.05)


def kill(process: int) -> None:
    """`kill -9`."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of an answer that must be problem details which say what to do."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return answer.status_code, told["code"]


def _command_of(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
