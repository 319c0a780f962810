"""Notes are found by site too: a store shared out by site keeps a key only if the site is in it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _copy("site", "id")


def downgrade() -> None:
    _copy("id")
    op.create_index("ix_note_site", "note", ["site"])


def _copy(*key: str) -> None:
    """The same on every store: SQLite cannot change a key in place."""
    op.create_table(
        "note_anew",
        sa.Column("site", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint(*key),
    )
    op.execute("INSERT INTO note_anew (site, id, day, text) SELECT site, id, day, text FROM note")
    op.drop_table("note")
    op.rename_table("note_anew", "note")
    op.create_index("ix_note_day", "note", ["day"])
