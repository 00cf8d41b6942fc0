"""Facts that hold at a moment: of the catalogue, and of one contact's deals and invoices."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assistant.records.tables import CLOSED_STAGES, Contact, Deal, FactRow, Invoice, Product
from guardrails.draft import Fact, end_of, start_of

REMEMBERED: Final = 4_096
"""Facts about nobody that are kept in memory, as objects: making one from its row takes longer than reading the row."""

# Built once: they are asked for each draft and each check.
_FACTS = select(
    FactRow.contact_id, FactRow.product_id, *(getattr(FactRow, name) for name in Fact.model_fields)
).order_by(FactRow.id)
_EVERYBODYS: Final = _FACTS.where(FactRow.contact_id.is_(None))
_SOMEBODYS: Final = _FACTS.where(
    FactRow.contact_id.is_(None) | (FactRow.contact_id == bindparam("contact")),
    FactRow.country.is_(None) | (FactRow.country == bindparam("country")),
)
_LISTED: Final = (
    select(Product.id, Product.name, Product.price, Product.currency, Product.tax, Product.tax_rate, Product.unit)
    .where(Product.price.is_not(None))
    .order_by(Product.id)
)


def facts_valid_at(session: Session, now: datetime, contact_id: str | None = None) -> list[Fact]:
    """Verified statements that hold at `now`, by id: those for everybody, and those about one contact if it is named.

    What holds in one country only is left out for a contact who is not known to be there. A product's list price is
    one of them unless the facts say the same already.
    """
    facts: list[Fact] = []
    priced: set[tuple[str | None, str]] = set()
    for concerned, product, *values in _rows(session, contact_id):
        fact = _fact(*values) if concerned else _known_fact(*values)
        if _holds(fact, now):
            facts.append(fact)
            if fact.type == "price":
                priced.add((product, fact.value))
    products = session.execute(_LISTED)
    return facts + [_list_price(*one) for one in products if (one.id, _digits(one.price)) not in priced]


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


def _rows(session: Session, contact_id: str | None) -> Iterable[Sequence[Any]]:
    contact = session.get(Contact, contact_id) if contact_id is not None else None
    if contact is None:
        return session.execute(_EVERYBODYS)
    return session.execute(_SOMEBODYS, {"contact": contact.id, "country": contact.country})


def _holds(fact: Fact, now: datetime) -> bool:
    begun = fact.valid_from is None or start_of(fact.valid_from) <= now
    return begun and (fact.valid_until is None or now <= end_of(fact.valid_until))


def _fact(*values: object) -> Fact:
    return Fact.model_validate(dict(zip(Fact.model_fields, values, strict=True)))


# A catalogue changes seldom and is read for each draft and each check: the same row gives the same fact. What is
# about a person is not remembered: their key may be erased.
_known_fact = lru_cache(maxsize=REMEMBERED)(_fact)


@lru_cache(maxsize=REMEMBERED)
def _list_price(
    key: str, name: str, price: Decimal, currency: str | None, tax: str | None, tax_rate: str | None, unit: str | None
) -> Fact:
    return Fact.model_validate(
        {
            "id": f"{key}-price",
            "type": "price",
            "subject": name,
            "value": _digits(price),
            "currency": currency,
            "tax": tax,
            "tax_rate": tax_rate,
            "unit": unit,
            "source": "catalogue",
        }
    )


def _digits(amount: Decimal) -> str:
    return format(amount, "f")


def _day(moment: date) -> str:
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()
