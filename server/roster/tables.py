"""The table of shifts."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from server.store.columns import UtcDateTime


class ShiftRow(SQLModel, table=True):
    """An agent is planned at a counter; `day` is the site's own on which it begins."""

    __tablename__ = "shift"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    counter: str = Field(primary_key=True)
    agent: str = Field(primary_key=True)
    begins: datetime = Field(sa_type=UtcDateTime, primary_key=True)
    ends: datetime = Field(sa_type=UtcDateTime)
