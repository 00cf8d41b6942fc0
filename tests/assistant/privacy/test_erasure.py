"""An erased person is gone from every table, is not written to again, and does not come back with a backup."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from assistant.journal.journal import newest_entries, verify
from assistant.privacy.backups import make_backup, restore_backup
from assistant.privacy.erasure import erase_person
from assistant.privacy.errors import LedgerDamaged
from assistant.privacy.ledger import Ledger
from assistant.records import Records, open_records
from assistant.records.admission import recipient_of
from assistant.records.contacts import find_contact
from assistant.records.crm_import import import_crm
from assistant.records.errors import RecordsBusy, RestoreRefused
from assistant.records.former import Carried
from assistant.records.keys import KeyErased
from assistant.records.suggestions import State
from assistant.records.tables import (
    ConsentEvent,
    Contact,
    Interaction,
    Invoice,
    ObjectionEvent,
    Rep,
    StoredKey,
    Suggestion,
    Table,
)
from assistant.review.tables import Review, ReviewState
from tests.assistant.master import MASTER
from tests.assistant.privacy.factories import MARC, ODILE, a_company, content, rows, values
from tests.assistant.records.factories import NOW, ListedCrm, contact


@pytest.fixture
def records(migrated_url: str) -> Iterator[Records]:
    opened = open_records(migrated_url, MASTER)
    a_company(opened)
    yield opened
    opened.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erasures")


def subject_of(records: Records, contact_id: str) -> str:
    with records.reading() as session:
        return session.get_one(Contact, contact_id).subject_id


def about(records: Records, subject_id: str) -> set[str]:
    """Tables that hold something encrypted with the person's own key."""
    text, data = f"v1.{subject_id}.", f"v1.{subject_id}.".encode()
    return {
        table
        for table, value in values(records)
        if (isinstance(value, str) and value.startswith(text)) or (isinstance(value, bytes) and value.startswith(data))
    }


def test_the_test_records_hold_something_about_her_wherever_something_can_be(records: Records) -> None:
    personal = {
        mapper.class_.__tablename__
        for mapper in Table.registry.mappers
        if mapper.class_.__subject__ is not None and mapper.class_ is not Rep and mapper.class_ is not ConsentEvent
    }
    assert about(records, subject_of(records, ODILE)) == personal


def test_nothing_that_her_key_opens_is_left(records: Records, ledger: Ledger) -> None:
    odile, marc = subject_of(records, ODILE), subject_of(records, MARC)
    erased = erase_person(records, ledger, ODILE, "operator", NOW)
    assert (erased.contact_id, erased.subject_id, erased.already) == (ODILE, odile, False)
    assert about(records, odile) == set()
    assert about(records, marc) == {"contacts"}
    with records.reading() as session:
        assert session.get(StoredKey, odile) is None
        assert session.get_one(Contact, MARC).full_name == "Marc Tessier"


def test_what_is_left_of_her_keeps_her_from_being_written_to(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, "Odile Rivière", "operator", NOW)
    with records.reading() as session:
        found = find_contact(session, "odile@riviere.example")
        assert recipient_of(session, found, NOW).restricted is True
        left = {column.key for column in Contact.__table__.columns if getattr(found, column.key) is not None}
        assert left == {"id", "subject_id", "email_key", "restricted"}


def test_what_the_law_asks_to_keep_is_kept(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    with records.reading() as session:
        assert session.get_one(ConsentEvent, "k-1").proof == "form:v3"
        assert session.get(ObjectionEvent, "o-1") is not None
        assert session.get(Invoice, "v-1") is not None


def test_a_draft_about_her_that_waited_waits_no_more(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    with records.reading() as session:
        review = session.get_one(Review, "c" * 36)
        assert (review.state, review.decided_by, review.decided_at) == (ReviewState.REJECTED, "erasure", NOW)
        draft = session.get_one(Suggestion, "b" * 36)
        assert (draft.state, draft.body, draft.request_digest) == (State.CLOSED, None, None)


def test_the_journal_says_that_someone_was_erased_and_stays_sound(records: Records, ledger: Ledger) -> None:
    odile = subject_of(records, ODILE)
    erase_person(records, ledger, ODILE, "operator", NOW)
    with records.reading() as session:
        newest = newest_entries(session, 1)[0]
        assert (newest.event, newest.subject, newest.at) == ("person.erased", odile, NOW)
        assert verify(session).faults == ()


def test_erasing_her_again_changes_nothing(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    before = content(records), ledger.path.read_bytes()
    assert erase_person(records, ledger, ODILE, "operator", NOW).already
    assert (content(records), ledger.path.read_bytes()) == before


def test_nothing_more_can_be_written_about_her(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    with pytest.raises(KeyErased), records.writing() as session:
        session.add(Interaction(id="i-9", contact_id=ODILE, at=NOW, channel="email", text="genou"))


def test_an_import_does_not_bring_her_back(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    before = content(records)
    with records.writing() as session:
        counts = import_crm(session, ListedCrm(rows()))
    assert counts["contacts"].total == 1
    assert content(records) == before


def test_under_another_id_she_is_not_written_to_either(records: Records, ledger: Ledger) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    again = contact("c-7", email="Odile@Riviere.example", restricted=False)
    with records.writing() as session:
        import_crm(session, ListedCrm([again]))
    with records.reading() as session:
        assert recipient_of(session, session.get_one(Contact, "c-7"), NOW).restricted is True
        assert recipient_of(session, session.get_one(Contact, MARC), NOW).restricted is None


BEFORE, LATER, LATER_STILL, TOMORROW = (NOW + timedelta(hours=hours) for hours in (-2, 2, 3, 24))


@pytest.mark.parametrize(
    ("said", "restricted"),
    [
        ([("newsletter", "email", "granted", LATER)], None),
        ([("newsletter", "email", "granted", BEFORE)], True),
        ([("newsletter", "email", "granted", LATER), ("newsletter", "email", "withdrawn", LATER_STILL)], True),
        ([("newsletter", "email", "granted", LATER), ("*", "*", "withdrawn", LATER_STILL)], True),
        ([("newsletter", "email", "granted", LATER), ("newsletter", "email", "withdrawn", LATER)], True),
        ([("newsletter", "email", "withdrawn", LATER), ("newsletter", "email", "granted", LATER_STILL)], None),
        ([("newsletter", "email", "granted", LATER), ("prospecting", "email", "withdrawn", LATER_STILL)], None),
        ([("newsletter", "email", "granted", TOMORROW)], True),
        ([("newsletter", "email", "granted", LATER), ("newsletter", "email", "withdrawn", TOMORROW)], None),
    ],
)
def test_only_a_consent_that_she_gave_since_and_stands_by_lifts_it(
    records: Records, ledger: Ledger, said: list[tuple[str, str, str, datetime]], restricted: bool | None
) -> None:
    erase_person(records, ledger, ODILE, "operator", NOW)
    with records.writing() as session:
        import_crm(session, ListedCrm([contact("c-7", email="odile@riviere.example")]))
        session.add_all(
            ConsentEvent(id=f"k-7{number}", contact_id="c-7", purpose=purpose, channel=channel, status=status, at=at)
            for number, (purpose, channel, status, at) in enumerate(said)
        )
    with records.reading() as session:
        again = recipient_of(session, session.get_one(Contact, "c-7"), NOW + timedelta(hours=6))
        assert again.restricted is restricted


def test_the_file_does_not_keep_her_key(tmp_path: Path, ledger: Ledger) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'a.db'}", MASTER)
    a_company(records)
    with records.reading() as session:
        wrapped = session.get_one(StoredKey, subject_of(records, ODILE)).wrapped
    assert any(wrapped in path.read_bytes() for path in tmp_path.glob("a.db*"))
    erase_person(records, ledger, ODILE, "operator", NOW)
    assert not [path for path in tmp_path.glob("a.db*") if wrapped in path.read_bytes()]


def test_if_the_list_cannot_be_written_nobody_is_erased(records: Records, tmp_path: Path) -> None:
    before = content(records)
    with pytest.raises(LedgerDamaged):
        erase_person(records, Ledger(tmp_path / "nowhere" / "l"), ODILE, "operator", NOW)
    assert content(records) == before


def test_an_erasure_that_was_interrupted_is_finished_by_the_next(migrated_url: str, ledger: Ledger) -> None:
    records = open_records(migrated_url, MASTER, busy_seconds=1)
    a_company(records)
    odile = subject_of(records, ODILE)
    with records.writing() as another:
        another.connection()
        with pytest.raises(RecordsBusy):
            erase_person(records, ledger, ODILE, "operator", NOW)
    assert about(records, odile) != set()
    erase_person(records, ledger, MARC, "operator", NOW)
    assert about(records, odile) == set()


TOKEN = "INSERT INTO tokens (id, digest, role, created_at) VALUES ('{id}', '', 'manager', '2026-11-23 09:00:00')"


@pytest.fixture
def backup(records: Records, ledger: Ledger, tmp_path: Path) -> Path:
    """A backup from before she was erased, with a token in use."""
    path = tmp_path / "company.backup"
    with records.writing() as session:
        session.connection().execute(text(TOKEN.format(id="old")))
    make_backup(records, path, MASTER, ledger, "operator", NOW)
    erase_person(records, ledger, ODILE, "operator", NOW)
    return path


def test_a_backup_is_journaled(records: Records, backup: Path) -> None:
    with records.reading() as session:
        assert newest_entries(session, 2)[1].event == "backup.made"


def test_a_restore_erases_again_whom_the_list_names(
    records: Records, other_url: str, backup: Path, ledger: Ledger
) -> None:
    odile = subject_of(records, ODILE)
    done = restore_backup(other_url, backup, MASTER, ledger, "operator", NOW)
    assert done.again == 1
    restored = open_records(other_url, MASTER)
    assert about(restored, odile) == set()
    with restored.reading() as session:
        assert [entry.event for entry in newest_entries(session, 2)] == ["backup.restored", "person.erased"]
        assert session.get_one(Contact, MARC).full_name == "Marc Tessier"
        assert session.get(StoredKey, odile) is None
        assert verify(session).faults == ()
    restored.close()


def test_a_restore_erases_again_whom_the_records_it_replaces_had_erased(
    records: Records, migrated_url: str, backup: Path, ledger: Ledger
) -> None:
    odile = subject_of(records, ODILE)
    records.close()
    ledger.path.unlink()
    done = restore_backup(migrated_url, backup, MASTER, None, "operator", NOW, replace=True)
    assert done.again == 1
    assert about(open_records(migrated_url, MASTER), odile) == set()


def test_a_list_that_was_lost_is_made_again_from_the_records(
    records: Records, migrated_url: str, backup: Path, ledger: Ledger
) -> None:
    known = ledger.read()
    ledger.path.unlink()
    make_backup(records, backup, MASTER, ledger, "operator", NOW)
    assert ledger.read() == known
    ledger.path.unlink()
    records.close()
    restore_backup(migrated_url, backup, MASTER, ledger, "operator", NOW, replace=True)
    assert ledger.read() == known


@pytest.mark.parametrize("lost", ["no list is set", "the list is not there"])
def test_without_a_list_a_restore_needs_to_be_told_that_nobody_was_erased(
    records: Records, other_url: str, backup: Path, ledger: Ledger, lost: str
) -> None:
    ledger.path.unlink()
    known = ledger if lost == "the list is not there" else None
    with pytest.raises(RestoreRefused, match="--no-erasures"):
        restore_backup(other_url, backup, MASTER, known, "operator", NOW)
    done = restore_backup(other_url, backup, MASTER, known, "operator", NOW, no_erasures=True)
    assert done.again == 0
    restored = open_records(other_url, MASTER)
    assert about(restored, subject_of(restored, ODILE)) != set()
    restored.close()


def test_records_made_after_the_loss_know_of_no_erasure(
    records: Records, other_url: str, backup: Path, ledger: Ledger
) -> None:
    ledger.path.unlink()
    open_records(other_url, MASTER).close()
    with pytest.raises(RestoreRefused, match="--no-erasures"):
        restore_backup(other_url, backup, MASTER, ledger, "operator", NOW, replace=True)
    assert not ledger.exists
    done = restore_backup(other_url, backup, MASTER, ledger, "operator", NOW, replace=True, no_erasures=True)
    assert (done.again, done.carried) == (0, None)


def test_records_restored_from_an_older_backup_do_not_know_either(
    records: Records, other_url: str, tmp_path: Path, backup: Path, ledger: Ledger
) -> None:
    restore_backup(other_url, backup, MASTER, ledger, "operator", NOW)
    make_backup(records, tmp_path / "newer", MASTER, ledger, "operator", NOW)
    ledger.path.unlink()
    with pytest.raises(RestoreRefused, match="--no-erasures"):
        restore_backup(other_url, tmp_path / "newer", MASTER, ledger, "operator", NOW, replace=True)


def test_what_was_withdrawn_revoked_and_sent_since_the_backup_is_kept(
    records: Records, migrated_url: str, backup: Path
) -> None:
    since = {"purpose": "prospecting", "channel": "email", "at": NOW}
    with records.writing() as session:
        import_crm(session, ListedCrm([contact("c-9", last_name="Vidal"), *rows()]))
        session.add_all(
            [
                ConsentEvent(id="k-2", contact_id=MARC, status="withdrawn", proof="mail", **since),
                ConsentEvent(id="k-9", contact_id="c-9", status="withdrawn", **since),
                ObjectionEvent(id="o-2", contact_id=MARC, **since),
            ]
        )
        session.get_one(Suggestion, "a" * 36).sent_at = NOW
        connection = session.connection()
        connection.execute(text(TOKEN.format(id="new")))
        connection.execute(text("UPDATE tokens SET revoked_at = '2026-11-23 10:00:00'"))
    records.close()
    done = restore_backup(migrated_url, backup, MASTER, None, "operator", NOW, replace=True)
    assert done.carried == Carried(consents=1, objections=1, revoked=1, sent=1, lost_contacts=1, lost_sent=0)
    restored = open_records(migrated_url, MASTER)
    with restored.reading() as session:
        assert session.get_one(ConsentEvent, "k-2").proof == "mail"
        assert session.get(ObjectionEvent, "o-2") is not None
        assert session.get_one(Suggestion, "a" * 36).sent_at == NOW
        assert session.execute(text("SELECT id FROM tokens WHERE revoked_at IS NOT NULL")).scalars().all() == ["old"]
        assert session.scalar(text("SELECT count(*) FROM tokens")) == 1
    restored.close()


@pytest.mark.parametrize("same", [True, False], ids=["the same records", "others"])
def test_before_the_first_entry_of_the_journal_a_key_tells_whether_records_belong_to_a_backup(
    migrated_url: str, other_url: str, tmp_path: Path, ledger: Ledger, same: bool
) -> None:
    early = open_records(migrated_url, MASTER)
    make_backup(early, tmp_path / "early", MASTER, None, "operator", NOW)
    early.close()
    open_records(other_url, MASTER).close()
    where = migrated_url if same else other_url
    done = restore_backup(where, tmp_path / "early", MASTER, ledger, "operator", NOW, replace=True, no_erasures=True)
    assert (done.carried is not None) == same


def test_a_damaged_list_stops_a_restore_before_anything_is_written(
    records: Records, migrated_url: str, backup: Path, ledger: Ledger
) -> None:
    before = content(records)
    records.close()
    ledger.path.write_text("Odile\n")
    with pytest.raises(LedgerDamaged):
        restore_backup(migrated_url, backup, MASTER, ledger, "operator", NOW, replace=True)
    assert content(open_records(migrated_url, MASTER)) == before


def test_a_backup_from_before_she_was_known_has_nobody_to_erase(
    records: Records, other_url: str, tmp_path: Path, ledger: Ledger
) -> None:
    early = open_records(f"sqlite:///{tmp_path / 'early.db'}", MASTER)
    make_backup(early, tmp_path / "early", MASTER, None, "operator", NOW)
    erase_person(records, ledger, ODILE, "operator", NOW)
    done = restore_backup(other_url, tmp_path / "early", MASTER, ledger, "operator", NOW)
    assert done.again == 0
    restored = open_records(other_url, MASTER)
    with restored.reading() as session:
        assert not session.scalars(select(Contact)).all()
    restored.close()
