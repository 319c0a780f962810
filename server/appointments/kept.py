"""Appointments in the store: `application.appointments.Appointments`. Blocking."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, select, update

from server.appointments.tables import AppointmentRow
from server.domain.appointments import Appointment, Booked, Wanted, draw_code
from server.domain.journal import Conflict
from server.store.columns import table_of
from server.store.store import Store

_TABLE = table_of(AppointmentRow)
LAST_TO_MIDNIGHT = timedelta(hours=12)
"""The last place on earth where a day ends is so far behind UTC."""
FAR_BEHIND = timedelta(days=60)
"""A day that seems to lie further back is not over: the clock was wrong, and would erase what is
agreed on for weeks. What is over is erased every few minutes, and so never that old."""
TRIES = 5


class KeptAppointments:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of_day(self, site: str, day: date) -> list[Booked]:
        """In the order of their hours."""
        return self._found(_TABLE.c.site == site, _TABLE.c.day == day)

    def of_days(self, days: Mapping[str, date]) -> dict[str, list[Booked]]:
        """Of several sites, each on its day; whoever has none is left out."""
        found: dict[str, list[Booked]] = {}
        query = select(_TABLE).where(
            _TABLE.c.site.in_(list(days)), _TABLE.c.day.in_(set(days.values()))
        )
        with self._store.reading() as connection:
            for row in connection.execute(query.order_by(_TABLE.c.at, _TABLE.c.id)):
                if days[row.site] == row.day:
                    found.setdefault(row.site, []).append(_booked(row))
        return found

    def booking(self, sites: Collection[str]) -> set[str]:
        """Those of them that have any, of whatever day."""
        query = select(_TABLE.c.site).where(_TABLE.c.site.in_(list(sites))).distinct()
        with self._store.reading() as connection:
            return set(connection.execute(query).scalars())

    def by_code(self, site: str, code: str) -> Booked | None:
        found = self._found(_TABLE.c.site == site, _TABLE.c.code == code)
        return found[0] if found else None

    def put(self, site: str, wanted: Sequence[Wanted]) -> int:
        """All of them or none; how many were not known before. The same id is the same appointment,
        and keeps its code."""
        for _ in range(TRIES - 1):
            try:
                return self._put(site, wanted)
            except Conflict:
                continue  # another process has drawn the same code, or put the same id
        return self._put(site, wanted)

    def get(self, site: str, id: str) -> Booked | None:
        found = self._found(_TABLE.c.site == site, _TABLE.c.id == id)
        return found[0] if found else None

    def forget_past(self, now: datetime) -> None:
        """Days that are over wherever one is: those on which no ticket was taken end by no fact."""
        over = (now.astimezone(UTC) - LAST_TO_MIDNIGHT).date()
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where(_lately(over), _TABLE.c.day < over))

    def _put(self, site: str, wanted: Sequence[Wanted]) -> int:
        with self._store.writing() as connection:
            codes = _codes(connection, site)
            known = [{"known": w.id, **_row(site, w)} for w in wanted if w.id in codes]
            new = [_row(site, each) for each in wanted if each.id not in codes]
            taken = set(codes.values())
            for row in new:
                row["code"] = draw_code(taken, secrets.choice)
                taken.add(row["code"])
            if known:
                connection.execute(_changed(site), known)
            if new:
                connection.execute(insert(_TABLE), new)
        return len(new)

    def _found(self, *where: Any) -> list[Booked]:
        query = select(_TABLE).where(*where).order_by(_TABLE.c.at, _TABLE.c.id)
        with self._store.reading() as connection:
            return [_booked(row) for row in connection.execute(query)]


def forget_day(connection: Connection, site: str, day: date) -> None:
    """Its appointments, and those of the days before."""
    gone = (_TABLE.c.site == site, _lately(day), _TABLE.c.day <= day)
    connection.execute(delete(_TABLE).where(*gone))


def _lately(day: date) -> ColumnElement[bool]:
    since: ColumnElement[bool] = _TABLE.c.day >= day - FAR_BEHIND
    return since


def _codes(connection: Connection, site: str) -> dict[str, str]:
    query = select(_TABLE.c.id, _TABLE.c.code).where(_TABLE.c.site == site)
    return {row.id: row.code for row in connection.execute(query)}


def _changed(site: str) -> Any:
    """Of thousands at once: whoever takes a ticket meanwhile waits for the whole file."""
    return update(_TABLE).where(_TABLE.c.site == site, _TABLE.c.id == bindparam("known"))


def _row(site: str, wanted: Wanted) -> dict[str, Any]:
    return {
        "site": site,
        "id": wanted.id,
        "day": wanted.at.date(),
        "at": wanted.at,
        "services": " ".join(wanted.services),
        "language": wanted.language,
        "cancelled": wanted.cancelled,
    }


def _booked(row: Row[Any]) -> Booked:
    services = tuple(row.services.split())
    return Booked(Appointment(row.id, row.code, row.at, services, row.language), row.cancelled)
