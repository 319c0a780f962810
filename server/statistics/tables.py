"""The tables that figures are made from."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from server.store.columns import UtcDateTime


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
