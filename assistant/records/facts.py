"""Facts that hold at a moment: of the catalogue, and of one contact's deals and invoices."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from sqlalchemy import Dialect, String, bindparam, select, type_coerce
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from assistant.records.tables import CLOSED_STAGES, Contact, Deal, FactRow, Invoice, Product
from guardrails.draft import Fact, end_of, start_of

REMEMBERED: Final = 4_096
"""Facts about nobody that are kept in memory, as objects: making one from its row takes longer than reading the row."""

# Built once, of tables and not of classes: they are asked for each draft and each check. Values come as they are
# stored: most rows are known already, and are recognised by them.
_ROW, _PRODUCT = FactRow.__table__.c, Product.__table__.c
_STATED: Final = tuple(_ROW[name] for name in Fact.model_fields)
_FACTS = select(_ROW.contact_id, _ROW.product_id, *(type_coerce(one, String) for one in _STATED)).order_by(_ROW.id)
_EVERYBODYS: Final = _FACTS.where(_ROW.contact_id.is_(None))
_SOMEBODYS: Final = _FACTS.where(
    _ROW.contact_id.is_(None) | (_ROW.contact_id == bindparam("contact")),
    _ROW.country.is_(None) | (_ROW.country == bindparam("country")),
)
_PRICED = ("id", "name", "price", "currency", "tax", "tax_rate", "unit")
_LISTED: Final = (
    select(*(type_coerce(_PRODUCT[name], String) for name in _PRICED))
    .where(_PRODUCT.price.is_not(None))
    .order_by(_PRODUCT.id)
)
_WITHOUT_KEYS: Final = DefaultDialect()
"""What is about nobody is in clear: reading it needs no key, and reading anything else with this fails."""


def facts_valid_at(session: Session, now: datetime, contact_id: str | None = None) -> list[Fact]:
    """Verified statements that hold at `now`, by id: those for everybody, and those about one contact if it is named.

    What holds in one country only is left out for a contact who is not known to be there. A product's list price is
    one of them unless the facts say the same already.
    """
    facts: list[Fact] = []
    priced: set[tuple[str | None, str]] = set()
    dialect = session.get_bind().dialect
    for concerned, product, *stored in _rows(session, contact_id):
        fact = _fact(dialect, *stored) if concerned else _known_fact(*stored)
        if _holds(fact, now):
            facts.append(fact)
            if fact.type == "price":
                priced.add((product, fact.value))
    listed = ((row[0], _list_price(*row)) for row in session.execute(_LISTED).all())
    return facts + [price for product, price in listed if (product, price.value) not in priced]


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


def _rows(session: Session, contact_id: str | None) -> Sequence[Sequence[str | None]]:
    contact = session.get(Contact, contact_id) if contact_id is not None else None
    if contact is None:
        return session.execute(_EVERYBODYS).all()
    return session.execute(_SOMEBODYS, {"contact": contact.id, "country": contact.country}).all()


def _holds(fact: Fact, now: datetime) -> bool:
    begun = fact.valid_from is None or start_of(fact.valid_from) <= now
    return begun and (fact.valid_until is None or now <= end_of(fact.valid_until))


def _fact(dialect: Dialect, *stored: str | None) -> Fact:
    values = {
        column.name: column.type.process_result_value(value, dialect)
        if isinstance(column.type, TypeDecorator)
        else value
        for column, value in zip(_STATED, stored, strict=True)
    }
    return Fact.model_validate(values)


# A catalogue changes seldom and is read for each draft and each check: the same row gives the same fact. What is
# about a person is not remembered: their key may be erased.
@lru_cache(maxsize=REMEMBERED)
def _known_fact(*stored: str | None) -> Fact:
    return _fact(_WITHOUT_KEYS, *stored)


@lru_cache(maxsize=REMEMBERED)
def _list_price(
    key: str, name: str, price: str, currency: str | None, tax: str | None, tax_rate: str | None, unit: str | None
) -> Fact:
    return Fact.model_validate(
        {
            "id": f"{key}-price",
            "type": "price",
            "subject": name,
            "value": format(Decimal(price), "f"),
            "currency": currency,
            "tax": tax,
            "tax_rate": tax_rate,
            "unit": unit,
            "source": "catalogue",
        }
    )


def _day(moment: date) -> str:
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()
