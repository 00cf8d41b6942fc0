"""Print freshly drawn mails as JSON lines: ``python -m benchmarks.pii_mails fr --seed 7 --count 450 > set.jsonl``."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import get_args

from benchmarks.pii_mails.generate import LANGUAGES, choose, generate, load
from benchmarks.pii_mails.templates import Part


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pii_mails", description=__doc__)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same file")
    parser.add_argument("--count", type=int, default=450, help="how many rows")
    parser.add_argument("--only", default="", metavar="PREFIX", help="templates whose id starts so")
    parser.add_argument("--part", choices=get_args(Part), default="all", help="which templates")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the rows and print them."""
    options = read_arguments(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    try:
        templates, names = load(options.language)
        chosen = choose(templates, options.only, options.part)
        for row in generate(options.language, options.seed, options.count, chosen, names):
            print(json.dumps(row, ensure_ascii=False))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
