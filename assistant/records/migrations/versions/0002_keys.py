"""Personal data encrypted with a key for each person; consents and objections that cannot be rewritten."""

import hmac
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from uuid import uuid4

import sqlalchemy as sa
from alembic import context, op

from assistant.records.encryption import (
    DataKey,
    bytes_envelope,
    new_secret,
    public_bytes,
    public_text,
    text_envelope,
)
from assistant.records.master import MasterKeys

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOBODY = "none"
BATCH = 500
PERSONAL = {
    "contacts": ("first_name", "last_name", "email", "phone", "job_title"),
    "reps": ("first_name", "last_name", "email", "phone", "job_title"),
    "facts": ("subject", "value", "source"),
    "interactions": ("subject", "text"),
    "deals": ("title", "next_step"),
    "suggestions": ("subject", "body", "verdict", "release"),
    "consents": ("proof",),
    "memory_entries": ("vector",),
}
EVIDENCE = ("consents", "objections")


def upgrade() -> None:
    """Make the keys and encrypt what is there."""
    _make_keys()
    _widen_tables()
    keys = _Keys(op.get_bind(), context.config.attributes["master"])
    _name_the_reps()
    _set_digests(keys.make("lookup", "system"))
    for table, columns in PERSONAL.items():
        _encrypt(table, columns, keys)
    for table in EVIDENCE:
        _protect(table)


def _make_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
    )
    op.create_index(op.f("ix_keys_master_id"), "keys", ["master_id"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("key_id", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_erasures")),
    )


def _widen_tables() -> None:
    op.drop_index(op.f("ix_contacts_email_key"), "contacts")
    op.drop_column("contacts", "email_key")
    for name in ("email_key", "name_key"):
        op.add_column("contacts", sa.Column(name, sa.String(length=64), nullable=True))
        op.create_index(op.f(f"ix_contacts_{name}"), "contacts", [name], unique=False)
    op.add_column("reps", sa.Column("subject_id", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_reps_subject_id"), "reps", ["subject_id"], unique=True)
    op.add_column("suggestions", sa.Column("brief", sa.Text(), nullable=True))
    # Alembic would add the reference in a step of its own, which SQLite does not have.
    op.execute(
        "ALTER TABLE suggestions ADD COLUMN edited_from VARCHAR(36) "
        "CONSTRAINT fk_suggestions_edited_from_suggestions REFERENCES suggestions (id)"
    )
    op.add_column("suggestions", sa.Column("request_key", sa.String(length=64), nullable=True))
    op.add_column("suggestions", sa.Column("request_digest", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_suggestions_request_key"), "suggestions", ["request_key"], unique=True)


class _Keys:
    """The keys of this step's rows, made as they are needed."""

    def __init__(self, connection: sa.Connection, masters: MasterKeys) -> None:
        self._connection = connection
        self._master = masters.current
        self._keys: dict[str, DataKey] = {}

    def make(self, key_id: str, kind: str) -> DataKey:
        key = self._keys.get(key_id)
        if key is None:
            key = self._keys[key_id] = DataKey(key_id, new_secret())
            row = {"id": key_id, "kind": kind, "wrapped": self._master.wrap(key), "master_id": self._master.id}
            self._connection.execute(sa.insert(_table("keys", *row)), row)
        return key


def _name_the_reps() -> None:
    reps = _table("reps", "id", "subject_id")
    for (key,) in op.get_bind().execute(sa.select(reps.c.id)).all():
        op.get_bind().execute(sa.update(reps).where(reps.c.id == key).values(subject_id=uuid4().hex))


def _set_digests(lookup: DataKey) -> None:
    contacts = _table("contacts", "id", "first_name", "last_name", "email", "email_key", "name_key")
    for row in _rows(contacts, contacts.c.id):
        words = _words(" ".join(filter(None, (row.first_name, row.last_name))))
        digests = {
            "email_key": _digest(lookup, f"email:{row.email.strip().casefold()}") if row.email else None,
            "name_key": _digest(lookup, f"name:{words}") if words else None,
        }
        op.get_bind().execute(sa.update(contacts).where(contacts.c.id == row.id).values(digests))


def _encrypt(name: str, columns: Sequence[str], keys: _Keys) -> None:
    table, subject, key = _with_subject(name, columns)
    proof = name == "consents"
    in_bytes = name == "memory_entries"
    envelope: Callable[..., str | bytes] = bytes_envelope if in_bytes else text_envelope
    in_clear: Callable[..., str | bytes] = public_bytes if in_bytes else public_text
    for row in _rows(table, key, subject):
        plain = {column: getattr(row, column) for column in columns if getattr(row, column) is not None}
        if not plain:
            continue
        if row.owner == NOBODY:
            sealed = {column: in_clear(value) for column, value in plain.items()}
        else:
            owner = keys.make(f"{row.owner}-proof", "proof") if proof else keys.make(row.owner, "person")
            sealed = {column: envelope(owner, f"{name}.{column}", value) for column, value in plain.items()}
        op.get_bind().execute(sa.update(table).where(key == getattr(row, key.name)).values(sealed))


def _with_subject(
    name: str, columns: Sequence[str]
) -> tuple[sa.TableClause, sa.ColumnElement[str], sa.ColumnClause[str]]:
    """A table, whose its rows are, and what they are told apart by."""
    if name in ("contacts", "reps"):
        table = _table(name, "id", "subject_id", *columns)
        return table, table.c.subject_id, table.c.id
    if name == "memory_entries":
        table = _table(name, "vector_id", "subject_id", *columns)
        return table, table.c.subject_id, table.c.vector_id
    table = _table(name, "id", "contact_id", *columns)
    contacts = _table("contacts", "id", "subject_id")
    subject = sa.select(contacts.c.subject_id).where(contacts.c.id == table.c.contact_id).scalar_subquery()
    return table, sa.func.coalesce(subject, NOBODY), table.c.id


def _rows(
    table: sa.TableClause, key: sa.ColumnClause[str], subject: sa.ColumnElement[str] | None = None
) -> Iterator[sa.Row[tuple[object, ...]]]:
    """All rows in the order of their keys, some at a time, so that they may be changed meanwhile."""
    extra = [] if subject is None else [subject.label("owner")]
    query = sa.select(*table.c, *extra).order_by(key).limit(BATCH)
    rows = op.get_bind().execute(query).all()
    while rows:
        yield from rows
        rows = op.get_bind().execute(query.where(key > getattr(rows[-1], key.name))).all()


def _protect(table: str) -> None:
    """Refuse UPDATE and DELETE, and an INSERT that would replace a row."""
    sentence = f"{table} are evidence: they are added to, never changed or removed"
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 (one of EVIDENCE)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_are_evidence() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_are_evidence()"
    )
    # Otherwise `SET session_replication_role = replica` would switch it off without a trace.
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def _words(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in bare).split()))


def _digest(lookup: DataKey, text: str) -> str:
    return hmac.new(lookup.secret, text.encode(), sha256).hexdigest()
