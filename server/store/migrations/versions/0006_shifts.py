"""The roster: who is planned at a counter, from when to when."""

import sqlalchemy as sa
from alembic import op

from server.store.columns import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "shift",
        sa.Column("site", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("counter", sa.String(), primary_key=True),
        sa.Column("agent", sa.String(), primary_key=True),
        sa.Column("begins", UtcDateTime(), primary_key=True),
        sa.Column("ends", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("shift")
