"""Facts that hold at a moment: of the catalogue, and of one contact's deals and invoices."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assistant.records.tables import CLOSED_STAGES, Contact, Deal, FactRow, Invoice, Product
from guardrails.draft import Fact, end_of, start_of


def facts_valid_at(session: Session, now: datetime, contact_id: str | None = None) -> list[Fact]:
    """Verified statements that hold at `now`, by id: those for everybody, and those about one contact if it is named.

    What holds in one country only is left out for a contact who is not known to be there. A product's list price is
    one of them unless the facts say the same already.
    """
    rows = session.scalars(select(FactRow).where(_concerns(session, contact_id)).order_by(FactRow.id))
    valid = [row for row in rows if _holds(row, now)]
    priced = {(row.product_id, row.value) for row in valid if row.type == "price"}
    products = session.scalars(select(Product).where(Product.price.is_not(None)).order_by(Product.id))
    listed = (_list_price(product) for product in products if (product.id, _digits(product)) not in priced)
    return [_fact(row) for row in valid] + list(listed)


def product_of_facts(session: Session) -> dict[str, str]:
    """Which product each fact is about, by fact id; facts about none are left out."""
    rows = session.execute(select(FactRow.id, FactRow.product_id).where(FactRow.product_id.is_not(None)))
    facts = {fact: product for fact, product in rows if product is not None}
    return facts | {f"{key}-price": key for key in session.scalars(select(Product.id))}


def open_deals(session: Session, contact_id: str) -> list[Deal]:
    """The contact's deals that are neither won nor lost. `next_step` and `expected_close` are our own notes."""
    query = select(Deal).where(Deal.contact_id == contact_id, Deal.stage.not_in(CLOSED_STAGES)).order_by(Deal.id)
    return list(session.scalars(query))


def deal_facts(deals: Iterable[Deal]) -> list[Fact]:
    """What was offered. The date on which we expect to close is our guess, not a deadline, and stays out."""
    return [
        Fact.model_validate(
            {
                "id": f"deal-{deal.id}-amount",
                "type": "price",
                "subject": deal.title,
                "value": format(deal.amount, "f"),
                "currency": deal.currency,
                "source": f"deal {deal.id}",
            }
        )
        for deal in deals
        if deal.amount is not None
    ]


def open_invoices(session: Session, contact_id: str) -> list[Invoice]:
    """The contact's unpaid invoices."""
    query = select(Invoice).where(Invoice.contact_id == contact_id, Invoice.status == "open").order_by(Invoice.id)
    return list(session.scalars(query))


def invoice_facts(invoices: Iterable[Invoice]) -> list[Fact]:
    """Amount due and due date of each invoice, in French and (ids that end in ``-en``) in English."""
    return [fact for invoice in invoices for fact in _invoice_facts(invoice)]


def _invoice_facts(invoice: Invoice) -> Iterable[Fact]:
    for word, twin in (("facture", ""), ("invoice", "-en")):
        common = {"subject": f"{word} {invoice.number}", "source": f"invoice {invoice.number}"}
        yield Fact.model_validate(
            {
                "id": f"invoice-{invoice.id}-amount{twin}",
                "type": "price",
                "value": format(invoice.amount, "f"),
                "currency": invoice.currency,
                "tax": invoice.tax,
                **common,
            }
        )
        if invoice.due_date is not None:
            yield Fact.model_validate(
                {"id": f"invoice-{invoice.id}-due{twin}", "type": "date", "value": _day(invoice.due_date), **common}
            )


def _concerns(session: Session, contact_id: str | None) -> ColumnElement[bool]:
    everybody = FactRow.contact_id.is_(None)
    contact = session.get(Contact, contact_id) if contact_id is not None else None
    if contact is None:
        return everybody
    here = FactRow.country.is_(None) | (FactRow.country == contact.country)
    return (everybody | (FactRow.contact_id == contact.id)) & here


def _holds(row: FactRow, now: datetime) -> bool:
    begun = row.valid_from is None or start_of(row.valid_from) <= now
    return begun and (row.valid_until is None or now <= end_of(row.valid_until))


def _fact(row: FactRow) -> Fact:
    return Fact.model_validate({name: getattr(row, name) for name in Fact.model_fields})


def _list_price(product: Product) -> Fact:
    return Fact.model_validate(
        {
            "id": f"{product.id}-price",
            "type": "price",
            "subject": product.name,
            "value": _digits(product),
            "currency": product.currency,
            "tax": product.tax,
            "tax_rate": product.tax_rate,
            "unit": product.unit,
            "source": "catalogue",
        }
    )


def _digits(product: Product) -> str:
    return format(product.price, "f") if product.price is not None else ""


def _day(moment: date) -> str:
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()
