"""The table of what was decided of exceptional days."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from server.store.columns import UtcDateTime


class DayChangeRow(SQLModel, table=True):
    """Nothing is overwritten: a past day is replayed with the hours that were in force then."""

    __tablename__ = "exceptional_day"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    hours: str | None = None
    """`09:00-12:00,14:00-16:00`; empty: closed all day; NULL: as usual again."""
