"""What each night says of the day's promises, and learns for the next."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "promise_day",
        sa.Column("site", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("tallies", sa.LargeBinary(), nullable=False),
        sa.Column("lesson", sa.LargeBinary(), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "promiser",
        sa.Column("site", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("promiser")
    op.drop_table("promise_day")
