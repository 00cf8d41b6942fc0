"""Load one thing in this process and say what it cost: ``python -m benchmarks.loading gate`` prints JSON."""

import json
import sys
import time

from benchmarks.mails import read_mails
from benchmarks.processes import peak_memory, stay_on_one_core
from benchmarks.subjects import prepare


def main() -> None:
    """Import, load, check a mail in each language; seconds and bytes as JSON."""
    stay_on_one_core()
    mail, in_the_other_language = read_mails()[:2]
    load = prepare(sys.argv[1])
    imported = peak_memory()
    started = time.perf_counter()
    check = load()
    loaded = time.perf_counter()
    check(mail)()
    first = time.perf_counter()
    check(in_the_other_language)()
    figures = {
        "load_seconds": loaded - started,
        "first_mail_seconds": first - loaded,
        "imported_bytes": imported,
        "peak_bytes": peak_memory(),
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
