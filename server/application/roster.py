"""Who is planned at a site on a day: from its roster, or else from what is usual there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from server.domain.journal import Journal
from server.domain.roster import PlannedDay, Shift, same_weekdays, usual
from server.domain.site import Site

ByDay: TypeAlias = Mapping[date, Sequence[Shift]]
"""Whole days: what was planned on them before is forgotten."""


class Rosters(Protocol):
    """What is kept of them. Every call blocks, and raises Unavailable when the store is away."""

    def of(self, site: str, day: date) -> list[Shift]: ...
    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Shift]]:
        """Of several sites, each on its day; whoever has none is left out."""

    def replace(self, site: str, days: ByDay) -> None:
        """In one piece: all these days, or none. A day without shifts has no roster any more."""


class NoRosters:
    """Where nobody plans: a rehearsal, a simulated hall."""

    def of(self, site: str, day: date) -> list[Shift]:
        return []

    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Shift]]:
        return {}

    def replace(self, site: str, days: ByDay) -> None:
        raise NotImplementedError("there is nowhere to keep a roster")


def planned(site: Site, day: date, rosters: Rosters, journal: Journal) -> PlannedDay:
    """Blocking: it may read the facts of four days. Raises Unavailable."""
    if shifts := rosters.of(site.slug, day):
        return PlannedDay(tuple(shifts), "roster")
    past = ((on, journal.facts(site.slug, on)) for on in same_weekdays(day))
    return usual(past, day, ZoneInfo(site.timezone))
