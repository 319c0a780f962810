"""Who is planned at a site on a day: from its roster, or else from what is usual there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from server.domain.journal import Journal
from server.domain.roster import PlannedDay, SeenPlan, Shift, same_weekdays, usual
from server.domain.site import Site

ByDay: TypeAlias = Mapping[date, Sequence[Shift]]
"""Whole days: what was planned on them before is forgotten."""


class Rosters(Protocol):
    """What is kept of them. Every call blocks, and raises Unavailable when the store is away."""

    def of(self, site: str, day: date) -> list[Shift]: ...
    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Shift]]:
        """Of several sites, each on its day; whoever has none is left out."""

    def version(self, site: str, first: date, last: date | None = None) -> str:
        """Of what is planned on these days; without a last one, on all that follow."""

    def days(self, site: str, first: date) -> list[date]:
        """Those that have a roster, from then on."""

    def replace(self, site: str, days: ByDay, seen: SeenPlan | None = None) -> None:
        """In one piece: all these days, or none. A day without shifts has no roster any more.
        Raises PlanChanged where it is not any more what was seen."""


class NoRosters:
    """Where nobody plans: a rehearsal, a simulated hall."""

    def of(self, site: str, day: date) -> list[Shift]:
        return []

    def of_days(self, days: Mapping[str, date]) -> Mapping[str, Sequence[Shift]]:
        return {}

    def version(self, site: str, first: date, last: date | None = None) -> str:
        return ""

    def days(self, site: str, first: date) -> list[date]:
        return []

    def replace(self, site: str, days: ByDay, seen: SeenPlan | None = None) -> None:
        raise NotImplementedError("there is nowhere to keep a roster")


def planned(site: Site, day: date, rosters: Rosters, journal: Journal) -> PlannedDay:
    """Blocking: it may read the facts of four days. Raises Unavailable."""
    if shifts := rosters.of(site.slug, day):
        return PlannedDay(tuple(shifts), "roster")
    past = ((on, journal.facts(site.slug, on)) for on in same_weekdays(day))
    return usual(past, day, ZoneInfo(site.timezone))


def left_out(rosters: Rosters, site: str, days: ByDay, today: date) -> list[date]:
    """The planned days, from today on, of which a file says nothing. Blocking."""
    return [day for day in rosters.days(site, today) if day not in days] if days else []
