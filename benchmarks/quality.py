"""The quality of every guard on its committed set. Each module here offers ``sheets()``."""

from collections.abc import Iterator

from benchmarks import (
    claims_quality,
    consent_quality,
    gate_quality,
    injection_quality,
    pii_quality,
    pressure_quality,
)
from benchmarks.sheet import Sheet

TOPICS = (
    gate_quality,
    pii_quality,
    consent_quality,
    pressure_quality,
    injection_quality,
    claims_quality,
)


def sheets() -> Iterator[Sheet]:
    """One table after another, as they are measured."""
    for topic in TOPICS:
        yield from topic.sheets()
