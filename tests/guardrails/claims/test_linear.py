"""No text keeps the guard busy: four times the length takes about four times the time."""

import pytest

from tests.guardrails.claims.given import OFFER, judged
from tests.steps import assert_linear

HOSTILE = (
    "1 ", "1.", "1,200 ", "€", "12 % ", "du 1 au ", "cent mille ", "l'", "Danone, ", "clients tels que ", "<", "2026-",
    "Licence Pro 1 100 € ", "a-", "n° 1 ", "le plus ", "\n", "mardi 3 ",
    "half a million ", "le 20 ", "every week ", "un ", "two thirds of our ",
)  # fmt: skip


@pytest.mark.few(8)
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    assert_linear(lambda size: judged(piece * (size // len(piece)), OFFER), 600)
