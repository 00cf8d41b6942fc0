"""What was said comes newest first, and stops where it is told to."""

from datetime import datetime

from assistant.records.history import exchanges, history_of
from tests.assistant.records.factories import contact, records_with, said

ROWS = [
    contact(),
    contact("c-2"),
    said("i-1", "2026-11-01T09:00:00+01:00", text="Premier", subject="Visite"),
    said("i-2", "2026-11-03T09:00:00+01:00", direction=None, text="Troisième"),
    said("i-3", "2026-11-02T09:00:00+01:00", text="Deuxième"),
    said("i-4", "2026-11-02T09:00:00+01:00", text="À une autre", contact_id="c-2"),
]


def test_the_latest_come_first_and_only_from_this_contact(migrated_url: str) -> None:
    with records_with(migrated_url, *ROWS).reading() as session:
        assert [one.text for one in history_of(session, "c-1", 5)] == ["Troisième", "Deuxième", "Visite\nPremier"]
        assert [one.text for one in history_of(session, "c-1", 1)] == ["Troisième"]
        assert history_of(session, "c-1", 0) == []


def test_nothing_later_than_asked_for(migrated_url: str) -> None:
    until = datetime.fromisoformat("2026-11-02T09:00:00+01:00")
    with records_with(migrated_url, *ROWS).reading() as session:
        assert [one.text for one in history_of(session, "c-1", 5, until)] == ["Deuxième", "Visite\nPremier"]


def test_an_unknown_direction_is_neither(migrated_url: str) -> None:
    with records_with(migrated_url, *ROWS).reading() as session:
        assert exchanges(session, ["i-2"])["i-2"].direction == ""
