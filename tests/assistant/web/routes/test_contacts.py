"""`GET /v1/contacts`: admission and nothing else."""

import pytest
from sqlalchemy import event

from assistant.engines.request import Occasion
from tests.assistant.web.routes.conftest import Api


def test_who_it_is_and_whether_we_may_write_for_each_occasion(api: Api) -> None:
    answer = api.as_("rep-1").get("/v1/contacts", params={"email": "Emily.Carter@brightwater-publishing.example"})
    assert answer.status_code == 200
    person = answer.json()
    assert (person["id"], person["name"], person["language"], person["relationship"]) == (
        "c-004",
        "Emily Carter",
        "en",
        "inquirer",
    )
    assert person["company"] == "Brightwater Publishing Ltd"
    outcomes = {one["occasion"]: one["outcome"] for one in person["occasions"]}
    assert set(outcomes) == set(Occasion)
    assert outcomes["answer"] == "admitted"
    assert outcomes["first_contact"] == "refused"


@pytest.mark.parametrize(("rep", "word"), [("rep-1", "opposée"), ("rep-3", "objected")], ids=["fr", "en"])
def test_a_refusal_has_its_row_reasons_and_remedies_in_the_language_of_the_rep(api: Api, rep: str, word: str) -> None:
    person = api.as_(rep).get("/v1/contacts", params={"email": "julien.moreau@courriel.example"}).json()
    first = {one["occasion"]: one for one in person["occasions"]}["first_contact"]
    assert first["row"]
    assert first["remedies"]
    assert any(word in one["message"] for one in first["reasons"])


@pytest.mark.parametrize("role", ["manager", "privacy_officer"])
@pytest.mark.parametrize(("language", "word"), [("fr", "opposée"), ("en", "objected")])
def test_whoever_is_no_rep_reads_it_in_the_language_that_they_ask_for(
    api: Api, role: str, language: str, word: str
) -> None:
    person = api.as_(role, language).get("/v1/contacts", params={"email": "julien.moreau@courriel.example"}).json()
    assert any(word in reason["message"] for one in person["occasions"] for reason in one["reasons"])


def test_nothing_of_what_was_said_is_read(api: Api) -> None:
    statements: list[str] = []
    engine = api.workspace.records.engine
    event.listen(engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    api.as_("rep-1").get("/v1/contacts", params={"email": "claire.martin@courriel.example"})
    assert any("contacts" in one for one in statements)
    assert not [one for one in statements if "interactions.text" in one or "interactions.subject" in one]
    assert not [one for one in statements if "deals.title" in one or "deals.next_step" in one]


@pytest.mark.parametrize(
    ("email", "status", "code"),
    [
        ("nobody@nowhere.example", 404, "contact.unknown"),
        ("nobody", 422, "request.invalid"),
        ("a@b@c", 422, "request.invalid"),
        ("", 422, "request.invalid"),
    ],
)
def test_an_address_that_is_nobodys_says_so(api: Api, email: str, status: int, code: str) -> None:
    answer = api.as_("rep-1").get("/v1/contacts", params={"email": email})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
