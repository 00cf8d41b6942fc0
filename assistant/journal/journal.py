"""Adding to the journal, reading it, verifying it."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError
from sqlalchemy import LargeBinary, cast, func, insert, select
from sqlalchemy.orm import Session

from assistant.journal.chain import START, Link, link_after
from assistant.journal.checkpoint import Checkpoint
from assistant.journal.entry import Entry, Written
from assistant.journal.errors import JournalDamaged
from assistant.journal.tables import JournalRow
from assistant.journal.verification import Verification, verify_links

WRITERS = 0x5C2B_10C5
"""The advisory lock that writers of the journal take in turn on PostgreSQL; any number that stays the same will do."""
AT_A_TIME = 1_000
"""Rows held in memory while the whole journal is read."""

_NEWEST = select(JournalRow.seq, JournalRow.hash).order_by(JournalRow.seq.desc()).limit(1)
_ADD = insert(JournalRow)


def append(session: Session, entry: Entry) -> int:
    """Add an entry in the caller's transaction: both are kept, or neither.

    Others who append wait until that transaction ends, so append near its end.

    Args:
        session: from `Records.writing`.

    Returns:
        The entry's number.
    """
    if _dialect(session) == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(WRITERS)))
    connection = session.connection()
    seq, previous = connection.execute(_NEWEST).one_or_none() or (START.seq, START.hash)
    link = link_after(seq, previous, entry)
    row = {"seq": link.seq, "entry": link.entry, "previous": link.previous, "hash": link.hash}
    connection.execute(_ADD, row)
    return link.seq


def verify(session: Session, checkpoints: Sequence[Checkpoint] = ()) -> Verification:
    """Read the whole journal and say what was done to it, if anything was. Memory does not grow with its length.

    Without a checkpoint, entries cut off its end and a chain that was rewritten from some entry on to its end
    cannot be seen.
    """
    return verify_links(links(session), checkpoints)


def links(session: Session) -> Iterator[Link]:
    """The whole chain as the database holds it, from its start, a few rows in memory at a time."""
    # SQLite keeps whatever bytes it is given, and its driver fails on text that is not UTF-8: read bytes.
    on_sqlite = _dialect(session) == "sqlite"
    columns = (JournalRow.entry, JournalRow.previous, JournalRow.hash)
    texts = [cast(column, LargeBinary) if on_sqlite else column for column in columns]
    query = select(JournalRow.seq, *texts).order_by(JournalRow.seq)
    for seq, *values in session.execute(query.execution_options(yield_per=AT_A_TIME)):
        yield Link(seq, *(_decoded(value) for value in values))


def newest_entries(session: Session, limit: int) -> list[Written]:
    """The last entries, newest first.

    Raises:
        JournalDamaged: one of them is not what was written.
    """
    query = select(JournalRow.seq, JournalRow.entry).order_by(JournalRow.seq.desc()).limit(limit)
    return [_read(seq, text) for seq, text in session.execute(query)]


def _read(seq: int, text: str) -> Written:
    try:
        return Written.model_validate_json(text)
    except ValidationError:
        raise JournalDamaged(f"entry {seq} of the journal cannot be read; run `scrupule journal verify`") from None


def _decoded(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
