"""Entries are added at the end of one chain, with what they tell of, and the database lets nothing else be done."""

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice

import pytest
from sqlalchemy import insert, text

from assistant.journal.chain import START, Link, link_after
from assistant.journal.errors import JournalDamaged
from assistant.journal.journal import append, links, newest_entries, verify
from assistant.journal.tables import JournalRow
from assistant.records import Records
from assistant.records.errors import RecordsError
from assistant.records.tables import Company
from tests.assistant.journal.factories import digest, entry


def write(records: Records, count: int) -> None:
    """Append that many entries in one transaction."""
    with records.writing() as session:
        for number in range(1, count + 1):
            append(session, entry(number))


def test_an_empty_journal_is_sound(records: Records):
    with records.reading() as session:
        verification = verify(session)
    assert (verification.entries, verification.is_sound) == (0, True)


def test_entries_are_numbered_from_one(records: Records):
    with records.writing() as session:
        assert [append(session, entry(number)) for number in (1, 2, 3)] == [1, 2, 3]


def test_every_link_holds_the_hash_of_the_one_before(records: Records):
    write(records, 3)
    with records.reading() as session:
        first, second, third = links(session)
    assert (first.previous, second.previous, third.previous) == ("0" * 64, first.hash, second.hash)
    for link in (first, second, third):
        assert link.hash == digest(link.seq, link.previous, link.entry)
        assert json.loads(link.entry)["seq"] == link.seq


def test_an_entry_is_kept_with_what_it_tells_of(records: Records):
    with records.writing() as session:
        session.add(Company(id="co-1", name="Sarrazin"))
        append(session, entry())
    with records.reading() as session:
        assert session.get(Company, "co-1")
        assert verify(session).entries == 1


def test_an_entry_is_forgotten_with_what_it_tells_of(records: Records):
    write(records, 1)

    def fail_after_appending() -> None:
        with records.writing() as session:
            session.add(Company(id="co-1", name="Sarrazin"))
            append(session, entry(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_appending()
    with records.reading() as session:
        assert session.get(Company, "co-1") is None
        assert verify(session).entries == 1
    with records.writing() as session:
        assert append(session, entry(2)) == 2
        assert verify(session).is_sound


def test_the_newest_come_first(records: Records):
    write(records, 5)
    with records.reading() as session:
        assert [one.seq for one in newest_entries(session, 2)] == [5, 4]


def test_an_entry_that_cannot_be_read_is_named(records: Records):
    with records.writing() as session:
        session.execute(text("INSERT INTO journal VALUES (1, 'Claire Martin', '', '')"))
    with pytest.raises(JournalDamaged, match="entry 1 ") as caught, records.reading() as session:
        newest_entries(session, 1)
    assert "Claire" not in str(caught.value)


@pytest.mark.parametrize("entries", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_verifying_takes_no_more_memory_for_a_longer_journal(records: Records, entries: int):
    with records.writing() as session:
        for some in batched(growing(entries), 1_000):
            session.execute(insert(JournalRow), [asdict(link) for link in some])
    tracemalloc.start()
    with records.reading() as session:
        assert verify(session).entries == entries
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET entry = 'x' WHERE seq = 2",
        "UPDATE journal SET seq = seq + 10",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        "INSERT INTO journal VALUES (2, 'x', 'x', 'x')",
        "INSERT INTO journal VALUES (5, 'x', 'x', 'x')",
        "INSERT INTO journal VALUES (0, 'x', 'x', 'x')",
        "INSERT INTO journal VALUES (NULL, 'x', 'x', 'x')",
        "INSERT INTO journal VALUES (4, 'x', 'x', 'x'), (4, 'x', 'x', 'x')",
        "INSERT INTO journal SELECT seq + 4, entry, previous, hash FROM journal",
    ],
)
def test_the_database_refuses_everything_but_the_next_entry(records: Records, statement: str):
    write(records, 3)
    assert_refused(records, statement)


@pytest.mark.parametrize(
    ("database", "statement"),
    [
        ("sqlite", "INSERT OR REPLACE INTO journal VALUES (2, 'x', 'x', 'x')"),
        ("sqlite", "INSERT OR IGNORE INTO journal VALUES (7, 'x', 'x', 'x')"),
        ("sqlite", "REPLACE INTO journal SELECT 3, entry, previous, hash FROM journal WHERE seq = 1"),
        ("sqlite", "UPDATE OR REPLACE journal SET seq = 3 WHERE seq = 2"),
        ("sqlite", "INSERT INTO journal VALUES (2, 'x', 'x', 'x') ON CONFLICT DO UPDATE SET entry = 'x'"),
        ("postgresql", "INSERT INTO journal VALUES (2, 'x', 'x', 'x') ON CONFLICT (seq) DO UPDATE SET entry = 'x'"),
        ("postgresql", "TRUNCATE journal"),
        ("postgresql", "SET LOCAL session_replication_role = replica; DELETE FROM journal"),
        ("postgresql", "SET LOCAL session_replication_role = replica; INSERT INTO journal VALUES (9, 'x', 'x', 'x')"),
    ],
)
def test_the_database_refuses_its_own_ways_around(records: Records, database: str, statement: str):
    if records.engine.dialect.name == database:
        write(records, 3)
        assert_refused(records, statement)


def growing(length: int) -> Iterator[Link]:
    """A sound chain, one link after the other."""
    last = START
    for number in range(1, length + 1):
        last = link_after(last.seq, last.hash, entry(number))
        yield last


def batched(links: Iterator[Link], size: int) -> Iterator[list[Link]]:
    """Some links at a time."""
    return iter(lambda: list(islice(links, size)), [])


def assert_refused(records: Records, statement: str) -> None:
    """The statement fails because of the triggers, and the three entries stay as they were."""

    def run() -> None:
        with records.writing() as session:
            for one in statement.split("; "):
                session.connection().exec_driver_sql(one)

    with pytest.raises(RecordsError) as caught:
        run()
    assert "the journal only grows" in str(caught.value.__cause__)
    with records.reading() as session:
        verification = verify(session)
    assert (verification.entries, verification.is_sound) == (3, True)
