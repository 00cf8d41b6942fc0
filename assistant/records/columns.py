"""Column types that mean the same on SQLite and PostgreSQL: moments, days or moments, amounts, lists."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator


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


class PersonalText(TypeDecorator[str]):
    """Text about a person. The one place where such text meets the database."""

    impl = Text
    cache_ok = True
