"""The rosters in the store. Blocking; callers keep it off the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select

from server.domain.roster import PlanChanged, SeenPlan, Shift, in_order, version_of
from server.roster.tables import ShiftRow
from server.store.columns import table_of
from server.store.store import Store

_SHIFT = table_of(ShiftRow)


class KeptRosters:
    """`application.roster.Rosters` on a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, site: str, day: date) -> list[Shift]:
        query = select(_SHIFT).where(_SHIFT.c.site == site, _SHIFT.c.day == day)
        with self._store.reading() as connection:
            return sorted(map(_shift, connection.execute(query)), key=in_order)

    def of_days(self, days: Mapping[str, date]) -> dict[str, list[Shift]]:
        """Of several sites, each on its day; whoever has none is left out."""
        query = select(_SHIFT).where(
            _SHIFT.c.site.in_(list(days)), _SHIFT.c.day.in_(set(days.values()))
        )
        found: dict[str, list[Shift]] = {}
        with self._store.reading() as connection:
            for row in connection.execute(query):
                if days[row.site] == row.day:
                    found.setdefault(row.site, []).append(_shift(row))
        return {site: sorted(shifts, key=in_order) for site, shifts in found.items()}

    def version(self, site: str, first: date, last: date | None = None) -> str:
        """Of what is planned on these days; without a last one, on all that follow."""
        with self._store.reading() as connection:
            return _version(connection, _span(site, first, last))

    def days(self, site: str, first: date) -> list[date]:
        """Those that have a roster, from then on."""
        query = select(_SHIFT.c.day).where(_span(site, first, None)).distinct()
        with self._store.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def replace(
        self, site: str, days: Mapping[date, Sequence[Shift]], seen: SeenPlan | None = None
    ) -> None:
        """In one piece: all these days, or none. A day without shifts has no roster any more.
        Raises PlanChanged where it is not any more what was seen."""
        rows = [
            {
                "site": site,
                "day": day,
                "counter": shift.counter,
                "agent": shift.agent,
                "begins": shift.begins,
                "ends": shift.ends,
            }
            for day, shifts in days.items()
            for shift in shifts
        ]
        with self._store.writing() as connection:
            _one_at_a_time(connection, site)
            if seen and seen.version != _version(connection, _span(site, seen.first, seen.last)):
                raise PlanChanged
            for day in days:
                connection.execute(delete(_SHIFT).where(_SHIFT.c.site == site, _SHIFT.c.day == day))
            if rows:
                connection.execute(insert(_SHIFT), rows)


def _shift(row: Row[Any]) -> Shift:
    return Shift(row.agent, row.counter, row.begins, row.ends)


def _span(site: str, first: date, last: date | None) -> ColumnElement[bool]:
    since = and_(_SHIFT.c.site == site, _SHIFT.c.day >= first)
    return since if last is None else and_(since, _SHIFT.c.day <= last)


def _version(connection: Connection, where: ColumnElement[bool]) -> str:
    return version_of(map(_shift, connection.execute(select(_SHIFT).where(where))))


def _one_at_a_time(connection: Connection, site: str) -> None:
    """Of two who write one site's roster, the second sees what the first wrote. SQLite has one
    writer anyway."""
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock(func.hashtext(f"roster {site}"))
        connection.execute(select(lock))
