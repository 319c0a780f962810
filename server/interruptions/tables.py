"""The table of interruptions that are planned for days to come."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from server.store.columns import UtcDateTime


class PlannedRow(SQLModel, table=True):
    """`day` is the site's own on which it begins."""

    __tablename__ = "planned_interruption"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    service: str = Field(primary_key=True)
    begins: datetime = Field(sa_type=UtcDateTime)
    ends: datetime = Field(sa_type=UtcDateTime)
