"""Sums, days and hours as people say them: cents after the currency, weekdays counted ahead, eves of feasts."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.values import Count, Days, Duration, Money, Percent, Ratio, Value
from guardrails.draft import Language
from guardrails.folding import fold

WEDNESDAY = datetime.fromisoformat("2026-04-15T09:00:00+02:00")


def _values(text: str, language: Language) -> list[Value]:
    return [one.value for one in find_measures(fold(text), language, WEDNESDAY)]


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("fr", "À quatre euros vingt par tête.", "4.20"),
        ("fr", "Je vous le laisse à vingt-six francs cinquante le kilo.", "26.50"),
        ("fr", "Cela fait deux euros et dix centimes.", "2.10"),
        ("en", "They are twelve pounds fifty each.", "12.50"),
        ("en", "Four dollars and twenty cents a box.", "4.20"),
        ("fr", "Il coûte 12 euros, vingt de moins.", "12"),
        ("en", "It is ten pounds twenty miles out.", "10"),
    ],
)
def test_cents_may_follow_the_currency_in_words(language: Language, text: str, amount: str) -> None:
    assert [one.low for one in _values(text, language) if isinstance(one, Money)] == [Decimal(amount)]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "On passe mercredi dans quinze jours.", date(2026, 4, 29)),
        ("fr", "On passe vendredi dans huit jours.", date(2026, 4, 24)),
        ("fr", "Le devis court jusqu'à l'avant-veille de Noël.", date(2026, 12, 23)),
        ("fr", "C'est la veille du 3 mai.", date(2026, 5, 2)),
        ("fr", "Montage le vendredi 21 août, démontage le lundi.", date(2026, 8, 24)),
        ("en", "We come a week on Tuesday.", date(2026, 4, 28)),
        ("en", "We come Wednesday fortnight.", date(2026, 4, 29)),
        ("en", "We come tomorrow week.", date(2026, 4, 23)),
        ("en", "It stands until the day before Christmas Eve.", date(2026, 12, 23)),
        ("en", "Up on Friday 21 August and down on the Monday.", date(2026, 8, 24)),
    ],
)
def test_days_counted_from_another_day(language: Language, text: str, day: date) -> None:
    assert any((day, day) in one.spans for one in _values(text, language) if isinstance(one, Days))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Elles sont là avant treize heures."),
        ("en", "We shut at five o'clock, or half past six."),
        ("en", "A two-year-old roof."),
        ("fr", "Le toit est âgé de dix ans."),
    ],
)
def test_hours_of_the_clock_and_ages_measure_nothing(language: Language, text: str) -> None:
    assert _values(text, language) == []


def test_hours_that_last_and_shares_remain() -> None:
    assert _values("Sous vingt-quatre heures.", "fr") == [Duration(Decimal(24), None, "hour")]
    assert _values("9 clients sur 15 restent, 9 sur 10.", "fr") == [
        Ratio(Decimal(9), Decimal(15)), Ratio(Decimal(9), Decimal(10)),
    ]  # fmt: skip
    assert _values("Notre 10 sur 15 suffit.", "fr") == [Count(Decimal(10)), Count(Decimal(15))]
    assert _values("It pays sixty cent in the euro.", "en") == [Percent(Decimal(60))]


def test_a_rhythm_on_a_weekday_is_no_day_ahead() -> None:
    assert not any(isinstance(one, Days) and not one.several for one in _values("Once a week on Friday.", "en"))
