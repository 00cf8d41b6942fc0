"""`GET /v1/journal/verify`: whether the journal is whole."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from assistant.journal.faults import Verification
from assistant.journal.journal import verify
from assistant.web.routes import journal
from tests.assistant.web.routes.conftest import Api

PATH = "/v1/journal/verify"
BRIEF = {"contact": "c-001", "occasion": "follow_up"}


@pytest.mark.parametrize("role", ["privacy_officer", "administrator"])
def test_a_journal_that_nobody_touched_is_sound(api: Api, role: str) -> None:
    api.as_("rep-1").post("/v1/emails", json=BRIEF)
    answer = api.as_(role).get("/v1/journal/verify").json()
    assert answer["sound"]
    assert answer["entries"] >= 1
    assert answer["faults"] == []


def test_it_is_verified_once_at_a_time_and_checks_go_on_meanwhile(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = Event(), Event()

    def slowly(session: Session) -> Verification:
        begun.set()
        assert may_end.wait(60)
        return verify(session)

    monkeypatch.setattr(journal, "verify", slowly)
    with ThreadPoolExecutor(1) as beside:
        first = beside.submit(api.as_("administrator").get, PATH)
        assert begun.wait(60)
        try:
            second = api.as_("privacy_officer").get(PATH)
            checked = api.as_("rep-1").post("/v1/check", json={"text": "Bonjour."})
        finally:
            may_end.set()
    assert (second.status_code, second.json()["code"]) == (503, "service.overloaded")
    assert int(second.headers["retry-after"]) > 0
    assert checked.status_code == 200
    assert first.result().json()["sound"]


def test_an_entry_that_was_changed_is_named(api: Api) -> None:
    api.as_("rep-1").post("/v1/emails", json=BRIEF)
    with api.workspace.records.engine.begin() as connection:
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
        ).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("UPDATE journal SET entry = replace(entry, 'draft', 'Draft') WHERE seq = 1"))
    answer = api.as_("administrator").get("/v1/journal/verify")
    assert answer.status_code == 200
    assert not answer.json()["sound"]
    assert answer.json()["faults"][0]["seq"] == 1
    assert "entry 1" in answer.json()["faults"][0]["message"]
