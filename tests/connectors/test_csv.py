"""A folder of CSV files becomes typed rows, or one list of what is wrong and where."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.crm.csv import CsvCrm
from connectors.crm.errors import SHOWN, CrmDataError, CrmError

PARIS = timezone(timedelta(hours=1))


def folder(tmp_path: Path, **files: str) -> Path:
    """Files by the name of their kind; contacts.csv is there even if it is not given."""
    files = {"contacts": "id,last_name\nc-1,Rivière\n"} | files
    for kind, text in files.items():
        (tmp_path / f"{kind}.csv").write_bytes(text.encode())
    return tmp_path


def problems(tmp_path: Path, **files: str) -> tuple[str, ...]:
    with pytest.raises(CrmDataError) as caught:
        CsvCrm(folder(tmp_path, **files))
    return caught.value.problems


@pytest.mark.parametrize(
    "text",
    [
        "id,last_name,email\nc-1,Rivière,a.riviere@bois.example\n",
        "id;last_name;email\nc-1;Rivière;a.riviere@bois.example\n",
        "\ufeffid,last_name,email\r\nc-1,Rivière,a.riviere@bois.example\r\n",
        '"id";"last_name";"email"\n"c-1";"Rivière";"a.riviere@bois.example"',
        "ID, Last_Name ,Email,shoe_size\n\nc-1, Rivière ,a.riviere@bois.example,44\n,,,\n",
    ],
    ids=["comma", "semicolon", "bom-crlf", "quoted", "spaces-case-extra-column-blank-lines"],
)
def test_the_dialects_of_spreadsheets_mean_the_same(tmp_path: Path, text: str) -> None:
    (contact,) = CsvCrm(folder(tmp_path, contacts=text)).contacts()
    assert (contact.id, contact.last_name, contact.email) == ("c-1", "Rivière", "a.riviere@bois.example")


def test_a_quoted_cell_may_hold_separators_quotes_and_lines(tmp_path: Path) -> None:
    header = "id,contact_id,at,channel,text"
    text = f'{header}\ni-1,c-1,2026-05-04T09:30:00+02:00,email,"Deux points : ""prix"", délai\nà voir"\n'
    (row,) = CsvCrm(folder(tmp_path, interactions=text)).interactions()
    assert row.text == 'Deux points : "prix", délai\nà voir'


def test_empty_means_unknown_and_none_means_screened_and_clean(tmp_path: Path) -> None:
    text = "id,minor,restricted,suppressed_on\nc-1,,false,\nc-2,true,,none\nc-3,,,bloctel;robinson\n"
    first, second, third = CsvCrm(folder(tmp_path, contacts=text)).contacts()
    assert (first.minor, first.restricted, first.suppressed_on) == (None, False, None)
    assert (second.minor, second.restricted, second.suppressed_on) == (True, None, ())
    assert third.suppressed_on == ("bloctel", "robinson")


def test_values_are_typed(tmp_path: Path) -> None:
    crm = CsvCrm(
        folder(
            tmp_path,
            companies="id,name,country\nco-1,Bois & Fils,uk\n",
            products="id,name,price,currency\np-1,Établi,1200.50,EUR\np-2,Scie,,\n",
            facts="id,product_id,type,value,valid_until\nf-1,p-1,discount,10 %,2026-12-31\n",
            deals="id,contact_id,title,products,stage\nd-1,c-1,Atelier,p-1; p-2,proposal\n",
            consents="id,contact_id,purpose,channel,status,at\nk-1,c-1,event,email,granted,2026-03-01T08:00:00+01:00\n",
        )
    )
    assert next(crm.companies()).country == "GB"
    assert [product.price for product in crm.products()] == [Decimal("1200.50"), None]
    assert next(crm.facts()).valid_until == date(2026, 12, 31)
    assert next(crm.deals()).products == ("p-1", "p-2")
    assert next(crm.consents()).at == datetime(2026, 3, 1, 8, tzinfo=PARIS)


def test_a_missing_file_means_none_of_that_kind(tmp_path: Path) -> None:
    crm = CsvCrm(folder(tmp_path))
    assert list(crm.deals()) == []
    assert crm.organisation() is None
    assert crm.complete == frozenset()


def test_kinds_that_the_folder_lists_whole_are_named(tmp_path: Path) -> None:
    assert CsvCrm(folder(tmp_path, facts="id,type,value\n")).complete == {"facts"}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("contacts", "last_name\nRivière\n", "contacts.csv, line 1, column id: is missing"),
        ("contacts", "id,minors\nc-1,true\n", "contacts.csv, line 1, column minors: is not known; did you mean minor?"),
        ("contacts", "id,email,email\nc-1,,\n", "contacts.csv, line 1, column email: appears twice"),
        ("contacts", "id\nc-1\nc-1\n", "contacts.csv, line 3, column id: appears twice"),
        ("contacts", "id,minor\nc-1,perhaps\n", "contacts.csv, line 2, column minor: must be true or false"),
        ("contacts", "id,email\nc-1,a b@c\n", "contacts.csv, line 2, column email: is not an e-mail address"),
        ("contacts", "id,country\nc-1,Atlantis\n", "contacts.csv, line 2, column country: "),
        (
            "contacts",
            "id,time_zone\nc-1,Europe/Atlantis\n",
            "contacts.csv, line 2, column time_zone: is not a time zone",
        ),
        ("contacts", "id,screened_at\nc-1,20261121\n", "contacts.csv, line 2, column screened_at: is not a date"),
        ("contacts", "id,email\nc-1\n", "contacts.csv, line 2: has 1 cells instead of 2"),
        ("contacts", 'id,email\n\n"c-1,\n', "contacts.csv, line 3: is not valid CSV"),
        ("contacts", "", "contacts.csv, line 1, column id: is missing"),
        ("contacts", "id,screened_at\nc-1,2026-13-45\n", "contacts.csv, line 2, column screened_at: is not a date"),
        (
            "contacts",
            "id,screened_at\nc-1,2026-05-04T10:00\n",
            "contacts.csv, line 2, column screened_at: has no offset",
        ),
        ("contacts", "id,kind\nc-1,robot\n", "contacts.csv, line 2, column kind: must be 'person' or"),
        ("products", "id,name,price\np-1,Scie,1 200 €\n", "products.csv, line 2, column price: is not an amount"),
        (
            "consents",
            "id,contact_id,purpose,channel,status,at\nk,c-1,event,email,granted,2026-03-01T08:00:00\n",
            "consents.csv, line 2, column at: has no offset",
        ),
        (
            "consents",
            "id,contact_id,purpose,channel,status,at\nk,c-1,anything,email,granted,2026-03-01T08:00:00Z\n",
            "consents.csv, line 2, column purpose: ",
        ),
        (
            "objections",
            "id,contact_id\no-1,c-9\n",
            "objections.csv, line 2, column contact_id: refers to an id that contacts.csv does not hold",
        ),
        (
            "deals",
            "id,contact_id,title,stage,products\nd-1,c-1,T,proposal,p-9\n",
            "deals.csv, line 2, column products: refers to an id that products.csv does not hold",
        ),
        ("company", "name\nUn\nDeux\n", "company.csv, line 3: must hold one row"),
    ],
)
def test_each_mistake_has_a_file_a_line_a_column_and_a_remedy(
    tmp_path: Path, kind: str, text: str, expected: str
) -> None:
    (problem,) = problems(tmp_path, **{kind: text})
    assert problem.startswith(expected)


def test_the_line_is_the_one_in_the_file_after_a_cell_of_several_lines(tmp_path: Path) -> None:
    text = 'id,contact_id,at,channel,text\ni-1,c-1,2026-05-04T09:30:00Z,email,"a\nb\nc"\ni-2,c-1,hier,email,x\n'
    (problem,) = problems(tmp_path, interactions=text)
    assert problem.startswith("interactions.csv, line 5, column at:")


def test_text_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "contacts.csv").write_bytes(b"id,last_name\nc-1,Martin\nc-2,Rivi\xe8re\n")
    with pytest.raises(CrmDataError, match=r"contacts\.csv, line 3: is not UTF-8"):
        CsvCrm(tmp_path)


def test_all_mistakes_are_told_together_up_to_a_limit(tmp_path: Path) -> None:
    rows = "".join(f"c-{n},maybe\n" for n in range(50))
    found = problems(tmp_path, contacts=f"id,minor\n{rows}", companies="id\nco-1\n")
    assert len(found) == SHOWN
    assert found[0].startswith("companies.csv")
    assert found[1].startswith("contacts.csv, line 2")


def test_references_to_a_file_with_mistakes_are_not_doubted_as_well(tmp_path: Path) -> None:
    found = problems(tmp_path, contacts="id,minor\nc-1,maybe\n", objections="id,contact_id\no-1,c-1\n")
    assert len(found) == 1


def test_messages_quote_nobodys_data(tmp_path: Path) -> None:
    with pytest.raises(CrmDataError) as caught:
        CsvCrm(folder(tmp_path, contacts="id,email,minor\nc-1,odile rivière,Odile\n"))
    assert "odile" not in str(caught.value).lower()


def test_a_folder_that_is_not_there_or_holds_no_contacts_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(CrmError, match="not a folder"):
        CsvCrm(tmp_path / "nowhere")
    with pytest.raises(CrmError, match="holds no contacts"):
        CsvCrm(tmp_path)


def test_a_file_that_changes_after_the_check_does_not_slip_through(tmp_path: Path) -> None:
    crm = CsvCrm(folder(tmp_path))
    (tmp_path / "contacts.csv").write_text("id,minor\nc-1,maybe\n")
    with pytest.raises(CrmDataError):
        list(crm.contacts())


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    rows = "".join(f"c-{n},Rivière\n" for n in range(20_000))
    crm = CsvCrm(folder(tmp_path, contacts=f"id,last_name\n{rows}"))
    contacts = crm.contacts()
    next(contacts)
    with (tmp_path / "contacts.csv").open("a", encoding="utf-8") as stream:
        stream.write("c-late,Rivière\n")
    assert list(contacts)[-1].id == "c-late"
