"""`POST /v1/check`: a text that a person wrote, judged by the same gate."""

from collections.abc import Mapping

import pytest

from assistant import checking
from assistant.journal.journal import newest_entries
from assistant.records.errors import RecordsNotWritable
from tests.assistant.web.routes.conftest import Api

PRESSING = "Bonjour Monsieur Benali,\n\nC’est maintenant ou jamais : décidez-vous.\n\nBien à vous,\nMathieu Le Goff"
GOOD = "Dear Ms Carter,\n\nThank you for your message. The Grand Large 160 costs €895 excl. VAT.\n\nAoife Brennan"


def test_findings_stand_where_the_text_says_it(api: Api) -> None:
    answer = api.as_("rep-1").post("/v1/check", json={"text": PRESSING})
    assert answer.status_code == 200
    found = {one["rule"]: one for one in answer.json()["findings"]}["pressure.now_or_never"]
    assert "maintenant ou jamais" in PRESSING[found["start"] : found["end"]]
    assert found["suggestion"]
    assert found["source"]
    assert answer.json()["decision"] == "hold"
    assert answer.json()["released"] is None


def test_a_good_text_may_leave_with_the_facts_behind_it(api: Api) -> None:
    answer = api.as_("rep-3").post("/v1/check", json={"text": GOOD, "contact": "c-004", "occasion": "answer"}).json()
    assert answer["decision"] == "release"
    assert answer["released"]["text"] == GOOD
    said = {GOOD[one["start"] : one["end"]]: one["fact"]["id"] for one in answer["evidence"]}
    assert said == {"€895 excl. VAT": "price-p-06"}


@pytest.mark.parametrize(("rep", "words"), [("rep-1", "pousse"), ("rep-3", "pushes")], ids=["fr", "en"])
def test_findings_are_explained_in_the_language_of_the_rep(api: Api, rep: str, words: str) -> None:
    answer = api.as_(rep).post("/v1/check", json={"text": PRESSING}).json()
    assert any(words in one["message"] for one in answer["findings"])


def test_markup_is_read_as_it_looks(api: Api) -> None:
    answer = api.as_("rep-1").post(
        "/v1/check", json={"text": "<p>C’est maintenant ou <b>jamais</b>.</p>", "format": "html", "language": "fr"}
    )
    assert "pressure.now_or_never" in [one["rule"] for one in answer.json()["findings"]]


def test_what_is_quoted_is_not_judged(api: Api) -> None:
    text = "Merci de votre message.\n\n> C’est maintenant ou jamais."
    quoted = [{"start": text.index(">"), "end": len(text)}]
    judged, spared = (
        api.as_("rep-1").post("/v1/check", json={"text": text, **more}).json()["decision"]
        for more in ({}, {"quoted": quoted})
    )
    assert (judged, spared) == ("hold", "release")


def test_people_introduced_on_purpose_may_be_named(api: Api) -> None:
    text = "Bonjour Monsieur Benali,\n\nMa collègue Sylvie Kermarrec vous appellera.\n\nMathieu Le Goff"
    asked = {"text": text, "contact": "c-002", "occasion": "answer"}
    alone = api.as_("rep-1").post("/v1/check", json=asked).json()
    introduced = api.as_("rep-1").post("/v1/check", json={**asked, "mentionable": ["Sylvie Kermarrec"]}).json()
    assert "Sylvie Kermarrec" not in alone["released"]["text"]
    assert "Sylvie Kermarrec" in introduced["released"]["text"]


def test_who_may_not_be_written_to_is_part_of_the_answer(api: Api) -> None:
    asked = {"text": "Bonjour Monsieur,\n\nMerci.", "contact": "c-003", "occasion": "first_contact"}
    answer = api.as_("rep-1").post("/v1/check", json=asked).json()
    assert answer["decision"] == "block"
    assert any(one["rule"].startswith("consent.") for one in answer["findings"])


def test_a_check_is_journaled_without_a_word_of_the_text(api: Api) -> None:
    api.as_("rep-1").post("/v1/check", json={"text": PRESSING})
    with api.workspace.records.reading() as session:
        (entry,) = newest_entries(session, 1)
    assert (entry.event, entry.decision) == ("text.checked", "hold")
    assert "maintenant" not in entry.text()


def test_nobody_is_told_a_verdict_that_could_not_be_journaled(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise RecordsNotWritable("the disk is full; nothing was kept")

    monkeypatch.setattr(checking, "append", full)
    answer = api.as_("rep-1").post("/v1/check", json={"text": PRESSING})
    assert (answer.status_code, answer.json()["code"]) == (RecordsNotWritable.status, RecordsNotWritable.code)
    assert not {"decision", "findings", "released"} & answer.json().keys()


@pytest.mark.parametrize(("language", "words"), [("fr", "pousse"), ("en", "pushes")])
@pytest.mark.parametrize("contact", [None, "c-002"])
def test_a_manager_reads_findings_in_the_language_that_they_ask_for(
    api: Api, language: str, words: str, contact: str | None
) -> None:
    answer = api.as_("manager", language).post("/v1/check", json={"text": PRESSING, "contact": contact}).json()
    assert any(words in one["message"] for one in answer["findings"])


def test_nobody_is_taken_for_the_sender_of_a_managers_text(api: Api) -> None:
    asked = {"text": "Bonjour Monsieur Benali,\n\nMerci.\n\nHélène Caradec", "contact": "c-002", "occasion": "answer"}
    assert "Hélène Caradec" in api.as_("rep-1").post("/v1/check", json=asked).json()["released"]["text"]
    assert "pii.person" in [one["rule"] for one in api.as_("manager").post("/v1/check", json=asked).json()["findings"]]


def test_a_name_that_is_nearly_somebodys_does_not_lead_to_them(api: Api) -> None:
    answer = api.as_("rep-1").post("/v1/check", json={"text": GOOD, "contact": "Claire Martinn"})
    assert answer.json()["code"] == "contact.unknown"
    assert not [word for word in ("Claire", "Martin", "c-001") if word in answer.text]


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 422, "request.invalid"),
        ({"text": ""}, 422, "request.invalid"),
        ({"text": " \n"}, 422, "request.invalid"),
        ({"text": "x", "format": "pdf"}, 422, "request.invalid"),
        ({"text": "x", "quoted": [{"start": 3, "end": 1}]}, 422, "request.invalid"),
        ({"text": "x", "contact": "nobody@nowhere.example"}, 404, "contact.unknown"),
        ({"text": "x", "who": "c-001"}, 422, "request.invalid"),
    ],
)
def test_what_cannot_be_checked_is_refused(api: Api, asked: Mapping[str, object], status: int, code: str) -> None:
    answer = api.as_("rep-1").post("/v1/check", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
