"""Planned interruptions in the store: `application.planned.Plans`. Blocking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from server.domain.journal import Conflict
from server.domain.planned import PlannedInterruption
from server.interruptions.tables import PlannedRow
from server.store.columns import table_of
from server.store.store import Store

_TABLE = table_of(PlannedRow)


class KeptPlans:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of_sites(self, sites: Collection[str]) -> dict[str, list[PlannedInterruption]]:
        found: dict[str, list[PlannedInterruption]] = {}
        query = select(_TABLE).where(_TABLE.c.site.in_(list(sites)))
        with self._store.reading() as connection:
            for row in connection.execute(query.order_by(_TABLE.c.day, _TABLE.c.service)):
                planned = PlannedInterruption(row.day, row.service, row.begins, row.ends)
                found.setdefault(row.site, []).append(planned)
        return found

    def put(self, site: str, planned: PlannedInterruption, today: date) -> PlannedInterruption:
        """What is kept for that service and day: another, where one was there before. Those of
        days that are over are forgotten."""
        try:
            return self._put(site, planned, today)
        except Conflict:  # another process has put one in this very moment
            return self._put(site, planned, today)

    def take_back(self, site: str, service: str, day: date) -> None:
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where(*_place(site, service, day)))

    def _put(self, site: str, planned: PlannedInterruption, today: date) -> PlannedInterruption:
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.site == site, _TABLE.c.day < today))
            known = _known(connection, site, planned)
            if known is None:
                connection.execute(insert(_TABLE), [{"site": site, **planned._asdict()}])
        return known or planned


def _known(
    connection: Connection, site: str, like: PlannedInterruption
) -> PlannedInterruption | None:
    query = select(_TABLE).where(*_place(site, like.service, like.day))
    row = connection.execute(query).first()
    return like._replace(begins=row.begins, ends=row.ends) if row else None


def _place(site: str, service: str, day: date) -> tuple[ColumnElement[bool], ...]:
    return _TABLE.c.site == site, _TABLE.c.service == service, _TABLE.c.day == day
