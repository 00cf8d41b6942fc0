"""How well and how fast personal data is found: Scrupule beside stock Presidio, on sets of marked mails.

``python -m benchmarks pii [FILE.jsonl …]`` prints the tables. While working on a recogniser, what is wrong in a file:

    python -m benchmarks.pii_quality FILE.jsonl [--stock] [--errors] [--tags]
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.pii_finders import OURS, PAIR, STOCK, Find, load
from benchmarks.pii_rows import SETS, Row, RowSet, UnreadableSetError, read_rows, read_sets
from benchmarks.pii_scores import Quality, Show, score
from benchmarks.pii_sheets import (
    Measured,
    by_engine,
    by_lookalike,
    by_origin,
    by_rule,
    by_style,
    figure,
    figures,
    summary,
)
from benchmarks.processes import measure
from benchmarks.sheet import Sheet
from benchmarks.speed import load_each, loading_sheet
from benchmarks.subjects import DETECTOR, PRESIDIO

_LOADED = {STOCK: PRESIDIO, OURS: DETECTOR}
_FRESH_LOADS = 3


def sheets(paths: Sequence[Path] = SETS) -> Iterator[Sheet]:
    """Every table, set by set, French ones first.

    Raises:
        UnreadableSetError: a file cannot be read, or one of its lines is wrong.
    """
    sets = read_sets(paths)
    costs = load_each(dict.fromkeys(_LOADED.values(), _FRESH_LOADS))
    yield loading_sheet(
        "Personal data: loading both languages in a fresh process", {name: costs[_LOADED[name]] for name in PAIR}
    )
    for rows, side in _measured("pair", sets, paths):
        tables = (make(rows, side) for make in (summary, by_rule, by_style, by_origin, by_lookalike))
        yield from filter(None, tables)


def engine_sheets(paths: Sequence[Path] = SETS) -> Iterator[Sheet]:
    """What finds names, side by side, set by set.

    Raises:
        UnreadableSetError: a file cannot be read, or one of its lines is wrong.
    """
    sets = read_sets(paths)
    return (by_engine(rows, side) for rows, side in _measured("engines", sets, paths))


def _measured(
    group: str, sets: Iterable[RowSet], paths: Iterable[Path]
) -> Iterator[tuple[RowSet, dict[str, Measured]]]:
    """Each set with what one process measured on all of them."""
    answers = measure("benchmarks.pii_timing", group, *(str(path.resolve()) for path in paths))
    for rows, by_name in zip(sets, answers, strict=True):
        yield rows, {name: _judged(rows, found) for name, found in by_name.items()}


def _judged(rows: RowSet, answers: Iterable[tuple[float, list[list[object]]]]) -> Measured:
    seconds, found = zip(*answers, strict=True)
    return Measured(score(rows.rows, [[tuple(one) for one in row] for row in found]), seconds)


def evaluate(rows: Sequence[Row], find: Find, show: Show | None = None) -> Quality:
    """Score rows in this process; `show` is called with each error in words."""
    return score(rows, (find(row.text, row.language) for row in rows), show)


def main() -> int:
    """Print what is wrong in one file, and its figures."""
    chosen = _parser().parse_args()
    try:
        rows = read_rows(chosen.path)
    except UnreadableSetError as error:
        print(error, file=sys.stderr)
        return 2
    quality = evaluate(rows, load(STOCK if chosen.stock else OURS), print if chosen.errors else None)
    for rule, tally in sorted(quality.rules.items()):
        print(f"{rule:22} {'  '.join(figures(tally))}  {tally.true} true, {tally.false} false, {tally.missed} missed")
    for (rule, tag), share in sorted(quality.tags.items()) if chosen.tags else ():
        print(f"  {rule} {tag:30} {figure(share.value)} of {share.whole}")
    print(
        f"all: F1 {quality.f1:.3f}, coverage {quality.coverage:.3f}, clean {figure(quality.clean.value)}, "
        f"look-alikes redacted {quality.lookalike_share:.3f}"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--stock", action="store_true", help="score stock Presidio instead")
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument("--tags", action="store_true", help="print recall by tag")
    return parser


if __name__ == "__main__":
    sys.exit(main())
