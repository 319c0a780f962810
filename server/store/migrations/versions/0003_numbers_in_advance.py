"""The last number printed in advance is found at once, however long the journal."""

from alembic import op

from server.journal.tables import PRINTED_IN_ADVANCE

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index(
        "ix_journal_fallback",
        "journal",
        ["site", "day", "seq"],
        sqlite_where=PRINTED_IN_ADVANCE,
        postgresql_where=PRINTED_IN_ADVANCE,
    )


def downgrade() -> None:
    op.drop_index("ix_journal_fallback", "journal")
