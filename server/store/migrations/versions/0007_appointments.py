"""Appointments of the days to come; each day's are erased with its end."""

import sqlalchemy as sa
from alembic import op

from server.store.columns import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("services", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_index("ix_appointments_code", "appointments", ["site", "code"], unique=True)
    op.create_index("ix_appointments_day", "appointments", ["site", "day"])


def downgrade() -> None:
    op.drop_table("appointments")
