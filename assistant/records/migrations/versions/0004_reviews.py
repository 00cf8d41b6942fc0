"""Reviews: one for each held draft, those that are waiting already among them."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LASTS = timedelta(days=14)


def upgrade() -> None:
    """Make the table, and queue the drafts that were held before it was there."""
    reviews = op.create_table(
        "reviews",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("suggestion_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=100), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("overrides", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("result_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_reviews_contact_id_contacts")),
        sa.ForeignKeyConstraint(["result_id"], ["suggestions.id"], name=op.f("fk_reviews_result_id_suggestions")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestions.id"], name=op.f("fk_reviews_suggestion_id_suggestions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_reviews_suggestion_id")),
    )
    for column in ("contact_id", "state"):
        op.create_index(op.f(f"ix_reviews_{column}"), "reviews", [column], unique=False)
    _queue(reviews)


def _queue(reviews: sa.Table) -> None:
    suggestions = sa.table(
        "suggestions",
        sa.column("id", sa.String),
        sa.column("contact_id", sa.String),
        sa.column("created_at", Instant),
        sa.column("state", sa.String),
    )
    connection = op.get_bind()
    held = sa.select(suggestions.c.id, suggestions.c.contact_id, suggestions.c.created_at)
    for key, contact, at in connection.execute(held.where(suggestions.c.state == "held")).all():
        connection.execute(
            sa.insert(reviews).values(
                id=str(uuid4()),
                suggestion_id=key,
                contact_id=contact,
                opened_at=at,
                expires_at=at + LASTS,
                state="waiting",
            )
        )
