"""No text keeps the guard busy: four times the length takes about four times the time."""

import time

import pytest

from tests.guardrails.claims.given import OFFER, judged

HOSTILE = (
    "1 ", "1.", "1,200 ", "€", "12 % ", "du 1 au ", "cent mille ", "l'", "Danone, ", "clients tels que ", "<", "2026-",
    "Licence Pro 1 100 € ", "a-", "n° 1 ", "le plus ", "\n", "mardi 3 ",
)  # fmt: skip


def seconds(text: str) -> float:
    start = time.perf_counter()
    judged(text, OFFER)
    return time.perf_counter() - start


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    size = 4_000 // len(piece)
    short = min(seconds(piece * size) for _ in range(3))
    long = min(seconds(piece * size * 4) for _ in range(2))
    assert long < max(short, 0.01) * 9
