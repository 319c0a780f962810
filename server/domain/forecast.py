"""How long: a range of minutes from the work ahead and the counters that can take it.

Nobody at a counter that answers the service: no number is given, and the screens say why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.day import Day, ServiceTime
from server.domain.site import Service, Site
from server.domain.ticket import Place, Ticket

PRIOR_VISITS = 5
"""The site file's minutes weigh as much as this many measured visits."""
GRID = 5
"""Minutes. Both ends stand on it, the upper rounded up: a pessimistic promise satisfies more
(Yu 2020)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes, whole, low <= likely <= high."""

    low: int
    likely: int
    high: int


def minutes_of(service: Service, measured: ServiceTime) -> float:
    """What serving takes: measured today, shrunk to the site file's starting value."""
    total = measured.minutes + PRIOR_VISITS * service.minutes
    return total / (measured.count + PRIOR_VISITS)


def estimate(day: Day, site: Site, ticket: Ticket, now: datetime) -> Estimate | None:
    """The wait of a ticket that waits, from now. None when no open counter answers it."""
    staffed = staffing(day, site)
    remaining = [s for s in ticket.remaining if s in staffed]
    if ticket.reserved_for:
        return _range(day.queues.ahead(ticket) * _average(day, site) + _average(day, site) / 2)
    if not remaining:
        return None
    return min(
        (_estimate_in(day, site, s, ticket.place, staffed) for s in remaining),
        key=lambda e: e.likely,
    )


def estimate_for(day: Day, site: Site, service: str, place: Place) -> Estimate | None:
    """What a ticket of this service would wait if it stood at this place."""
    staffed = staffing(day, site)
    return _estimate_in(day, site, service, place, staffed) if service in staffed else None


def staffing(day: Day, site: Site) -> Mapping[str, frozenset[str]]:
    """Service -> the open counters whose agent answers it. Services without any are left out."""
    return site.answered_by(tuple((seat.code, seat.agent or "") for seat in day.open_seats()))


def _estimate_in(
    day: Day,
    site: Site,
    service: str,
    place: Place,
    staffed: Mapping[str, frozenset[str]],
) -> Estimate:
    ours = staffed[service]
    work = 0.0
    for other, counters in staffed.items():
        if other in site.services and (shared := len(ours & counters)):
            minutes = minutes_of(site.services[other], day.times.get(other, ServiceTime()))
            work += day.queues.ahead_in(other, place) * minutes * shared / len(counters)
    if all(day.seat(code).ticket for code in ours):
        work += minutes_of(site.services[service], day.times.get(service, ServiceTime())) / 2
    return _range(work / len(ours))


def _average(day: Day, site: Site) -> float:
    known = [minutes_of(s, day.times.get(s.code, ServiceTime())) for s in site.services.values()]
    return sum(known) / len(known)


def _range(likely: float) -> Estimate:
    """Wide on purpose while the site is young: measured error of such a formula is ±40 %."""
    low = math.floor(likely * 0.6 / GRID) * GRID
    high = max(GRID, math.ceil(likely * 1.4 / GRID) * GRID)
    return Estimate(low, round(likely), high)
