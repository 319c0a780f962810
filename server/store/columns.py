"""Columns that every store keeps alike, whatever it can do by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Table, TypeDecorator
from sqlmodel import SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC on every store; SQLite has no timezone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """One call a value, not three through SQLAlchemy's: a start reads thousands."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _from_text(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept + "+00:00") if kept else None


def _in_utc(kept: datetime | None) -> datetime | None:
    return kept.astimezone(UTC) if kept else None


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel leaves it untyped
    return table
