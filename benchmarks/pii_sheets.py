"""The tables of personal data: one set, everything that was measured on it side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.pii_rows import RowSet
from benchmarks.pii_scores import PERSON, Quality, Share, Tally
from benchmarks.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Measured:
    """What one finder did on a set: its counts, and the seconds that each row took."""

    quality: Quality
    seconds: tuple[float, ...]


Side = Mapping[str, Measured]
"""By name; the first one is what the others are compared with."""


def summary(rows: RowSet, side: Side) -> Sheet:
    """One line for each: quality and time."""
    reference = next(iter(side.values()))
    columns = (
        "", "P", "R", "F1", "characters covered", "mails fully clean", "look-alikes redacted",
        "ms per 1,000 characters", "x Presidio",
    )  # fmt: skip
    lines = tuple(
        (
            name,
            *figures(one.quality.overall),
            figure(one.quality.characters.value),
            figure(one.quality.clean.value),
            figure(one.quality.redacted.value),
            *_time(rows, one, reference),
        )
        for name, one in side.items()
    )
    note = (
        f"{len(rows.rows)} mails, {reference.quality.clean.whole} with personal data; "
        f"{reference.quality.overall.number} pieces of it, {reference.quality.redacted.whole} look-alikes. "
        "P, R, F1: the right kind, at least half of the characters shared. Time: of the processor, mail by mail in "
        "turn, on one thread; x Presidio: the median over the mails."
    )
    return Sheet(f"Personal data, {rows.title}", columns, lines, note)


def by_rule(rows: RowSet, side: Side) -> Sheet:
    """Precision, recall and F1 of each kind of personal data."""
    qualities = [one.quality for one in side.values()]
    rules = sorted({rule for one in qualities for rule in one.rules})
    lines = [
        (
            rule,
            str(_tally(qualities[0], rule).number),
            *(cell for one in qualities for cell in figures(_tally(one, rule))),
        )
        for rule in rules
    ]
    columns = ("", "number", *(f"{name} {what}" for name in side for what in ("P", "R", "F1")))
    return Sheet(f"Personal data by kind, {rows.title}", columns, tuple(lines))


def by_style(rows: RowSet, side: Side) -> Sheet | None:
    """Recall of names by the way they are written; None where the set does not say."""
    return _recall(f"Names by style, {rows.title}", side, part=0)


def by_origin(rows: RowSet, side: Side) -> Sheet | None:
    """Recall of names by where they are from; None where the set does not say."""
    return _recall(f"Names by origin, {rows.title}", side, part=1)


def by_lookalike(rows: RowSet, side: Side) -> Sheet | None:
    """How many of the harmless words are redacted, by kind; None where the set has none."""
    shares = {name: one.quality.lookalikes for name, one in side.items()}
    return _by_group(f"Look-alikes redacted, {rows.title}", "Share that is redacted", shares, best=0)


def by_engine(rows: RowSet, side: Side) -> Sheet:
    """What finds names, side by side."""
    reference = next(iter(side.values()))
    lines = tuple(
        (
            name,
            *figures(_tally(one.quality, PERSON)),
            figure(one.quality.redacted.value),
            *_time(rows, one, reference),
        )
        for name, one in side.items()
    )
    columns = ("", "P", "R", "F1", "look-alikes redacted", "ms per 1,000 characters", "x Presidio")
    note = "Names only: nothing else is looked for. Time as in the table of all personal data."
    return Sheet(f"Names, {rows.title}: {_tally(reference.quality, PERSON).number} to find", columns, lines, note)


def figures(tally: Tally) -> tuple[str, str, str]:
    """Precision, recall and F1 as they are printed."""
    return figure(tally.precision), figure(tally.recall), figure(tally.f1)


def figure(value: float | None) -> str:
    """A share as it is printed; a dash where there is nothing to divide by."""
    return "-" if value is None else f"{value:.3f}"


def _time(rows: RowSet, one: Measured, reference: Measured) -> tuple[str, str]:
    """Milliseconds for 1,000 characters, and the multiple of the reference's time: the median over the rows."""
    characters = sum(len(row.text) for row in rows.rows)
    # A coarse clock tells nothing of a very short row.
    pairs = [(mine, theirs) for mine, theirs in zip(one.seconds, reference.seconds, strict=True) if theirs]
    multiple = f"{median(mine / theirs for mine, theirs in pairs):.2f}" if pairs else "-"
    return f"{sum(one.seconds) * 1e6 / max(1, characters):.2f}", multiple


def _tally(quality: Quality, rule: str) -> Tally:
    return quality.rules.get(rule, Tally())


def _recall(title: str, side: Side, part: int) -> Sheet | None:
    shares = {name: one.quality.names(part) for name, one in side.items()}
    return _by_group(title, "Recall", shares, best=1)


def _by_group(title: str, what: str, shares: Mapping[str, Mapping[str, Share]], best: int) -> Sheet | None:
    """A line for each group, the largest first; the note names the group that each does worst on."""
    groups = sorted(next(iter(shares.values())).items(), key=lambda one: (-one[1].whole, one[0]))
    if not groups:
        return None
    lines = tuple(
        (group or "-", str(share.whole), *(figure(column[group].value) for column in shares.values()))
        for group, share in groups
    )
    worst = "".join(f" {name} does worst on {_worst(column, best)}." for name, column in shares.items())
    return Sheet(title, ("", "number", *shares), lines, f"{what}.{worst}")


def _worst(column: Mapping[str, Share], best: int) -> str:
    """The group that lies farthest from the best, of several the largest."""
    away = {group: abs(best - (share.value or 0)) for group, share in column.items()}
    group = max(column, key=lambda one: (away[one], column[one].whole))
    return f"{group or '-'} ({figure(column[group].value)} of {column[group].whole})" if away[group] else "none"
