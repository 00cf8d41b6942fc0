"""A rep finds a contact by id, address or name, and learns nobody's address by guessing."""

import pytest

from assistant.records import Records
from assistant.records.contacts import find_contact, find_rep
from assistant.records.errors import ContactAmbiguous, ContactUnknown, RepUnknown
from connectors.crm.protocol import CrmCompany
from tests.assistant.records.factories import COMPANY, REP, contact, records_with


@pytest.fixture
def records(migrated_url: str) -> Records:
    return records_with(
        migrated_url,
        REP,
        COMPANY,
        CrmCompany(id="co-2", name="Verger du Lac"),
        contact("c-1", first_name="Odile", last_name="Rivière", email="odile.riviere@sarrazin.example"),
        contact("c-2", first_name="Jean-Baptiste", last_name="Le Goff", email="jb@verger.example", company_id="co-2"),
        contact("c-3", first_name="Claire", last_name="Martin", email="claire@sarrazin.example", company_id="co-1"),
        contact("c-4", first_name="Claire", last_name="Martin", email="claire@verger.example", company_id="co-2"),
        contact("c-5", first_name=None, last_name="Accueil", email="accueil@verger.example"),
        contact("c-6", first_name="Ève", last_name="Nùñez", email="accueil@verger.example"),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("c-1", "c-1"),
        ("odile.riviere@sarrazin.example", "c-1"),
        (" Odile.Riviere@SARRAZIN.example ", "c-1"),
        ("Odile Rivière", "c-1"),
        ("RIVIERE Odile", "c-1"),
        ("rivière,  odile", "c-1"),
        ("jean baptiste le goff", "c-2"),
        ("LE GOFF, Jean-Baptiste", "c-2"),
        ("accueil", "c-5"),
        ("eve nunez", "c-6"),
    ],
)
def test_what_finds_a_contact(records: Records, typed: str, expected: str) -> None:
    with records.reading() as session:
        assert find_contact(session, typed).id == expected


@pytest.mark.parametrize(
    "typed", ["", "  ", "x" * 100_000, "\x00", "%", "c-99", "Rivière", "Odile", "nobody@nowhere.example"]
)
def test_what_finds_nobody(records: Records, typed: str) -> None:
    with records.reading() as session, pytest.raises(ContactUnknown) as caught:
        find_contact(session, typed)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("typed", ["Claire Martin", "MARTIN claire"])
def test_two_of_one_name_are_told_apart_by_company_and_id(records: Records, typed: str) -> None:
    with records.reading() as session, pytest.raises(ContactAmbiguous) as caught:
        find_contact(session, typed)
    assert caught.value.hint == "Claire Martin, Menuiserie Sarrazin (c-3); Claire Martin, Verger du Lac (c-4)"
    assert "c-3; c-4" in str(caught.value)
    assert "Claire" not in str(caught.value)


def test_two_behind_one_address_are_told_apart(records: Records) -> None:
    with records.reading() as session, pytest.raises(ContactAmbiguous, match=r"c-5.*c-6"):
        find_contact(session, "accueil@verger.example")


@pytest.mark.parametrize("typed", ["odyle riviere", "odile.rivieres@sarazin.example", "Oddile Rivière", "O. Rivière"])
def test_a_slip_of_the_pen_hints_at_the_nearest_name_and_no_address(records: Records, typed: str) -> None:
    with records.reading() as session, pytest.raises(ContactUnknown) as caught:
        find_contact(session, typed)
    assert "Odile Rivière (c-1)" in caught.value.hint
    assert "@" not in caught.value.hint
    assert "Odile" not in str(caught.value)


@pytest.mark.parametrize("typed", [None, "rep-1", "Ines.Corbin@vitrage.example"])
def test_a_rep_is_found_by_id_or_address_and_one_alone_by_nothing(records: Records, typed: str | None) -> None:
    with records.reading() as session:
        assert find_rep(session, typed).id == "rep-1"


def test_an_unknown_rep_is_answered_with_the_known_ids(records: Records) -> None:
    with records.reading() as session, pytest.raises(RepUnknown, match="rep-1"):
        find_rep(session, "rep-7")
