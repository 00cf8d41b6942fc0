"""However many write at once, from threads and from processes, they write one chain and lose nothing."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from assistant.journal.journal import append, newest_entries, verify
from assistant.records import Records
from assistant.records.tables import Company
from tests.assistant.journal.factories import entry

WRITER = """
import sys
from assistant.journal.journal import append
from assistant.records import open_records
from assistant.records.tables import Company
from tests.assistant.journal.factories import MASTER, entry
records = open_records(sys.argv[1], MASTER)
for number in range(40):
    try:
        with records.writing() as session:
            session.add(Company(id=f"{sys.argv[2]}-{number}", name="S"))
            append(session, entry(number, actor=sys.argv[2]))
            if number % 10 == 9:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass
"""


def test_processes_write_one_chain(records: Records):
    url = records.engine.url.render_as_string(hide_password=False)
    names = ["p-1", "p-2", "p-3"]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, url, name]) for name in names]
    assert [writer.wait(100) for writer in writers] == [0, 0, 0]
    with records.reading() as session:
        verification = verify(session)
        actors = Counter(one.actor for one in newest_entries(session, 1_000))
        assert session.scalar(select(func.count()).select_from(Company)) == verification.entries
    assert verification.is_sound
    assert actors == dict.fromkeys(names, 36)


def test_threads_write_one_chain(records: Records):
    def write(number: int) -> int:
        with records.writing() as session:
            return append(session, entry(number))

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(80)))
    assert sorted(numbers) == list(range(1, 81))
    with records.reading() as session:
        assert verify(session).is_sound


def test_those_who_append_in_transactions_of_their_own_making_wait_for_each_other(records: Records):
    """On PostgreSQL the journal has a lock of its own, so that it does not rest on how a transaction was begun."""
    if records.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")

    def write(number: int) -> int:
        from sqlalchemy.orm import Session

        with Session(records.engine) as session, session.begin():
            return append(session, entry(number))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, range(40))) == list(range(1, 41))
    with records.reading() as session:
        assert verify(session).is_sound
