"""The service: tokens, and how much of its share of requests each has spent."""

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("rep_id", sa.String(length=100), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
    )
    op.create_table(
        "token_rates",
        sa.Column("token_id", sa.String(length=40), nullable=False),
        sa.Column("spent_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_token_rates_token_id_tokens")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_rates")),
    )
