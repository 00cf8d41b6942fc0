"""An import takes in all rows or none, the same twice as once, and never rewrites evidence."""

import pytest
from sqlalchemy import func, select

from assistant.records.crm_import import ImportCount, import_crm
from assistant.records.errors import ImportRefused
from assistant.records.tables import Company, Contact, FactRow, Interaction, MemoryEntry, ObjectionEvent, Suggestion
from connectors.crm.errors import CrmError
from connectors.crm.protocol import CrmConsent, CrmFact, CrmObjection
from tests.assistant.records.factories import COMPANY, OWN, REP, ListedCrm, contact, records_with, said

CONSENT = CrmConsent.model_validate(
    {
        "id": "k-1", "contact_id": "c-1", "purpose": "event", "channel": "email", "status": "granted",
        "at": "2026-03-01T08:00:00+01:00",
    }
)  # fmt: skip
OBJECTION = CrmObjection(id="o-1", contact_id="c-1")
EVERYTHING = (
    REP,
    OWN,
    COMPANY,
    contact(company_id="co-1", suppressed_on=["bloctel"]),
    CONSENT,
    OBJECTION,
    said("i-1", "2026-05-04T09:30:00+02:00", text="Bonjour"),
)


def test_importing_twice_is_importing_once(migrated_url: str) -> None:
    records = records_with(migrated_url, *EVERYTHING)
    with records.reading() as session:
        subject = session.get_one(Contact, "c-1").subject_id
    with records.writing() as session:
        counts = import_crm(session, ListedCrm(EVERYTHING))
    assert sum(count.unchanged for count in counts.values()) == len(EVERYTHING)
    assert sum(count.added + count.changed + count.removed for count in counts.values()) == 0
    with records.reading() as session:
        assert session.get_one(Contact, "c-1").subject_id == subject


def test_a_changed_row_is_changed_and_counted(migrated_url: str) -> None:
    records = records_with(migrated_url, *EVERYTHING)
    with records.writing() as session:
        moved = contact(company_id="co-1", email="Odile.R@sarrazin.example", suppressed_on=[])
        counts = import_crm(session, ListedCrm([moved]))
    assert counts["contacts"] == ImportCount(changed=1)
    with records.reading() as session:
        row = session.get_one(Contact, "c-1")
    assert (row.email, row.suppressed_on) == ("Odile.R@sarrazin.example", [])


def test_unknown_stays_unknown(migrated_url: str) -> None:
    with records_with(migrated_url, contact()).reading() as session:
        row = session.get_one(Contact, "c-1")
        nulls = session.scalar(select(func.count()).where(Contact.suppressed_on.is_(None)))
    assert (row.suppressed_on, row.minor, row.restricted, nulls) == (None, None, None, 1)


@pytest.mark.parametrize(
    "altered",
    [CONSENT.model_copy(update={"status": "refused"}), OBJECTION.model_copy(update={"channel": "phone"})],
)
def test_a_consent_or_objection_is_never_rewritten(migrated_url: str, altered: CrmConsent | CrmObjection) -> None:
    records = records_with(migrated_url, *EVERYTHING)
    with pytest.raises(ImportRefused, match="new row"), records.writing() as session:
        import_crm(session, ListedCrm([COMPANY.model_copy(update={"name": "Autre"}), altered]))
    with records.reading() as session:
        assert session.get_one(Company, "co-1").name == "Menuiserie Sarrazin"


def test_an_objection_stays_when_the_crm_forgets_it(migrated_url: str) -> None:
    records = records_with(migrated_url, *EVERYTHING)
    with records.writing() as session:
        import_crm(session, ListedCrm([contact()], frozenset({"facts", "deals", "invoices"})))
    with records.reading() as session:
        assert session.get(ObjectionEvent, "o-1") is not None


def test_nothing_is_kept_when_the_crm_breaks_off(migrated_url: str) -> None:
    records = records_with(migrated_url)
    with records.writing() as session:
        with pytest.raises(CrmError):
            import_crm(session, ListedCrm([*EVERYTHING, CrmError("the line was cut")]))
        # Even a caller who goes on keeps nothing of it.
        session.add(Company(id="co-2", name="Corbin"))
    with records.reading() as session:
        assert session.scalars(select(Company.id)).all() == ["co-2"]
        assert session.scalar(select(func.count()).select_from(Contact)) == 0


def test_facts_that_were_withdrawn_go_if_the_crm_lists_them_all(migrated_url: str) -> None:
    facts = [CrmFact(id=f"f-{number}", type="guarantee", value="5 ans") for number in (1, 2)]
    records = records_with(migrated_url, *facts)
    for complete, expected in ((frozenset(), ["f-1", "f-2"]), (frozenset({"facts"}), ["f-2"])):
        with records.writing() as session:
            import_crm(session, ListedCrm(facts[1:], complete))  # pyright: ignore[reportArgumentType]
            assert sorted(session.scalars(select(FactRow.id))) == expected


def test_a_new_wording_forgets_the_vector_of_the_old_one(migrated_url: str) -> None:
    records = records_with(migrated_url, contact(), said("i-1", "2026-05-04T09:30:00+02:00", text="Bonjour"))
    entry = {"kind": "interaction", "row_id": "i-1", "model": "m", "subject_id": "s", "vector": b""}
    with records.writing() as session:
        session.add(MemoryEntry(**entry))
    for wording, left in (("Bonjour", 1), ("Bonsoir", 0)):
        with records.writing() as session:
            import_crm(session, ListedCrm([said("i-1", "2026-05-04T09:30:00+02:00", text=wording)]))
            assert session.scalar(select(func.count()).select_from(MemoryEntry)) == left


def test_more_rows_than_one_batch_arrive(migrated_url: str) -> None:
    rows = [said(f"i-{number}", "2026-05-04T09:30:00+02:00", text="x") for number in range(1203)]
    with records_with(migrated_url, contact(), *rows).reading() as session:
        assert session.scalar(select(func.count()).select_from(Interaction)) == 1203
        assert session.scalar(select(func.count()).select_from(Suggestion)) == 0
