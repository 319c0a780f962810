"""Interruptions of days to come, one for each service and day."""

import sqlalchemy as sa
from alembic import op

from server.store.columns import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "planned_interruption",
        sa.Column("site", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("service", sa.String(), primary_key=True),
        sa.Column("begins", UtcDateTime(), nullable=False),
        sa.Column("ends", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("planned_interruption")
