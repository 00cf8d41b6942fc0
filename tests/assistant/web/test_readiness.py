"""Readiness tries the records and the journal for real, and leaves nothing behind."""

from io import StringIO

import pytest
from sqlalchemy import func, select, text

from assistant.journal.tables import JournalRow
from assistant.records.database import Records
from assistant.web.logs import Log
from assistant.web.readiness import Readiness
from tests.assistant.web.conftest import NOW


def readiness(records: Records, written: StringIO) -> Readiness:
    return Readiness(records, Log(written), lambda: NOW)


def test_nothing_is_missing_and_nothing_is_written(records: Records) -> None:
    ready = readiness(records, StringIO())
    assert ready.missing() == ()
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalRow)) == 0


def test_the_journal_is_not_tried_each_time(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    ready, now = readiness(records, StringIO()), [100.0]
    monkeypatch.setattr("assistant.web.readiness.monotonic", lambda: now[0])
    monkeypatch.setattr("assistant.web.readiness.append", lambda *_: tried.append("journal"))
    for second in range(11):
        now[0] = 100.0 + second
        ready.missing()
    assert len(tried) == 3


@pytest.mark.parametrize(("table", "missing"), [("journal", ("journal",)), ("organisation", ("records",))])
def test_a_part_that_does_not_work_is_named_and_logged(records: Records, table: str, missing: tuple[str, ...]) -> None:
    with records.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
    written = StringIO()
    assert readiness(records, written).missing() == missing
    assert '"event": "failure"' in written.getvalue()
