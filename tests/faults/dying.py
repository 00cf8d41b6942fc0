"""Writes a mail again and again and kills itself each time one statement later, until it dies no more.

Run as a program (`passes` or `held`) with the settings of a service. Each time has an idempotency key of its own; in
the end all keys are asked for once more. Prints how often it died.
"""

import os
import signal
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import count

from sqlalchemy import Connection, event

from assistant.emails.brief import Brief, make_brief
from assistant.records.suggestions import RequestIdentity
from assistant.settings import Settings
from assistant.workspace import Workspace, build_gate, open_workspace
from guardrails import Gate
from tests.demo_company import NOW
from tests.faults.service import HELD, PASSES


def main(asked: str) -> None:
    """Die at the first statement of a writing transaction, at the second, and so on."""
    settings = Settings()
    brief = _brief(asked)
    with open_workspace(settings, Gate.from_packs()) as workspace:
        seal = workspace.records.system_key("seal")
    gate = build_gate(settings, seal)
    gate.load()
    for moment in count(1):
        if not _in_child(lambda moment=moment: _write(settings, gate, brief, moment, dies=True)):
            break
    if _in_child(lambda: _write_all(settings, gate, brief, moment)):
        sys.exit("asking again failed")
    sys.stdout.write(str(moment - 1))


def _in_child(work: Callable[[], None]) -> bool:
    """Whether a process that does this is killed; the models are loaded once, before it is forked off."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status:
        sys.exit("a child failed")
    return False


def _write(settings: Settings, gate: Gate, brief: Brief, number: int, dies: bool) -> None:
    with open_workspace(settings, gate) as workspace:
        if dies:
            _die_at(number, workspace)
        _ask(workspace, brief, number)


def _write_all(settings: Settings, gate: Gate, brief: Brief, last: int) -> None:
    with open_workspace(settings, gate) as workspace:
        for number in range(1, last + 1):
            _ask(workspace, brief, number)


def _ask(workspace: Workspace, brief: Brief, number: int) -> None:
    identity = RequestIdentity(sha256(str(number).encode()).hexdigest(), sha256(b"same").hexdigest())
    workspace.writer().write(brief, NOW, request=identity)


def _die_at(moment: int, workspace: Workspace) -> None:
    """Kill this process before the statement of a writing transaction, its commit included, that has this number."""
    left = [moment]

    def statement(connection: Connection, *_rest: object) -> None:
        if connection.get_execution_options().get("one_writer"):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(workspace.records.engine, "before_cursor_execute", statement)
    event.listen(workspace.records.engine, "commit", statement)


def _brief(asked: str) -> Brief:
    given = {"passes": PASSES, "held": HELD}[asked]
    points = given.get("points", ())
    assert isinstance(points, (list, tuple))
    return make_brief(
        str(given["contact"]), str(given["occasion"]), None, "friendly", tuple(points), None, "rep-1", (), 0
    )


if __name__ == "__main__":
    main(sys.argv[1])
