"""The last number printed in advance is found at once, however long the journal."""

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"

_THEIRS = text("kind = 'fallback_requested'")


def upgrade() -> None:
    op.create_index(
        "ix_journal_fallback",
        "journal",
        ["site", "day", "seq"],
        sqlite_where=_THEIRS,
        postgresql_where=_THEIRS,
    )


def downgrade() -> None:
    op.drop_index("ix_journal_fallback", "journal")
