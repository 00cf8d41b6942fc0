"""The tables of the service."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.tables import Table


class TokenRow(Table):
    """A bearer token, without its secret."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    role: Mapped[str] = mapped_column(String(40))
    rep_id: Mapped[str | None] = mapped_column(String(100))
    name: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class TokenRate(Table):
    """Up to which moment (microseconds since 1970) a token has spent its share of requests."""

    __tablename__ = "token_rates"

    token_id: Mapped[str] = mapped_column(String(40), ForeignKey("tokens.id"), primary_key=True)
    spent_until: Mapped[int] = mapped_column(BigInteger, default=0)
