"""Time gate, guards and stock Presidio on every mail, in turn: ``python -m benchmarks.timing ROUNDS`` prints JSON."""

import json
import sys
import time
from collections.abc import Mapping, Sequence

from benchmarks.mails import Mail, read_mails
from benchmarks.processes import stay_on_one_core
from benchmarks.subjects import Check, load_together

WARM_UP = 2
"""Rounds that are run and not counted: caches fill, branches are learnt, pages are touched."""

Times = dict[str, list[list[float]]]
"""Seconds by name, then one row a mail, one column a round."""


def take_turns(checks: Mapping[str, Check], mails: Sequence[Mail], rounds: int) -> Times:
    """Time every check on every mail, one right after the other.

    Every second round goes backwards (A B, B A), so that none always profits from what the one before it left in the
    caches, and a machine that slows down slows all alike.
    """
    times: Times = {name: [[] for _ in mails] for name in checks}
    calls = [[(name, check(mail)) for name, check in checks.items()] for mail in mails]
    for round_number in range(rounds):
        for at, order in enumerate(calls):
            for name, call in order if round_number % 2 == 0 else reversed(order):
                started = time.perf_counter()
                call()
                times[name][at].append(time.perf_counter() - started)
    return times


def main() -> None:
    """Measure, and print the times as JSON."""
    rounds = int(sys.argv[1])
    stay_on_one_core()
    checks, mails = load_together(), read_mails()
    take_turns(checks, mails, WARM_UP)
    json.dump(take_turns(checks, mails, rounds), sys.stdout)


if __name__ == "__main__":
    main()
