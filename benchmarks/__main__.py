"""Measure and print: ``python -m benchmarks [speed|quality|pii|all] [FILE.jsonl …] [--repeat N] [--json FILE]``."""

import argparse
import json
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks import speed
from benchmarks.pii_rows import SETS, UnreadableSetError
from benchmarks.sheet import Sheet

_WIDTH = 110
"""Of the tables where no terminal says otherwise."""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 0 when everything was measured."""
    chosen = _chosen(arguments)
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    figures: dict[str, object] = {"python": platform.python_version(), "machine": platform.platform()}
    if chosen.what in ("speed", "all"):
        measured = speed.run(chosen.repeat)
        figures["speed"] = asdict(measured)
        _shown(console, speed.sheets(measured))
    if chosen.what in ("quality", "all"):
        # Imported here: nothing that is not measured may sit in memory while speed is.
        from benchmarks.quality import sheets

        figures["quality"] = _shown(console, sheets())
    if chosen.what == "pii":
        try:
            figures["pii"] = _shown(console, _pii_sheets(chosen.files, chosen.engines))
        except UnreadableSetError as error:
            print(error, file=sys.stderr)
            return 2
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _shown(console: Console, sheets: Iterable[Sheet]) -> list[dict[str, object]]:
    """Print each table as soon as it is measured, and return them for JSON."""
    figures: list[dict[str, object]] = []
    for one in sheets:
        console.print(one.table(), "")
        figures.append(one.as_dict())
    return figures


def _pii_sheets(files: list[Path], engines: bool) -> Iterable[Sheet]:
    from benchmarks.pii_quality import engine_sheets, sheets

    return (engine_sheets if engines else sheets)(files or SETS)


def _chosen(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.what != "pii" and (chosen.files or chosen.engines):
        parser.error(f"files and --engines are for pii: python -m benchmarks pii, not {chosen.what}")
    return chosen


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "quality", "pii", "all"), default="all")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE.jsonl", help="sets for pii; without one, those in benchmarks/sets"
    )
    parser.add_argument("--engines", action="store_true", help="pii: compare what finds names instead")
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
