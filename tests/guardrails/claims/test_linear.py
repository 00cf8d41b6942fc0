"""No text keeps the guard busy: four times the length takes about four times the time."""

import pytest

from guardrails.draft import Fact
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


THINGS = (
    Fact(id="slates", type="quantity", subject="Slates wanted", value="6400"),
    Fact(id="slate", type="price", subject="Slate", value="3", currency="EUR"),
    Fact(id="trike", type="feature", subject="Trike", value="carries 180 kg"),
    Fact(id="gym", type="feature", subject="Gym", value="6:00 to 23:00, every day"),
    Fact(id="sensor", type="stock", subject="Sensor", value="34"),
)
PIECES = ("trike of 138 kg and ", "for 44 slates and ", "the gym from 5 am to 11 pm and ", "sensor sold out and ")


@pytest.mark.few(2)
@pytest.mark.parametrize("piece", PIECES)
def test_things_mistaken_again_and_again_take_no_longer_each(piece: str) -> None:
    assert_linear(lambda size: judged(piece * (size // len(piece)), THINGS, "en"), 1_200)
