"""What a claim or a fact can say: sums, percentages, durations, days, counts, ratios."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Literal

Tax = Literal["excl", "incl"]
Period = Literal["hour", "day", "week", "month", "quarter", "year"]
Clock = Literal["minute", "hour", "day", "business_day", "week", "month", "year"]

IN_DAYS: dict[Clock, Decimal] = {
    "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1), "business_day": Decimal("1.4"),
    "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25"),
}  # fmt: skip
"""How many days one of each unit is, on average."""


class Exactness(Enum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    """Rounding is declared: "environ", "about"."""
    AT_LEAST = "at_least"
    """More than, at least, over."""
    AT_MOST = "at_most"
    """Less than, under, at most."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum.

    Attributes:
        low: the sum, or the lower end of a range.
        high: the upper end of a range.
        currency: ISO 4217 code.
        tax: whether it excludes or includes value-added tax.
        period: what a recurring sum is due for.
        per: what a unit price is for (user, unit, …).
    """

    low: Decimal
    high: Decimal | None = None
    currency: str | None = None
    tax: Tax | None = None
    period: Period | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in hundredths."""

    low: Decimal
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, in its own unit."""

    low: Decimal
    high: Decimal | None
    unit: Clock


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: the days from one time to the next."""

    days: Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things."""

    low: Decimal
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A mark or a proportion, "4,8/5" or "9 sur 10"; "deux fois" is 2 out of 1."""

    part: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class Days:
    """A day or a stretch of days.

    Attributes:
        spans: first and last day; several where the writing is ambiguous ("03/04/2027").
        yearless: the year was not written; `spans` hold the one nearest to now, or a leap year when now is unknown.
        at: time of day.
        twelve: the hour is one of twelve, of the morning or the evening: "at half past nine".
    """

    spans: tuple[tuple[date, date], ...]
    yearless: bool = False
    at: time | None = None
    twelve: bool = False

    @property
    def several(self) -> bool:
        """Whether the writing leaves open which days are meant."""
        return len(self.spans) > 1

    @property
    def hourless(self) -> "Days":
        """The days alone."""
        return Days(self.spans, self.yearless)

    def same_hour(self, other: "Days") -> bool:
        """Whether both name one time of day."""
        if self.at is None or other.at is None or not (self.twelve or other.twelve):
            return self.at == other.at
        return (self.at.hour % 12, self.at.minute) == (other.at.hour % 12, other.at.minute)


@dataclass(frozen=True, slots=True)
class Words:
    """A claim made in words: a superlative, a label, a customer's name."""

    folded: str


_DAY = 24

Value = Money | Percent | Duration | Rhythm | Count | Ratio | Days | Words


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A value that a fact states.

    Attributes:
        value: what it says.
        counts: what it counts: the words right after it, else those of the fact's whole value.
        forms: of a sum: itself, with and without tax, and for other periods.
    """

    value: Value
    counts: frozenset[str]
    forms: tuple[Money, ...] = ()

    def meant_by(self, claimed: Money) -> Iterator[Money]:
        """The forms of a sum that a claim may mean: another period only where it names one."""
        return (one for one in self.forms if claimed.period is not None or one.period == self.forms[0].period)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value found in a folded text.

    Attributes:
        start: first offset in the folded text.
        end: offset after the last character.
        head: offset after the number and its currency or sign, before tax basis and unit.
        value: what it says.
        exactness: how the number is meant.
        article: the number is "un", "une" or "one", which may be no number at all.
        vague: the days are those of a week, a season or a feast ("next week", "before Christmas").
        share: a fraction in words ("two thirds"), said in passing more often than a mark or a proportion.
        speed: a time of delivery that has no number: "next day", "le jour même".
        sure: the words alone make it a discount ("-20 %", "moitié prix").
    """

    start: int
    end: int
    head: int
    value: Value
    exactness: Exactness = Exactness.EXACT
    sure: bool = False
    article: bool = False
    vague: bool = False
    share: bool = False
    speed: bool = False

    @property
    def token(self) -> str:
        """How the patterns of a pack name it; see `ClaimRule`."""
        if self.sure or self.article:
            return "discount" if self.sure else "one"
        if self.speed:
            return "speed"
        if isinstance(self.value, Duration) and self.value.unit in ("minute", "hour"):
            return "duration" if self.value.unit == "hour" and self.value.low >= _DAY else "hours"
        if self.vague or self.share:
            return "period" if self.vague else "share"
        name = type(self.value).__name__.lower()
        return "date" if name == "days" else name
