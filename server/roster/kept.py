"""The rosters in the store. Blocking; callers keep it off the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select

from server.domain.roster import Shift, in_order
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

    def replace(self, site: str, days: Mapping[date, Sequence[Shift]]) -> None:
        """In one piece: all these days, or none. A day without shifts has no roster any more."""
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
            for day in days:
                connection.execute(delete(_SHIFT).where(_SHIFT.c.site == site, _SHIFT.c.day == day))
            if rows:
                connection.execute(insert(_SHIFT), rows)


def _shift(row: Row[Any]) -> Shift:
    return Shift(row.agent, row.counter, row.begins, row.ends)
