"""Alembic's entry: always online, on the connection that `migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from server.journal import tables  # noqa: F401  # registers the tables for autogenerate

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
