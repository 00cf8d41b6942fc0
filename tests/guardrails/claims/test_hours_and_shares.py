"""The hour of a day is judged apart from it; sums that two lines differ by, offers in words, and figures of ours."""

from datetime import datetime, time

import pytest

from guardrails.claims.parsing.dates import find_dates
from guardrails.claims.parsing.percentages import find_ratios
from guardrails.claims.parsing.values import Days, Ratio
from guardrails.draft import Fact, Language
from guardrails.folding import fold
from tests.guardrails.claims.given import evidence, findings, judged

FITTING = (
    Fact(id="fitting", type="event", subject="essayage / fitting", value="2027-01-12 14:30"),
    Fact(id="pickup", type="date", subject="enlèvement / pick-up", value="2027-01-15"),
)
TRIAL = (Fact(id="trial", type="term", subject="essai remboursé / money-back trial", value="45 days"),)
SETTLED = (Fact(id="settle", type="term", subject="paiement / payment", value="30 days"),)
HARVEST = (Fact(id="span", type="feature", subject="récolte / time to first harvest", value="10 to 14 days"),)
LESSONS = (
    Fact(id="month", type="price", subject="abonnement mensuel / monthly plan", value="29", currency="EUR",
         tax="excl", unit="month"),
    Fact(id="year", type="price", subject="abonnement annuel / yearly plan", value="295", currency="EUR", tax="excl",
         unit="year"),
    Fact(id="fee", type="term", subject="honoraires / fee", value="18 % of the salary"),
    Fact(id="cases", type="price", subject="5 000 étuis / 5,000 sleeves", value="1340", currency="EUR", tax="excl"),
    Fact(id="jobs", type="statistic", subject="chantiers / jobs done", value="310"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("le 12 mai à 15 h 30", time(15, 30)),
        ("le 12 mai, à 9 h", time(9)),
        ("le 12 mai à partir de 8 h et", time(8)),
        ("le 3 juin à sept heures et demie", time(7, 30)),
        ("le 3 juin à trois heures de l'après-midi", time(15)),
        ("on 21 May at four in the afternoon", time(16)),
        ("on 21 May at 4 pm", time(16)),
        ("on 21 May at 12 am", time(0)),
        ("on 21 May at noon", time(12)),
        ("on 21 May at half past nine in the morning", time(9, 30)),
        ("on 21 May at 4 p.m.", time(16)),
        ("on 21 May at half past six", time(6, 30)),
        ("on 21 May at ten o'clock sharp.", time(10)),
        ("on 21 May at ten sites", None),
        ("le 12 mai 2026, 14 personnes", None),
    ],
)
def test_the_hour_of_a_day(text: str, hour: time | None) -> None:
    (day,) = find_dates(fold(text), "fr", datetime(2026, 4, 1))
    assert isinstance(day.value, Days)
    assert day.value.at == hour


@pytest.mark.parametrize(
    ("language", "text", "wrong", "suggestion"),
    [
        ("fr", "L'essayage a lieu le 12 janvier 2027 à 15 h 30.", "à 15 h 30", "à 14 h 30"),
        ("en", "The fitting is on 12 January 2027 at four in the afternoon.", "at four in the afternoon", "at 14:30"),
        ("fr", "L'essayage a lieu le 13 janvier 2027 à 14 h 30.", "13 janvier 2027", None),
    ],
)
def test_only_the_wrong_part_of_a_day_with_its_hour_is_doubted(
    language: Language, text: str, wrong: str, suggestion: str | None
) -> None:
    (found,) = judged(text, FITTING, language).findings
    assert text[found.start : found.end] == wrong
    assert suggestion is None or found.suggestion == suggestion


@pytest.mark.parametrize(
    ("language", "text", "fact"),
    [
        ("en", "The fitting is on 12 January 2027 at 2.30 pm, and the pick-up on the 15th.", "pickup"),
        ("en", "The time to first harvest is between ten days and a fortnight.", "span"),
        ("fr", "À l'année, c'est 295 € HT, soit 53 € d'économie sur douze mois.", "month"),
        ("fr", "Pour les 42 000 € que vous envisagez, nos honoraires sont de 7 560 €.", "fee"),
        ("fr", "Les 5 000 étuis sont à 1 340 € HT, soit environ 27 centimes pièce.", "cases"),
    ],
)
def test_what_follows_from_a_fact_is_borne_out(language: Language, text: str, fact: str) -> None:
    facts = next(one for one in (FITTING, HARVEST, LESSONS) if fact in {known.id for known in one})
    assert findings(text, facts, language) == []
    assert fact in {one for one, _ in evidence(text, facts, language)}


@pytest.mark.parametrize(
    ("language", "text", "facts", "passage"),
    [
        ("en", "If they stay in a drawer, you have 60 days to bring them back for a refund.", TRIAL, "60 days"),
        ("fr", "Pour le règlement, c'est 45 jours fin de mois.", SETTLED, "45 jours"),
        ("fr", "À l'année, c'est 295 € HT, soit 73 € d'économie sur douze mois.", LESSONS, "73 €"),
        ("fr", "Le montage est inclus.", LESSONS, "Le montage est inclus"),
        ("fr", "Le camion est à notre charge.", LESSONS, "camion est à notre charge"),
        ("en", "I'll also throw in a gate for the side passage.", LESSONS, "I'll also throw in a gate for"),
        ("fr", "Votre mutuelle prend en charge la totalité.", LESSONS, "mutuelle prend en charge la totalité"),
        ("en", "You'll qualify for the energy grant.", LESSONS, "You'll qualify for the energy grant"),
    ],
)
def test_what_no_fact_grants_is_doubted(
    language: Language, text: str, facts: tuple[Fact, ...], passage: str
) -> None:  # fmt: skip
    assert [one for _, one in findings(text, facts, language)] == [passage]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous chiffrez vos frais d'immobilisation à 1 900 €."),
        ("fr", "Vous me disiez payer 1 640 € d'électricité par an."),
        ("en", "You said you spend £820 a month on it."),
        ("en", "I understand that your present contract ends on 31 December."),
    ],
)
def test_what_the_reader_told_us_is_no_claim(language: Language, text: str) -> None:
    assert findings(text, LESSONS, language) == []


def test_a_figure_that_no_fact_bears_out_is_heard_among_words_of_one() -> None:
    text = "Sachez enfin que nous avons effectué 4 200 chantiers l'an dernier : vous êtes entre de bonnes mains."
    assert [rule for rule, _ in findings(text, LESSONS)] == ["claims.statistic"]
    assert findings(text.replace("4 200", "310"), LESSONS) == []


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("trois préparations sur mille", 3, 1000),
        ("ninety-seven call-outs in every hundred", 97, 100),
        ("neuf clients sur dix", 9, 10),
    ],
)
def test_a_share_in_words(text: str, part: int, whole: int) -> None:
    (share,) = find_ratios(fold(text))
    assert share.value == Ratio(part, whole)  # pyright: ignore[reportArgumentType]  # whole numbers compare equal
