"""Draw birthdays, and write dates in the many ways of each language."""

from collections.abc import Mapping
from random import Random

from benchmarks.pii_mails.shapes import Drawn, pick

FRENCH_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
ENGLISH_MONTHS = "January February March April May June July August September October November December"
MONTHS = {"fr": FRENCH_MONTHS.split(), "en": ENGLISH_MONTHS.split()}
BIRTHS: Mapping[str, Mapping[str, float]] = {
    "fr": {
        "slashed": 6,
        "words": 5,
        "dotted": 2,
        "dashed": 1.5,
        "iso": 1.5,
        "short_year": 1,
        "spaced": 0.6,
        "compact": 0.3,
    },
    "en": {
        "slashed": 4,
        "american": 3,
        "words": 4,
        "month_first": 4,
        "ordinal": 2,
        "short_month": 2,
        "iso": 1.5,
        "dotted": 1,
        "dashed": 1,
        "short_year": 0.7,
    },
}


def draw_birth(rng: Random, date: tuple[int, int, int], language: str) -> Drawn:
    """Write a birth date in one of many ways."""
    year, month, day = date
    name = MONTHS[language][month - 1]
    shape = pick(rng, BIRTHS[language])
    written = {
        "slashed": f"{day:02d}/{month:02d}/{year}",
        "american": f"{month}/{day}/{year}" if rng.random() < 0.5 else f"{month:02d}/{day:02d}/{year}",
        "dotted": f"{day:02d}.{month:02d}.{year}",
        "dashed": f"{day:02d}-{month:02d}-{year}",
        "spaced": f"{day:02d} {month:02d} {year}",
        "compact": f"{day:02d}{month:02d}{year}",
        "iso": f"{year}-{month:02d}-{day:02d}",
        "short_year": f"{day:02d}/{month:02d}/{year % 100:02d}",
        "words": f"{'1er' if day == 1 and language == 'fr' else day} {name} {year}",
        "month_first": f"{name} {day}, {year}",
        "ordinal": f"{day}{_ordinal(day)} {name} {year}",
        "short_month": f"{day} {name[:3]} {year}",
    }
    return Drawn(written[shape], shape)


def _ordinal(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def birthday(rng: Random) -> tuple[int, int, int]:
    """Draw an adult's year, month and day of birth."""
    return rng.randint(1946, 2005), rng.randint(1, 12), rng.randint(1, 28)
