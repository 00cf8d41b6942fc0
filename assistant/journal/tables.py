"""The table of the journal. Triggers (migration 0003) let entries be added at the end and nothing else."""

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.tables import Table


class JournalRow(Table):
    """One link of the chain; `assistant.journal.chain.Link` says what the columns mean."""

    __tablename__ = "journal"

    # Only INTEGER is SQLite's own row number, which cannot be null.
    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    entry: Mapped[str]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
