"""A fact is recognised in whatever format it is written."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.draft import Fact
from tests.guardrails.claims.given import judged

AMOUNTS = st.integers(min_value=1, max_value=9_999_999).map(lambda cents: Decimal(cents) / 100)
FRENCH = ("{s} €", "{n} €", "{s} EUR", "{p} euros", "{s}€ HT", "{n} € hors taxes")
ENGLISH = ("€{c}", "EUR {c}", "{c} euros", "€{c} excl. VAT", "€{c} plus VAT", "{c} EUR")


def grouped(amount: Decimal, separator: str, point: str) -> str:
    return f"{amount:,.2f}".replace(",", "\0").replace(".", point).replace("\0", separator)


def written(amount: Decimal, form: str) -> str:
    return form.format(
        s=grouped(amount, " ", ","), n=grouped(amount, "\u202f", ","), p=grouped(amount, ".", ","),
        c=grouped(amount, ",", "."),
    )  # fmt: skip


@settings(max_examples=80, deadline=None, derandomize=True)
@given(amount=AMOUNTS, form=st.sampled_from(FRENCH))
def test_a_price_in_any_french_format_is_supported(amount: Decimal, form: str) -> None:
    price = Fact(id="p", type="price", subject="Pack", value=str(amount), currency="EUR", tax="excl")
    report = judged(f"Le Pack est à {written(amount, form)}.", (price,), "fr")
    assert (report.findings, [one.fact for one in report.evidence]) == ((), ["p"])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(amount=AMOUNTS, form=st.sampled_from(ENGLISH))
def test_a_price_in_any_english_format_is_supported(amount: Decimal, form: str) -> None:
    price = Fact(id="p", type="price", subject="Pack", value=str(amount), currency="EUR", tax="excl")
    report = judged(f"The Pack is {written(amount, form)}.", (price,), "en")
    assert (report.findings, [one.fact for one in report.evidence]) == ((), ["p"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    day=st.dates(min_value=date(2026, 12, 1), max_value=date(2027, 8, 1)),
    form=st.sampled_from(("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y")),
)
def test_a_deadline_in_any_format_is_supported(day: date, form: str) -> None:
    fact = Fact(id="d", type="deadline", subject="Pack", value=f"{day:%Y-%m-%d}")
    report = judged(f"L'offre sur le Pack expire le {day:{form}}.", (fact,), "fr")
    assert (report.findings, [one.fact for one in report.evidence]) == ((), ["d"])
