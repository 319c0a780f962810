"""Who is planned at a site on a day: from its roster, or else from what is usual there."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from server.domain.journal import Journal
from server.domain.roster import PlannedDay, Shift, same_weekdays, usual
from server.domain.site import Site


class Rosters(Protocol):
    """What is kept of them. Every call blocks, and raises Unavailable when the store is away."""

    def of(self, site: str, day: date) -> list[Shift]: ...


def planned(site: Site, day: date, rosters: Rosters, journal: Journal) -> PlannedDay:
    """Blocking: it may read the facts of four days. Raises Unavailable."""
    if shifts := rosters.of(site.slug, day):
        return PlannedDay(tuple(shifts), "roster")
    past = ((on, journal.facts(site.slug, on)) for on in same_weekdays(day))
    return usual(past, day, ZoneInfo(site.timezone))
