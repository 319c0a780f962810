"""What a site's nights leave: each day's score and lesson, and who promises tomorrow."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class PromiseDayRow(SQLModel, table=True):
    """A closed day. Nobody is in it but as a wait among others."""

    __tablename__ = "promise_day"

    site: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    tallies: bytes
    lesson: bytes
    kept: bytes


class PromiserRow(SQLModel, table=True):
    """Who promises at a site, learned in the night after this day."""

    __tablename__ = "promiser"

    site: str = Field(primary_key=True)
    day: date
    model: bytes
