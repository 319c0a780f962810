"""The journal's tables. Everything about a site carries its slug, the shard key."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Column, Field, SQLModel

from server.store.columns import UtcDateTime

FALLBACK = text("kind = 'fallback_requested'")
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
            sqlite_where=FALLBACK,
            postgresql_where=FALLBACK,
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
