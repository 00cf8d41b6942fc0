"""The demo company's CRM is whole: it imports, and everything in it that refers to something finds it."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.records import Records, open_records
from assistant.records.admission import admission_context
from assistant.records.contacts import find_rep
from assistant.records.crm_import import import_crm
from assistant.records.facts import facts_valid_at
from assistant.records.tables import Contact, Deal, Interaction, Product
from connectors.crm.csv import CsvCrm
from tests.assistant.master import MASTER

FOLDER = Path(__file__).parents[2] / "demo" / "aubepine"
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the demo company is not installed")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = open_records(f"sqlite:///{tmp_path / 'demo.db'}", MASTER)
    with records.writing() as session:
        import_crm(session, CsvCrm(FOLDER))
    return records


def test_it_is_large_enough_to_be_believed(records: Records) -> None:
    least = {Contact: 60, Product: 15, Interaction: 200, Deal: 20}
    with records.reading() as session:
        counts = {table: session.scalar(select(func.count()).select_from(table)) for table in least}
    assert all((counts[table] or 0) >= number for table, number in least.items())


def test_it_has_the_people_that_make_admission_interesting(records: Records) -> None:
    with records.reading() as session:
        contacts = session.scalars(select(Contact)).all()
    assert any(contact.minor for contact in contacts)
    assert any(contact.restricted for contact in contacts)
    assert {"prospect", "customer"} <= set(Counter(contact.relationship for contact in contacts))
    assert len({contact.country for contact in contacts}) > 3


def test_every_contact_can_be_judged_and_prices_hold(records: Records) -> None:
    with records.reading() as session:
        rep = find_rep(session, None)
        for contact in session.scalars(select(Contact)):
            context = admission_context(session, contact, rep, "prospecting", "email", NOW)
            assert context.recipient is not None
        prices = [fact for fact in facts_valid_at(session, NOW) if fact.type == "price"]
    assert len(prices) >= 15
