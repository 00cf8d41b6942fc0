"""What is offered is similar to a purchase, or concerns a role, only when the records show it."""

import pytest

from assistant.records.offers import offer_of
from assistant.records.tables import Contact
from connectors.crm.protocol import CrmDeal, CrmProduct
from tests.assistant.records.factories import NOW, contact, records_with


def deal(key: str, stage: str, *products: str) -> CrmDeal:
    return CrmDeal.model_validate({"id": key, "contact_id": "c-1", "title": "T", "stage": stage, "products": products})


CATALOGUE = [CrmProduct(id=f"p-{n}", name=f"P{n}", category=kind) for n, kind in enumerate(["siège", "siège", "table"])]


@pytest.mark.parametrize(
    ("deals", "expected"),
    [
        ([], None),
        ([deal("d-1", "won", "p-0")], None),
        ([deal("d-2", "proposal", "p-1")], None),
        ([deal("d-1", "won", "p-0"), deal("d-2", "proposal", "p-1")], True),
        ([deal("d-1", "won", "p-0"), deal("d-2", "proposal", "p-2")], False),
        ([deal("d-1", "lost", "p-0"), deal("d-2", "proposal", "p-1")], None),
    ],
)
def test_an_offer_is_similar_to_what_was_bought_in_the_same_category(
    migrated_url: str, deals: list[CrmDeal], expected: bool | None
) -> None:
    with records_with(migrated_url, contact(), *CATALOGUE, *deals).reading() as session:
        assert offer_of(session, session.get_one(Contact, "c-1"), NOW).similar_to_past_purchase is expected


@pytest.mark.parametrize(
    ("inquiry", "deals", "expected"),
    [
        (None, [], None),
        ("2026-10-01", [], True),
        ("2026-05-25T10:00:00+02:00", [], True),
        ("2026-05-23", [], None),
        ("2026-12-01", [], None),
        (None, [deal("d-1", "proposal")], True),
        (None, [deal("d-1", "lost")], None),
        (None, [deal("d-1", "won")], None),
    ],
)
def test_an_offer_concerns_someone_who_asked_lately_or_with_whom_a_deal_is_open(
    migrated_url: str, inquiry: str | None, deals: list[CrmDeal], expected: bool | None
) -> None:
    with records_with(migrated_url, contact(last_inquiry=inquiry), *deals).reading() as session:
        assert offer_of(session, session.get_one(Contact, "c-1"), NOW).related_to_role is expected
