"""How long: a range of minutes from the work ahead and the counters that can take it.

Nobody at a counter that answers the service: no number is given, and the screens say why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from server.domain.day import Day
from server.domain.site import Site
from server.domain.staffing import Work
from server.domain.ticket import Place, Ticket

GRID = 5
"""Minutes. Both ends stand on it, the upper rounded up: a pessimistic promise satisfies more
(Yu 2020)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes, whole, low <= likely <= high."""

    low: int
    likely: int
    high: int


def estimate(day: Day, site: Site, ticket: Ticket, now: datetime) -> Estimate | None:
    """The wait of a ticket that waits, from now. None when no open counter answers it."""
    work = day.staffing.work(site)
    if ticket.reserved_for:
        return _range(day.queues.ahead(ticket) * work.average + work.average / 2)
    place = ticket.place
    estimates = [_estimate_in(day, work, s, place) for s in ticket.remaining if s in work.answered]
    return min(estimates, key=lambda e: e.likely, default=None)


def estimate_for(day: Day, site: Site, service: str, place: Place) -> Estimate | None:
    """What a ticket of this service would wait if it stood at this place."""
    work = day.staffing.work(site)
    return _estimate_in(day, work, service, place) if service in work.answered else None


def _estimate_in(day: Day, work: Work, service: str, place: Place) -> Estimate:
    minutes = 0.0
    for load in work.loads[service]:
        if ahead := day.queues.ahead_in(load.queue, place):
            minutes += ahead * load.minutes * load.shared / load.counters
    ours = work.answered[service]
    if all(day.seat(code).ticket for code in ours):
        minutes += work.minutes[service] / 2
    return _range(minutes / len(ours))


def _range(likely: float) -> Estimate:
    """Wide on purpose while the site is young: measured error of such a formula is ±40 %."""
    low = math.floor(likely * 0.6 / GRID) * GRID
    high = max(GRID, math.ceil(likely * 1.4 / GRID) * GRID)
    return Estimate(low, round(likely), high)
