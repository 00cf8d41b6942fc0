"""Facts are those that hold now and concern this contact; deals and invoices become facts in both languages."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from assistant.records.facts import (
    deal_facts,
    facts_valid_at,
    invoice_facts,
    open_deals,
    open_invoices,
    product_of_facts,
)
from connectors.crm.protocol import CrmDeal, CrmFact, CrmInvoice, CrmProduct, CrmRow
from tests.assistant.records.factories import NOW, contact, records_with


def fact(key: str, **values: object) -> CrmFact:
    return CrmFact.model_validate({"id": key, "type": "guarantee", "value": "5 ans"} | values)


def ids(url: str, *rows: CrmRow, now: datetime = NOW, contact_id: str | None = None) -> list[str]:
    with records_with(url, contact("c-1"), contact("c-2"), *rows).reading() as session:
        return [one.id for one in facts_valid_at(session, now, contact_id)]


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "holds"),
    [
        (None, None, True),
        ("2026-11-23", "2026-11-23", True),
        ("2026-11-24", None, False),
        (None, "2026-11-22", False),
        ("2026-11-23T09:59:00+01:00", "2026-11-23T10:00:00+01:00", True),
        ("2026-11-23T10:01:00+01:00", None, False),
        (None, "2026-11-23T09:59:00+01:00", False),
    ],
)
def test_a_fact_holds_from_its_first_to_its_last_moment(
    migrated_url: str, valid_from: str | None, valid_until: str | None, holds: bool
) -> None:
    assert ids(migrated_url, fact("f-1", valid_from=valid_from, valid_until=valid_until)) == (["f-1"] if holds else [])


@pytest.mark.parametrize(("asker", "expected"), [(None, ["f-1"]), ("c-1", ["f-1", "f-2"]), ("c-2", ["f-1"])])
def test_the_terms_of_one_customer_reach_nobody_else(migrated_url: str, asker: str | None, expected: list[str]) -> None:
    rows = (fact("f-1"), fact("f-2", contact_id="c-1", type="term", value="2027-01-31"))
    assert ids(migrated_url, *rows, contact_id=asker) == expected


def test_a_list_price_is_a_fact_unless_the_facts_say_it(migrated_url: str) -> None:
    values = {"price": Decimal(649), "currency": "EUR", "tax": "incl", "tax_rate": "20 %", "unit": "piece"}
    products = [CrmProduct.model_validate({"id": f"p-{n}", "name": f"Table {n}"} | values) for n in (1, 2)]
    said = fact("price-1", type="price", product_id="p-1", value="649")
    assert ids(migrated_url, *products, said, CrmProduct(id="p-3", name="Sur devis")) == ["price-1", "p-2-price"]
    with records_with(migrated_url).reading() as session:
        price = facts_valid_at(session, NOW)[-1]
        owners = product_of_facts(session)
    assert (price.subject, price.value, price.currency, price.tax, price.unit) == (
        "Table 2",
        "649",
        "EUR",
        "incl",
        "piece",
    )
    assert (owners["price-1"], owners["p-2-price"]) == ("p-1", "p-2")


def test_an_open_invoice_is_an_amount_and_a_day_in_both_languages(migrated_url: str) -> None:
    common = {"contact_id": "c-1", "currency": "EUR", "due_date": "2026-10-31"}
    rows = [
        CrmInvoice.model_validate({"id": "v-1", "number": "F-2026-118", "amount": "5016.00", "tax": "incl"} | common),
        CrmInvoice.model_validate({"id": "v-2", "number": "F-2", "amount": "9", "status": "paid"} | common),
        CrmInvoice.model_validate({"id": "v-3", "number": "F-3", "amount": "9"} | common | {"contact_id": "c-2"}),
    ]
    with records_with(migrated_url, contact("c-1"), contact("c-2"), *rows).reading() as session:
        facts = invoice_facts(open_invoices(session, "c-1"))
    assert [(one.type, one.subject, one.value) for one in facts] == [
        ("price", "facture F-2026-118", "5016.00"),
        ("date", "facture F-2026-118", "2026-10-31"),
        ("price", "invoice F-2026-118", "5016.00"),
        ("date", "invoice F-2026-118", "2026-10-31"),
    ]
    assert [one.id.endswith("-en") for one in facts] == [False, False, True, True]


def test_an_open_deal_is_its_amount_and_never_our_guess_of_its_end(migrated_url: str) -> None:
    common = {"contact_id": "c-1", "title": "Six établis", "amount": "9900", "currency": "EUR"}
    rows = [
        CrmDeal.model_validate({"id": "d-1", "stage": "proposal", "expected_close": "2026-12-18"} | common),
        CrmDeal.model_validate({"id": "d-2", "stage": "won"} | common),
        CrmDeal.model_validate({"id": "d-3", "stage": "qualification"} | common | {"amount": None}),
    ]
    with records_with(migrated_url, contact("c-1"), *rows).reading() as session:
        deals = open_deals(session, "c-1")
        facts = deal_facts(deals)
    assert [one.id for one in deals] == ["d-1", "d-3"]
    assert [(one.type, one.subject, one.value) for one in facts] == [("price", "Six établis", "9900")]
    assert deals[0].expected_close == date(2026, 12, 18)
