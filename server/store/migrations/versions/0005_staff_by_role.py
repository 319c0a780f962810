"""Administrators work at every site: they are found among the staff of ten thousand."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_staff_role", "staff", ["role"])


def downgrade() -> None:
    op.drop_index("ix_staff_role", "staff")
