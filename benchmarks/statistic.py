"""Median, 95th percentile and paired ratios of measured times."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle and the slow end of a row of measurements, in their own unit."""

    median: float
    p95: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, interpolated between neighbours.

    Args:
        values: at least one, in any order.
        share: from 0 (smallest) to 1 (largest).

    Raises:
        ValueError: there are no values, or the share is not between 0 and 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a percentile needs values, and a share between 0 and 1")
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def summarise(values: Sequence[float]) -> Summary:
    """Median and 95th percentile."""
    return Summary(median(values), percentile(values, 0.95))


def ratios(measured: Sequence[Sequence[float]], reference: Sequence[Sequence[float]]) -> Summary:
    """How many times the reference's time something takes, mail by mail.

    Each measurement is divided by the reference's of the same mail and the same round, so that a machine that slows
    down slows both; the median over the rounds is the mail's ratio.

    Args:
        measured: times, one row a mail, one column a round.
        reference: the reference's times, in the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    per_mail = [
        median(one / other for one, other in zip(ours, theirs, strict=True))
        for ours, theirs in zip(measured, reference, strict=True)
    ]
    return summarise(per_mail)
