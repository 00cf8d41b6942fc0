"""What `/v1/check` does, without the service around it: ``python -m benchmarks.api_gate MAILS SEED NOW`` prints JSON.

The same kind of mails, the same records, the same facts, one process: the time of the gate, and of the whole use case.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar

from assistant.checking import OwnText, check_text
from assistant.settings import Settings
from assistant.workspace import open_workspace
from benchmarks.api_mails import REP, new_mails
from guardrails import Context, Draft, Gate
from guardrails.verdict import Verdict

WARM_UP = 30

T = TypeVar("T")


@dataclass
class Times:
    """Milliseconds by the clock, and of a processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, call: Callable[[], T]) -> T:
        """Time one call."""
        clock, processor = time.perf_counter(), time.process_time()
        result = call()
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.processor.append((time.process_time() - processor) * 1000)
        return result


def main() -> None:
    """Check mails, and print how long the gate and all of it took."""
    mails, seed = (int(argument) for argument in sys.argv[1:3])
    now = datetime.fromisoformat(sys.argv[3])
    gate, whole = Times(), Times()
    inspect = Gate.inspect

    def timed(self: Gate, draft: Draft, context: Context) -> Verdict:
        return gate.take(lambda: inspect(self, draft, context))

    Gate.inspect = timed
    with open_workspace(Settings()) as workspace:
        workspace.gate.load()
        for mail in islice(new_mails(seed), WARM_UP + mails):
            own = OwnText(mail.text, mail.subject, contact=mail.contact, occasion="answer", rep=REP)
            whole.take(lambda own=own: check_text(workspace, own, now, actor="benchmark"))
    figures = {"gate": gate.clock, "gate_work": gate.processor, "whole": whole.clock, "whole_work": whole.processor}
    json.dump({name: times[WARM_UP:] for name, times in figures.items()}, sys.stdout)


if __name__ == "__main__":
    main()
