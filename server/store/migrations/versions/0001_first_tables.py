"""The first tables."""

import sqlalchemy as sa
from alembic import op

from server.store.columns import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("key", sa.String),
        sa.Column("fingerprint", sa.String),
        sa.Column("answer", sa.Text),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("site", sa.String, nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "visit",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("services", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("priority", sa.Boolean, nullable=False),
        sa.Column("taken_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ending", sa.String),
    )
    op.create_table(
        "stage",
        sa.Column("site", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("counter", sa.String, nullable=False),
        sa.Column("services", sa.String, nullable=False),
        sa.Column("called_at", UtcDateTime, nullable=False),
        sa.Column("started_at", UtcDateTime),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ending", sa.String),
    )
    op.create_table(
        "site",
        sa.Column("slug", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("toml", sa.Text, nullable=False),
        sa.Column("loaded_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("login", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False, index=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String, primary_key=True),
        sa.Column("login", sa.String, nullable=False, index=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False, index=True),
        sa.Column("token_hash", sa.String, nullable=False, unique=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for table in ("device", "session", "staff", "site", "stage", "visit", "note", "journal"):
        op.drop_table(table)
