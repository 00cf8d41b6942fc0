"""What must hold of the records whatever happened: whole, and nothing lost, doubled or half done."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select, text

from assistant.journal.entry import Event, Written
from assistant.journal.journal import newest_entries, verify
from assistant.records.database import Records
from assistant.records.suggestions import State
from assistant.records.tables import Suggestion
from assistant.review.tables import Review
from tests.faults.company import Company

_DRAFTED = (Event.DRAFT_RELEASED, Event.DRAFT_HELD, Event.DRAFT_BLOCKED, Event.DRAFT_FAILED)


@dataclass(frozen=True)
class Evidence:
    """What is in the records.

    Attributes:
        states: what became of each suggestion, by its id.
        asked: ids of the suggestions that answer a request with a key.
        entries: the journal, newest first.
    """

    states: dict[str, str]
    asked: list[str]
    entries: list[Written]

    def count(self, event: Event) -> int:
        """How often something happened."""
        return sum(one.event is event for one in self.entries)


def examine(company: Company) -> Evidence:
    """Look at everything; fails if the records are not whole."""
    records = company.open()
    try:
        _check_database(records)
        with records.reading() as session:
            rows = session.scalars(select(Suggestion)).all()
            reviewed = Counter(session.scalars(select(Review.suggestion_id)))
            found = verify(session)
            entries = newest_entries(session, 1_000_000)
    finally:
        records.close()
    assert found.faults == ()
    assert found.entries == len(entries)
    drafted = Counter(one.suggestion for one in entries if one.event in _DRAFTED)
    states = {row.id: row.state for row in rows}
    assert drafted == Counter(list(states)), (
        "each suggestion has one entry in the journal, and each entry its suggestion"
    )
    held = Counter(key for key, state in states.items() if state in (State.HELD, State.BLOCKED, State.CLOSED))
    assert reviewed == held, "each held one has a review"
    for row in rows:  # readable: under a key that was stored with it
        assert row.state == State.FAILED or (row.body and row.verdict and row.brief)
        assert bool(row.release) == (row.state in (State.RELEASED, State.OFFERED))
    keys = [row.request_key for row in rows if row.request_key]
    assert len(keys) == len(set(keys))
    return Evidence(states, [row.id for row in rows if row.request_key], entries)


def _check_database(records: Records) -> None:
    if records.engine.dialect.name != "sqlite":
        return
    with records.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
