"""Look for personal data in every row, in turn: ``python -m benchmarks.pii_timing pair FILE…`` prints JSON.

Run in a process of its own on one thread: the very answers that are scored are the ones that were timed.
"""

import json
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.mails import read_mails
from benchmarks.pii_finders import ENGINES, PAIR, load
from benchmarks.pii_rows import Row, read_sets
from benchmarks.pii_scores import Find, Found
from benchmarks.processes import stay_on_one_core

GROUPS = {"pair": PAIR, "engines": ENGINES}
WARM_UP = 2
"""How often each reads the mails of the speed benchmark first; those that are timed are new to it."""

Answer = tuple[float, list[Found]]
"""Seconds of the processor, and what was found."""


def take_turns(finders: Mapping[str, Find], rows: Iterable[Row]) -> dict[str, list[Answer]]:
    """Let each read every row, one right after the other, the other way round every second row.

    The processor's time is taken, of all threads together: what other programs do meanwhile does not count.
    """
    answers: dict[str, list[Answer]] = {name: [] for name in finders}
    order = list(finders.items())
    for row in rows:
        for name, find in order:
            started = time.process_time()
            found = find(row.text, row.language)
            answers[name].append((time.process_time() - started, found))
        order.reverse()
    return answers


def main() -> None:
    """Load, warm up, measure, and print the answers as JSON, set by set."""
    group, *paths = sys.argv[1:]
    stay_on_one_core()
    finders = {name: load(name) for name in GROUPS[group]}
    for _ in range(WARM_UP):
        for mail in read_mails():
            for find in finders.values():
                find(mail.text, mail.language)
    json.dump([take_turns(finders, one.rows) for one in read_sets(map(Path, paths))], sys.stdout)


if __name__ == "__main__":
    main()
