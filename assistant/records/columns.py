"""Column types that mean the same on SQLite and PostgreSQL: moments, days or moments, amounts, personal data."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NoReturn, TypeVar, cast

from sqlalchemy import DateTime, Dialect, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator

from assistant.records.encryption import (
    PUBLIC,
    Keys,
    Kind,
    NotOwned,
    Owned,
    OwnedBytes,
    Public,
    PublicBytes,
    bytes_envelope,
    open_bytes,
    open_text,
    public_bytes,
    public_text,
    text_envelope,
)

Value = TypeVar("Value")


class Instant(TypeDecorator[datetime]):
    """A point in time. Kept in UTC; what comes back is aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without an offset cannot be stored")
        moment = value.astimezone(UTC)
        # SQLite has no time zones and compares times as text, so all of them must be written alike.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DayOrInstant(TypeDecorator[date]):
    """A calendar day, or a point in time with its offset, as ISO 8601 text: a day has no instant to store."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        if isinstance(value, datetime) and value.utcoffset() is None:
            raise ValueError("a time without an offset cannot be stored")
        return value.isoformat() if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


class Amount(TypeDecorator[Decimal]):
    """An exact decimal as text: SQLite would keep a floating-point number."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return format(value, "f") if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return Decimal(value) if value is not None else None


class _Personal(TypeDecorator[Value]):
    """What the columns of personal values have in common."""

    cache_ok = True

    def __init__(self, label: str, kind: Kind = Kind.PERSON, *, or_public: bool = False) -> None:
        """
        Args:
            label: ``table.column``, authenticated with the value; it must never change.
            kind: which of the person's keys.
            or_public: whether some rows are about nobody, and kept in clear.
        """
        super().__init__()
        self.label = label
        self.kind = kind
        self.or_public = or_public

    def process_literal_param(self, value: Value | None, dialect: Dialect) -> NoReturn:
        raise _not_owned(self.label)


class PersonalText(_Personal[str]):
    """Text about a person, encrypted with their key. It cannot be searched: keep a keyed digest beside it for that.

    Only `Owned` text can be written, which sessions of the records make of every row that says whose it is (its
    ``__subject__``), and `Public` text, which they make where it says that it is nobody's; anything else is refused, so
    that no plain text reaches the database by another way.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if self.or_public and isinstance(value, Public):
            return public_text(value)
        if not isinstance(value, Owned):
            raise _not_owned(self.label)
        return text_envelope(value.key, self.label, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if self.or_public and value.startswith(PUBLIC):
            return value[len(PUBLIC) :]
        return open_text(keys_of(dialect), self.label, value)


class PersonalBytes(_Personal[bytes]):
    """Bytes about a person, encrypted with their key; see `PersonalText`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if self.or_public and isinstance(value, PublicBytes):
            return public_bytes(value)
        if not isinstance(value, OwnedBytes):
            raise _not_owned(self.label)
        return bytes_envelope(value.key, self.label, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if self.or_public and value.startswith(PUBLIC.encode()):
            return value[len(PUBLIC) :]
        return open_bytes(keys_of(dialect), self.label, value)


def give_keys(dialect: Dialect, keys: Keys) -> None:
    """Let the personal columns of an engine be read: the dialect is what column types are given of it."""
    setattr(dialect, _KEYS, keys)


def keys_of(dialect: Dialect) -> Keys:
    """The keys of the records that this dialect speaks to."""
    keys = getattr(dialect, _KEYS, None)
    if keys is None:
        raise NotOwned("personal data can be read through `open_records` only, which has the keys")
    return cast(Keys, keys)


_KEYS = "scrupule_keys"


def _not_owned(label: str) -> NotOwned:
    return NotOwned(
        f"{label} is encrypted with a person's key: write it as a row in a session of the records, and do not search it"
    )
