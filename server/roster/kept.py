"""The rosters in the store. Blocking; callers keep it off the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, insert, select

from server.domain.roster import Shift, in_order
from server.roster.tables import ShiftRow
from server.store.columns import table_of
from server.store.store import Store

_SHIFT = table_of(ShiftRow)
ByDay = Mapping[date, Sequence[Shift]]
"""Whole days: what was planned on them before is forgotten."""


class KeptRosters:
    """Of all sites in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, site: str, day: date) -> list[Shift]:
        query = select(_SHIFT).where(_SHIFT.c.site == site, _SHIFT.c.day == day)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        shifts = [Shift(row.agent, row.counter, row.begins, row.ends) for row in rows]
        return sorted(shifts, key=in_order)

    def replace(self, site: str, days: ByDay) -> None:
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
