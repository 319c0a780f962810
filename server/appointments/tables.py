"""The table of appointments."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from server.store.columns import UtcDateTime


class AppointmentRow(SQLModel, table=True):
    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_code", "site", "code", unique=True),
        Index("ix_appointments_day", "site", "day"),
    )

    site: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    code: str
    day: date
    """On the site's calendar: it goes with its day."""
    at: datetime = Field(sa_type=UtcDateTime)
    services: str
    language: str
    cancelled: bool = False
