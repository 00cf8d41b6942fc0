"""Every value of a text is measured, and what only looks like one is left alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.numbers import to_decimal
from guardrails.claims.parsing.values import Count, Days, Duration, Exactness, Money, Percent, Ratio, Rhythm
from guardrails.folding import fold

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def measured(text: str, language: str) -> list[tuple[str, object]]:
    folded = fold(text)
    found = find_measures(folded, language, NOW)  # type: ignore[arg-type]
    return [(folded[one.start : one.end], one.value) for one in found if not isinstance(one.value, Count)]


def euros(amount: str, **more: object) -> Money:
    return Money(Decimal(amount), currency="EUR", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1 200", "1200"), ("1.200,00", "1200.00"), ("1,200.00", "1200.00"), ("1,200", "1200"), ("1.200", "1200"),
        ("4,8", "4.8"), ("0,125", "0.125"), ("1'200", "1200"), ("1 200 000,50", "1200000.50"), ("1.200.000", "1200000"),
    ],
)  # fmt: skip
def test_digits_are_read_in_every_usual_grouping(digits: str, value: str) -> None:
    assert to_decimal(digits) == Decimal(value)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "à 1 200 €", euros("1200")),
        ("fr", "à 1\u202f200,50\u00a0€ HT", euros("1200.50", tax="excl")),
        ("fr", "à 1.200,00 EUR", euros("1200.00")),
        ("fr", "à 1200 euros TTC par mois", euros("1200", tax="incl", period="month")),
        ("fr", "à mille deux cents euros", euros("1200")),
        ("fr", "à 12 k€", euros("12000")),
        ("fr", "à 3 millions d'euros", euros("3000000")),
        ("fr", "tarif mensuel de 90 €", euros("90", period="month")),
        ("fr", "un prix HT : 90 €", euros("90", tax="excl")),
        ("fr", "à 49 € HT par utilisateur et par mois", euros("49", tax="excl", period="month", per="person")),
        ("en", "at €1,200 excl. VAT per year", euros("1200", tax="excl", period="year")),
        ("en", "at £99/user/month", Money(Decimal(99), currency="GBP", period="month", per="person")),
        ("en", "at $4.5k", Money(Decimal(4500), currency="$")),
        ("en", "at US$4.5k", Money(Decimal(4500), currency="USD")),
        ("en", "two hundred and fifty pounds", Money(Decimal(250), currency="GBP")),
        ("en", "85p a copy", Money(Decimal("0.85"), currency="GBP", per="unit")),
        ("fr", "20 % de hausse", Percent(Decimal(20))),
        ("fr", "vingt pour cent", Percent(Decimal(20))),
        ("fr", "entre 10 et 15 %", Percent(Decimal(10), Decimal(15))),
        ("en", "twenty percent", Percent(Decimal(20))),
        ("en", "half price", Percent(Decimal(50))),
        ("fr", "10 jours ouvrés", Duration(Decimal(10), None, "business_day")),
        ("fr", "5 à 7 jours", Duration(Decimal(5), Decimal(7), "day")),
        ("fr", "sous 48 h", Duration(Decimal(48), None, "hour")),
        ("fr", "deux ans et demi", Duration(Decimal("2.5"), None, "year")),
        ("en", "a 5-year warranty", Duration(Decimal(5), None, "year")),
        ("en", "ten working days", Duration(Decimal(10), None, "business_day")),
        ("en", "S$800 a month before GST", Money(Decimal(800), currency="SGD", tax="excl", period="month")),
        ("en", "₹18.5 lakh", Money(Decimal(1_850_000), currency="INR")),
        ("fr", "CHF 390.– hors TVA", Money(Decimal(390), currency="CHF", tax="excl")),
        ("fr", "29,80 € de l'heure", euros("29.80", period="hour")),
        ("fr", "un quart de siècle", Duration(Decimal(25), None, "year")),
        ("fr", "une demi-heure", Duration(Decimal(30), None, "minute")),
        ("fr", "une semaine de travail", Duration(Decimal(5), None, "business_day")),
        ("en", "within a fortnight", Duration(Decimal(2), None, "week")),
        ("en", "a year and a half", Duration(Decimal("1.5"), None, "year")),
        ("en", "two and a half months", Duration(Decimal("2.5"), None, "month")),
        ("fr", "tous les 24 mois", Rhythm(Decimal("730.5"))),
        ("en", "every other week", Rhythm(Decimal(14))),
        ("fr", "deux tiers des clients", Ratio(Decimal(2), Decimal(3))),
        ("fr", "noté 4,8/5", Ratio(Decimal("4.8"), Decimal(5))),
        ("en", "4.8 out of 5", Ratio(Decimal("4.8"), Decimal(5))),
        ("fr", "9 clients sur 10", Ratio(Decimal(9), Decimal(10))),
        ("en", "twice as fast", Ratio(Decimal(2), Decimal(1))),
    ],
)
def test_values_are_found(language: str, text: str, value: object) -> None:
    assert value in [one for _, one in measured(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("fr", "le 31/12/2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("fr", "le 31 décembre", date(2026, 12, 31), date(2026, 12, 31)),
        ("fr", "le 1er mars", date(2027, 3, 1), date(2027, 3, 1)),
        ("fr", "mardi 24 novembre à 10 h", date(2026, 11, 24), date(2026, 11, 24)),
        ("fr", "fin décembre", date(2026, 12, 21), date(2026, 12, 31)),
        ("fr", "du 3 au 5 mars 2027", date(2027, 3, 3), date(2027, 3, 5)),
        ("fr", "avant la fin de l'année", date(2026, 12, 31), date(2026, 12, 31)),
        ("fr", "d'ici vendredi", date(2026, 11, 27), date(2026, 11, 27)),
        ("fr", "dès demain", date(2026, 11, 22), date(2026, 11, 22)),
        ("en", "on December 31, 2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("en", "by 31st of December", date(2026, 12, 31), date(2026, 12, 31)),
        ("en", "before year end", date(2026, 12, 31), date(2026, 12, 31)),
        ("en", "by the end of the month", date(2026, 11, 30), date(2026, 11, 30)),
        ("en", "in Q1 2027", date(2027, 1, 1), date(2027, 3, 31)),
        ("fr", "la semaine prochaine", date(2026, 11, 23), date(2026, 11, 29)),
        ("fr", "jeudi 19", date(2026, 11, 19), date(2026, 11, 19)),
        ("fr", "le deuxième lundi de janvier", date(2027, 1, 11), date(2027, 1, 11)),
        ("fr", "avant Noël", date(2026, 12, 25), date(2026, 12, 25)),
        ("fr", "le quinze mars", date(2027, 3, 15), date(2027, 3, 15)),
        ("en", "Saturday 19 June next year", date(2027, 6, 19), date(2027, 6, 19)),
        ("en", "until the twentieth of this month", date(2026, 11, 20), date(2026, 11, 20)),
        ("en", "by Easter", date(2027, 3, 28), date(2027, 3, 28)),
        ("en", "from 12 to 14 March", date(2027, 3, 12), date(2027, 3, 14)),
    ],
)
def test_days_are_found_and_resolved(language: str, text: str, first: date, last: date) -> None:
    days = [one for _, one in measured(text, language) if isinstance(one, Days)]
    assert len(days) == 1
    assert days[0].spans[0] == (first, last)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Appelez le 06 12 34 56 78 ou le +33 6 12 34 56 78."),
        ("fr", "Voir l'article 4 du contrat et la version 3.2."),
        ("fr", "Facture FA-2026-118, commande n° 45127, dossier 7781."),
        ("fr", "12 rue de la Paix, 75002 Paris"),
        ("fr", "Rendez-vous à 14 h 30, de 9h à 12h."),
        ("fr", "IBAN FR76 3000 6000 0112 3456 7890 189"),
        ("fr", "Boîte de 20 x 30 cm"),
        ("fr", "SIRET 732 829 320 00074"),
        ("en", "Call +44 20 7946 0958 before 5 pm."),
        ("en", "See clause 7 and order no. 88213 at 14 Mill Lane."),
        ("en", "We met at 10:30."),
        ("en", "Open 24/7."),
    ],
)
def test_what_only_looks_like_a_value_is_left_alone(language: str, text: str) -> None:
    assert measured(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "exactness"),
    [
        ("fr", "environ 1 200 €", Exactness.ABOUT),
        ("fr", "1 200 € environ", Exactness.EXACT),
        ("fr", "plus de 200 clients", Exactness.AT_LEAST),
        ("fr", "moins de 10 jours", Exactness.AT_MOST),
        ("fr", "une vingtaine de clients", Exactness.ABOUT),
        ("en", "roughly €1,200", Exactness.ABOUT),
        ("en", "over 200 customers", Exactness.AT_LEAST),
        ("en", "under 10 days", Exactness.AT_MOST),
        ("en", "exactly 200 customers", Exactness.EXACT),
    ],
)
def test_how_a_number_is_meant(language: str, text: str, exactness: Exactness) -> None:
    found = find_measures(fold(text), language, NOW)  # type: ignore[arg-type]
    assert [one.exactness for one in found] == [exactness]
