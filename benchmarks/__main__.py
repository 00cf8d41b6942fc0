"""Measure and print: ``python -m benchmarks [speed|quality|all] [--repeat N] [--json FILE]``."""

import argparse
import json
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks import speed
from benchmarks.sheet import Sheet

_WIDTH = 110
"""Of the tables where no terminal says otherwise."""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 0 when everything was measured."""
    chosen = _parser().parse_args(arguments)
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    figures: dict[str, object] = {"python": platform.python_version(), "machine": platform.platform()}
    if chosen.what in ("speed", "all"):
        measured = speed.run(chosen.repeat)
        figures["speed"] = asdict(measured)
        _show(console, speed.sheets(measured))
    if chosen.what in ("quality", "all"):
        # Imported here: nothing that is not measured may sit in memory while speed is.
        from benchmarks.quality import sheets

        figures["quality"] = [_show(console, [one])[0].as_dict() for one in sheets()]
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _show(console: Console, sheets: list[Sheet]) -> list[Sheet]:
    for one in sheets:
        console.print(one.table(), "")
    return sheets


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "quality", "all"), default="all")
    parser.add_argument(
        "--repeat", type=_positive, default=speed.ROUNDS, metavar="N", help="how often each mail is timed"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1 upwards")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
