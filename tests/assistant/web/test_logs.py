"""What libraries, warnings and dying threads say is reduced to where it happened."""

import json
import subprocess
import sys
from io import StringIO

import pytest

from assistant.web.faults import kind_of, place_of
from assistant.web.logs import Log

CANARY = "Clothilde Vercoutter"

NOISE = f"""
import logging, sys, threading, warnings
from assistant.web.logs import Log, capture
capture(Log())
name = "{CANARY}"
def fail():
    raise ValueError(name)
logging.getLogger("httpx").error("GET /contacts?name=%s", name)
logging.getLogger("uvicorn.error").info("Started for %s\\nand {CANARY}", name)
logging.getLogger("sqlalchemy").warning(f"row of {{name}}")
try:
    fail()
except ValueError:
    logging.getLogger("asyncio").exception("Task of %s died", name)
warnings.warn(name)
thread = threading.Thread(target=fail, name=name)
thread.start(); thread.join()
class Heavy:
    def __del__(self):
        fail()
Heavy()
fail()
"""


@pytest.fixture(scope="module")
def said() -> list[dict[str, object]]:
    run = subprocess.run([sys.executable, "-c", NOISE], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Clothilde" not in run.stdout + run.stderr
    return [json.loads(line) for line in run.stderr.splitlines()]


def test_every_noise_is_one_line(said: list[dict[str, object]]) -> None:
    kinds = [line.get("logger", line.get("type")) for line in said]
    assert kinds == ["httpx", "uvicorn.error", "sqlalchemy", "asyncio", "py.warnings", *["ValueError"] * 3]


def test_only_templates_of_the_server_itself_are_repeated(said: list[dict[str, object]]) -> None:
    assert [line["said"] for line in said if line.get("said")] == ["Started for %s"]


def test_a_failure_says_its_type_and_place(said: list[dict[str, object]]) -> None:
    (line,) = [line for line in said if line.get("logger") == "asyncio"]
    assert (line["type"], line["where"]) == ("ValueError", "<string>:7")


def test_the_cause_of_a_failure_is_named_too() -> None:
    with pytest.raises(RuntimeError) as failed:
        raise RuntimeError(CANARY) from KeyError(CANARY)
    assert kind_of(failed.value) == "RuntimeError from KeyError"
    assert str(place_of(failed.value)).startswith("tests/assistant/web/test_logs.py:")


def test_a_log_that_cannot_be_written_fails_nobody() -> None:
    class Gone(StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    Log(Gone()).event("ready")
