"""The journal is tampered with in the database itself, as somebody would who may write to it and knows the recipe."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from assistant.journal.chain import Link
from assistant.journal.faults import MOST_FAULTS, FaultKind, Verification
from assistant.journal.journal import append, links, verify
from assistant.records import Records
from tests.assistant.journal.factories import decided, entry, rechained, rehashed, signed

LENGTH = 10
Tampering = Callable[[list[Link]], list[Link]]


def replaced(links: list[Link], **at: Link) -> list[Link]:
    """The chain with other links at some places, named `_4` for entry 4."""
    return [at.get(f"_{link.seq}", link) for link in links]


def place(link: Link, seq: int) -> Link:
    """All of a link but its number, which is another."""
    return Link(**{**asdict(link), "seq": seq})


def renumbered(links: list[Link]) -> list[Link]:
    return [place(link, seq) for seq, link in enumerate(links, start=1)]


def changed(links: list[Link], seq: int, **values: str) -> list[Link]:
    """One column of one row is overwritten."""
    return replaced(links, **{f"_{seq}": Link(**{**asdict(links[seq - 1]), **values})})


def rewritten(links: list[Link], first: int, last: int) -> list[Link]:
    """Entry `first` says something else, and the hashes are made anew as far as entry `last`."""
    forged = replaced(links, **{f"_{first}": rehashed(links[first - 1], entry=decided(links[first - 1]))})
    return [*rechained(forged[:last]), *links[last:]]


def swapped(links: list[Link], one: int, other: int) -> list[Link]:
    return replaced(links, **{f"_{one}": place(links[other - 1], one), f"_{other}": place(links[one - 1], other)})


def swapped_texts(links: list[Link], one: int, other: int) -> list[Link]:
    texts = {one: links[other - 1].entry, other: links[one - 1].entry}
    return changed(changed(links, one, entry=texts[one]), other, entry=texts[other])


def without(links: list[Link], first: int, last: int) -> list[Link]:
    return [link for link in links if not first <= link.seq <= last]


def foreign(link: Link) -> str:
    """A text with a name in it, made to look like an entry."""
    return json.dumps({**json.loads(link.entry), "actor": "Claire Martin"}, separators=(",", ":"), sort_keys=True)


TAMPERINGS: dict[str, tuple[Tampering, list[tuple[int, FaultKind]]]] = {
    "an entry is changed": (lambda c: changed(c, 4, entry=decided(c[3])), [(4, FaultKind.CHANGED)]),
    "an entry is emptied": (lambda c: changed(c, 4, entry=""), [(4, FaultKind.CHANGED)]),
    "a hash is changed": (lambda c: changed(c, 4, hash="ab" * 32), [(4, FaultKind.CHANGED)]),
    "a hash is emptied": (lambda c: changed(c, 10, hash=""), [(10, FaultKind.CHANGED)]),
    "a reference is changed": (lambda c: changed(c, 4, previous="ab" * 32), [(4, FaultKind.CHANGED)]),
    "the first is changed": (lambda c: changed(c, 1, entry=decided(c[0])), [(1, FaultKind.CHANGED)]),
    "the last is changed": (lambda c: changed(c, 10, entry=decided(c[9])), [(10, FaultKind.CHANGED)]),
    "two are changed": (
        lambda c: changed(changed(c, 4, entry="x"), 8, hash="x"), [(4, FaultKind.CHANGED), (8, FaultKind.CHANGED)]
    ),
    "an entry and its hash are changed": (lambda c: rewritten(c, 4, 4), [(4, FaultKind.REWRITTEN)]),
    "some are hashed anew": (lambda c: rewritten(c, 4, 6), [(6, FaultKind.REWRITTEN)]),
    "the chain is given another start": (
        lambda c: replaced(c, _1=rehashed(c[0], previous="ab" * 32)),
        [(1, FaultKind.REWRITTEN), (1, FaultKind.REWRITTEN)],
    ),
    "an entry is deleted": (lambda c: without(c, 4, 4), [(4, FaultKind.MISSING)]),
    "several are deleted": (lambda c: without(c, 4, 6), [(4, FaultKind.MISSING)]),
    "the first is deleted": (lambda c: without(c, 1, 1), [(1, FaultKind.MISSING)]),
    "one is deleted and the gap closed": (lambda c: renumbered(without(c, 4, 4)), [(4, FaultKind.MOVED)]),
    "one is deleted and all is hashed anew": (
        lambda c: rechained(renumbered(without(c, 4, 4))), [(4, FaultKind.MOVED)]
    ),
    "two are swapped": (lambda c: swapped(c, 4, 7), [(4, FaultKind.MOVED), (7, FaultKind.MOVED)]),
    "neighbours are swapped": (lambda c: swapped(c, 4, 5), [(4, FaultKind.MOVED), (5, FaultKind.MOVED)]),
    "two texts are swapped": (lambda c: swapped_texts(c, 4, 7), [(4, FaultKind.MOVED), (7, FaultKind.MOVED)]),
    "two are swapped and all is hashed anew": (
        lambda c: rechained(swapped(c, 4, 7)), [(4, FaultKind.MOVED), (7, FaultKind.MOVED)]
    ),
    "one is repeated at the end": (lambda c: [*c, place(c[3], 11)], [(11, FaultKind.REPEATED)]),
    "one is repeated at the end and hashed anew": (
        lambda c: rechained([*c, place(c[3], 11)]), [(11, FaultKind.REPEATED)]
    ),
    "several are repeated": (
        lambda c: rechained([*c, *(place(link, link.seq + 8) for link in c[2:5])]), [(11, FaultKind.REPEATED)]
    ),
    "one is repeated over another": (lambda c: replaced(c, _7=place(c[3], 7)), [(7, FaultKind.REPEATED)]),
    "one is put in between": (
        lambda c: [*c[:4], rehashed(c[4], entry=decided(c[4])), *(place(link, link.seq + 1) for link in c[4:])],
        [(6, FaultKind.MOVED)],
    ),
    "one is put before the first": (lambda c: [place(c[0], 0), *c], [(0, FaultKind.MOVED)]),
    "a text with a name is put in": (
        lambda c: rechained(replaced(c, _4=rehashed(c[3], entry=foreign(c[3])))), [(4, FaultKind.FOREIGN)]
    ),
    "a space is put in": (
        lambda c: rechained(replaced(c, _4=rehashed(c[3], entry=c[3].entry.replace(":", ": ", 1)))),
        [(4, FaultKind.FOREIGN)],
    ),
}  # fmt: skip


@pytest.mark.few(12)
@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(records: Records, name: str):
    tampering, expected = TAMPERINGS[name]
    tamper(records, tampering)
    verification = verified(records)
    assert [(fault.seq, fault.kind) for fault in verification.faults] == expected
    assert all(f"{fault.seq}" in fault.sentence for fault in verification.faults)


@pytest.mark.few(12)
@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_checkpoint_does_not_hide_it(records: Records, tmp_path: Path, name: str):
    tampering, expected = TAMPERINGS[name]
    original = tamper(records, tampering)
    found = {(fault.seq, fault.kind) for fault in verified(records, original[-1], folder=tmp_path).faults}
    assert set(expected) <= found


def test_a_chain_that_nobody_touched_is_sound(records: Records, tmp_path: Path):
    original = tamper(records, lambda chain: chain)
    verification = verified(records, original[4], original[9], folder=tmp_path)
    assert (verification.is_sound, verification.entries, verification.signed) == (True, LENGTH, LENGTH)


@pytest.mark.parametrize("kept", [0, 1, 7, 9])
def test_a_cut_tail_is_found_with_a_checkpoint(records: Records, tmp_path: Path, kept: int):
    original = tamper(records, lambda chain: chain[:kept])
    assert verified(records).is_sound
    verification = verified(records, original[-1], folder=tmp_path)
    assert [(fault.seq, fault.kind) for fault in verification.faults] == [(kept + 1, FaultKind.CUT)]
    assert "counted 10 entries" in verification.faults[0].sentence


def test_a_tail_that_was_cut_and_grew_again_is_found_with_a_checkpoint(records: Records, tmp_path: Path):
    original = tamper(records, lambda chain: chain[:7])
    with records.writing() as session:
        for number in range(20, 26):
            append(session, entry(number))
    verification = verified(records, original[4], original[9], folder=tmp_path)
    assert [(fault.seq, fault.kind) for fault in verification.faults] == [(6, FaultKind.REWRITTEN)]
    assert "entries 6 to 10" in verification.faults[0].sentence


def test_a_rewritten_chain_is_found_with_a_checkpoint_and_enclosed_by_two(records: Records, tmp_path: Path):
    original = tamper(records, lambda chain: rewritten(chain, 6, LENGTH))
    assert verified(records).is_sound
    verification = verified(records, original[4], original[7], folder=tmp_path)
    assert [(fault.seq, fault.kind) for fault in verification.faults] == [(6, FaultKind.REWRITTEN)]
    assert "entries 6 to 8" in verification.faults[0].sentence
    assert verification.signed == 5


def test_what_was_added_after_a_checkpoint_is_sound(records: Records, tmp_path: Path):
    original = tamper(records, lambda chain: chain)
    with records.writing() as session:
        append(session, entry(11))
    verification = verified(records, original[-1], folder=tmp_path)
    assert (verification.is_sound, verification.entries, verification.signed) == (True, 11, 10)


def test_bytes_that_are_no_text_are_found(records: Records):
    if records.engine.dialect.name == "sqlite":
        tamper(records, lambda chain: chain)
        with outside(records) as connection:
            connection.exec_driver_sql("UPDATE journal SET entry = CAST(x'ff00fe' AS TEXT) WHERE seq = 4")
        assert [(fault.seq, fault.kind) for fault in verified(records).faults] == [(4, FaultKind.CHANGED)]


def test_more_faults_than_anybody_reads_are_counted(records: Records):
    with records.writing() as session:
        for number in range(1, MOST_FAULTS + 51):
            append(session, entry(number))
    tamper(records, lambda chain: [Link(**{**asdict(link), "hash": "x"}) for link in chain])
    verification = verified(records)
    assert (len(verification.faults), verification.more) == (MOST_FAULTS, 50)


def tamper(records: Records, tampering: Tampering) -> list[Link]:
    """Fill an empty journal, then put what the tampering makes of it in its place.

    Returns:
        The chain as it was before.
    """
    with records.writing() as session:
        for number in range(1, LENGTH + 1) if not list(links(session)) else ():
            append(session, entry(number))
        original = list(links(session))
    with outside(records) as connection:
        connection.execute(text("DELETE FROM journal"))
        put = text("INSERT INTO journal (seq, entry, previous, hash) VALUES (:seq, :entry, :previous, :hash)")
        for link in tampering(original):
            connection.execute(put, asdict(link))
    return original


@contextmanager
def outside(records: Records) -> Iterator[Connection]:
    """A connection that is not Scrupule's, with the triggers gone."""
    engine = create_engine(records.engine.url)
    table = " ON journal" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        for trigger in triggers(connection):
            connection.execute(text(f"DROP TRIGGER {trigger}{table}"))
        yield connection
    engine.dispose()


def triggers(connection: Connection) -> list[str]:
    """Names of the triggers on the journal."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND NOT tgisinternal"
    return list(connection.scalars(text(query)))


def verified(records: Records, *checkpoints: Link, folder: Path | None = None) -> Verification:
    """The journal verified against checkpoints that were made at these links."""
    proofs = [signed(link, folder) for link in checkpoints] if folder else []
    with records.reading() as session:
        return verify(session, proofs)
