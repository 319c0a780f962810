"""Exceptional days in the store: `application.exceptional.ExceptionalDays`. Blocking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import Connection, Row, insert, select

from server.domain.exceptional import DayChange, ExceptionalDay, OpenSpan, in_force
from server.domain.journal import Conflict
from server.exceptional.tables import DayChangeRow
from server.store.columns import table_of
from server.store.store import Store

_TABLE = table_of(DayChangeRow)


class KeptDays:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of_sites(
        self, sites: Collection[str], since: date
    ) -> dict[str, tuple[ExceptionalDay, ...]]:
        found = changes_of(self._store, sites, since)
        return {site: days for site, changes in found.items() if (days := in_force(changes))}

    def put(self, site: str, wanted: ExceptionalDay, at: datetime) -> ExceptionalDay:
        try:
            return self._put(site, wanted, at)
        except Conflict:  # another process has put one in this very moment
            return self._put(site, wanted, at)

    def take_back(self, site: str, day: date, at: datetime) -> None:
        try:
            self._take_back(site, day, at)
        except Conflict:  # as above
            self._take_back(site, day, at)

    def _put(self, site: str, wanted: ExceptionalDay, at: datetime) -> ExceptionalDay:
        with self._store.writing() as connection:
            version, hours = _newest(connection, site, wanted.day)
            if hours is not None:
                return wanted._replace(hours=hours)
            _decide(connection, site, version + 1, DayChange(at, *wanted))
        return wanted

    def _take_back(self, site: str, day: date, at: datetime) -> None:
        with self._store.writing() as connection:
            version, hours = _newest(connection, site, day)
            if hours is not None:
                _decide(connection, site, version + 1, DayChange(at, day, None))


def changes_of(store: Store, sites: Collection[str], since: date) -> dict[str, list[DayChange]]:
    """Of the days from this one on, as they were decided one after the other."""
    query = select(_TABLE).where(_TABLE.c.site.in_(list(sites)), _TABLE.c.day >= since)
    found: dict[str, list[DayChange]] = {}
    with store.reading() as connection:
        for row in connection.execute(query.order_by(_TABLE.c.at, _TABLE.c.version)):
            found.setdefault(row.site, []).append(DayChange(row.at, row.day, _read(row)))
    return found


def _newest(
    connection: Connection, site: str, day: date
) -> tuple[int, tuple[OpenSpan, ...] | None]:
    query = select(_TABLE).where(_TABLE.c.site == site, _TABLE.c.day == day)
    row = connection.execute(query.order_by(_TABLE.c.version.desc()).limit(1)).first()
    return (row.version, _read(row)) if row else (0, None)


def _decide(connection: Connection, site: str, version: int, change: DayChange) -> None:
    row = {"site": site, "version": version, **change._asdict(), "hours": _written(change.hours)}
    connection.execute(insert(_TABLE), [row])


def _written(hours: tuple[OpenSpan, ...] | None) -> str | None:
    if hours is None:
        return None
    return ",".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in hours)


def _read(row: Row[tuple[object, ...]]) -> tuple[OpenSpan, ...] | None:
    if row.hours is None:
        return None
    spans = [span.split("-") for span in row.hours.split(",") if span]
    return tuple(OpenSpan(time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans)
