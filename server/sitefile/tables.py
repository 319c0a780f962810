"""Where site files are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Column, Field, SQLModel

from server.store.columns import UtcDateTime


class SiteRow(SQLModel, table=True):
    """A version of a site's configuration, as it was written. The newest is in force."""

    __tablename__ = "site"

    slug: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    toml: str = Field(sa_column=Column(Text, nullable=False))
    loaded_at: datetime = Field(sa_type=UtcDateTime)
