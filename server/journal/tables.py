"""The tables. `journal` is the truth; everything about a site carries its slug, the shard key."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, Text, TypeDecorator, text
from sqlmodel import Column, Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC on every store; SQLite has no timezone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


PRINTED_IN_ADVANCE = text("kind = 'fallback_requested'")
"""Written out, so that every store sees that the index beside it serves."""


class JournalRow(SQLModel, table=True):
    """One fact. The primary key decides every race: whoever comes second is refused."""

    __tablename__ = "journal"
    __table_args__ = (
        Index(
            "ix_journal_fallback",
            "site",
            "day",
            "seq",
            sqlite_where=PRINTED_IN_ADVANCE,
            postgresql_where=PRINTED_IN_ADVANCE,
        ),
    )

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    kind: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    key: str | None = None
    fingerprint: str | None = None
    answer: str | None = Field(default=None, sa_column=Column(Text))
    """What was answered to the key's first use."""


class NoteRow(SQLModel, table=True):
    """A colleague's words about a visitor: personal, so kept apart and erased (GDPR art. 5)."""

    __tablename__ = "note"

    site: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    day: date = Field(index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))


class VisitRow(SQLModel, table=True):
    """A visit of a closed day, without any agent."""

    __tablename__ = "visit"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    number: str = Field(primary_key=True)
    services: str
    language: str
    priority: bool
    taken_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ending: str | None = None


class StageRow(SQLModel, table=True):
    """One time at a counter during a visit."""

    __tablename__ = "stage"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    number: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    counter: str
    services: str
    called_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ending: str | None = None


class SiteRow(SQLModel, table=True):
    """A version of a site's configuration, as it was written. The newest is in force."""

    __tablename__ = "site"

    slug: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    toml: str = Field(sa_column=Column(Text, nullable=False))
    loaded_at: datetime = Field(sa_type=UtcDateTime)


class SecretRow(SQLModel, table=True):
    """One row: what the servers' secret must match (`identity/one_secret.py`)."""

    __tablename__ = "secret"

    n: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: str
    since: datetime = Field(sa_type=UtcDateTime)


class StaffRow(SQLModel, table=True):
    __tablename__ = "staff"

    login: str = Field(primary_key=True)
    name: str
    role: str = Field(index=True)
    site: str = Field(index=True)
    password: str
    """Argon2 hash."""
    disabled: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class SessionRow(SQLModel, table=True):
    """A staff member signed in; deleting the row signs her out everywhere at once."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    login: str = Field(index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class DeviceRow(SQLModel, table=True):
    __tablename__ = "device"

    id: str = Field(primary_key=True)
    kind: str
    name: str
    site: str = Field(index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked: bool = False
