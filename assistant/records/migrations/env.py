"""Runs the migrations on the connection that `upgrade` was given."""

from alembic import context
from sqlalchemy import Connection

from assistant.records.tables import Table

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)
context.configure(connection=connection, target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
