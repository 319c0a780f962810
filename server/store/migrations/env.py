"""Alembic's entry: always online, on the connection that `migrate` hands over.

It is not told the tables that the code declares: those stand beside their owners, whom the store
does not know. A test compares them with what the migrations made.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
