"""How fast the gate is, beside stock Presidio on the same mails: times, ratios, loading, memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from statistics import median

from benchmarks.processes import measure
from benchmarks.sheet import Sheet
from benchmarks.statistic import Summary, ratios, summarise
from benchmarks.subjects import EVERYTHING, GATE, PRESIDIO

ROUNDS = 10
_FRESH_LOADS = {GATE: 3, PRESIDIO: 3}
"""The two that are compared load several times, in turn; each guard once."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Time of one mail in milliseconds, and as a multiple of stock Presidio's."""

    milliseconds: Summary
    ratio: Summary


@dataclass(frozen=True, slots=True)
class Loading:
    """What loading costs in a fresh process; seconds and bytes, medians of several processes."""

    load_seconds: float
    first_mail_seconds: float
    imported_bytes: float
    peak_bytes: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that `speed` measures, by name."""

    rounds: int
    mails: int
    speed: Mapping[str, Speed]
    loading: Mapping[str, Loading]


def run(rounds: int = ROUNDS) -> Figures:
    """Measure everything; takes about a minute and a half.

    Args:
        rounds: how often each mail is timed.
    """
    times: dict[str, list[list[float]]] = measure("benchmarks.timing", str(rounds))
    loads = {name: _FRESH_LOADS.get(name, 1) for name in EVERYTHING}
    return Figures(rounds, len(times[GATE]), compare(times), load_each(loads))


def compare(times: Mapping[str, list[list[float]]]) -> dict[str, Speed]:
    """Times and ratios from seconds by name, mail and round."""
    return {
        name: Speed(
            milliseconds=summarise([seconds * 1000 for seconds in chain.from_iterable(per_mail)]),
            ratio=ratios(per_mail, times[PRESIDIO]),
        )
        for name, per_mail in times.items()
    }


def sheets(figures: Figures) -> list[Sheet]:
    """The figures as they are printed."""
    times = tuple(
        (
            name,
            f"{one.milliseconds.median:.2f}",
            f"{one.milliseconds.p95:.2f}",
            f"{one.ratio.median:.2f}",
            f"{one.ratio.p95:.2f}",
        )
        for name, one in figures.speed.items()
    )
    return [
        Sheet(
            title=f"Time per mail: {figures.mails} mails of about 200 words, {figures.rounds} rounds, one thread",
            columns=("", "median ms", "p95 ms", "x Presidio", "x Presidio p95"),
            rows=times,
            note="Gate: all guards, repairs and second looks. Guards and language: one look. Ratios: mail by mail.",
        ),
        loading_sheet("Loading in a fresh process, imports excluded", figures.loading),
    ]


def loading_sheet(title: str, loading: Mapping[str, Loading]) -> Sheet:
    """What loading costs, as it is printed."""
    rows = tuple(
        (
            name,
            f"{one.load_seconds:.2f}",
            f"{one.first_mail_seconds * 1000:.0f}",
            f"{one.peak_bytes / 2**20:.0f}",
            f"{(one.peak_bytes - one.imported_bytes) / 2**20:.0f}",
        )
        for name, one in loading.items()
    )
    return Sheet(title, ("", "load s", "first mail ms", "peak MiB", "of it for loading MiB"), rows)


def load_each(loads: Mapping[str, int]) -> dict[str, Loading]:
    """Load each so many times, in turn, in fresh processes.

    Args:
        loads: how often, by the name that `subjects.prepare` knows.
    """
    found: dict[str, list[dict[str, float]]] = {name: [] for name in loads}
    for turn in range(max(loads.values())):
        for name, often in loads.items():
            if turn < often:
                found[name].append(measure("benchmarks.loading", name))
    return {name: Loading(**{key: median(one[key] for one in runs) for key in runs[0]}) for name, runs in found.items()}
