"""What the store knows of appointments: a port."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from server.domain.appointments import Booked, Wanted


class Appointments(Protocol):
    """Every method is blocking and may raise Unavailable."""

    def of_day(self, site: str, day: date) -> Sequence[Booked]:
        """In the order of their hours."""

    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Booked]]:
        """Of several sites, each on its day; whoever has none is left out."""

    def booking(self, sites: Collection[str]) -> Collection[str]:
        """Those of them that have any, of whatever day."""

    def by_code(self, site: str, code: str) -> Booked | None: ...
    def get(self, site: str, id: str) -> Booked | None: ...

    def put(self, site: str, wanted: Sequence[Wanted]) -> int:
        """All of them or none; how many were not known before."""

    def forget_past(self, now: datetime) -> None:
        """Those of days that are over wherever one is."""


class NoAppointments:
    """Of a hall without a store for them."""

    def of_day(self, site: str, day: date) -> Sequence[Booked]:
        return ()

    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Booked]]:
        return {}

    def booking(self, sites: Collection[str]) -> Collection[str]:
        return ()

    def by_code(self, site: str, code: str) -> Booked | None:
        return None

    def get(self, site: str, id: str) -> Booked | None:
        return None

    def put(self, site: str, wanted: Sequence[Wanted]) -> int:
        raise LookupError(site)

    def forget_past(self, now: datetime) -> None:
        pass
