"""Days whose hours are others than the site file says, with every change."""

import sqlalchemy as sa
from alembic import op

from server.store.columns import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "exceptional_day",
        sa.Column("site", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("exceptional_day")
