"""When a service is not received though the house is open: planned by hand for today, or a gap in
its own hours. The same for whoever calls, waits or comes.

While it lasts nobody is called for the service by the rules; an agent may still call by hand, and
a ticket can still be taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from server.domain.day import Day
from server.domain.hours import Interruption
from server.domain.site import Site
from server.domain.ticket import Ticket


def interruption_of(day: Day, site: Site, service: str, now: datetime) -> Interruption | None:
    """From when to when: the one that lasts, or the next of today. Two that meet are one."""
    known = (day.interruptions.get(service), site.calendar.gap(service, now))
    found = sorted(each for each in known if each is not None and each.ends > now)
    if len(found) == 2 and found[1].begins <= found[0].ends:
        return Interruption(found[0].begins, max(each.ends for each in found))
    return found[0] if found else None


def interruptions_of(day: Day, site: Site, service: str, now: datetime) -> list[Interruption]:
    """All that are left of today, in order."""
    found: list[Interruption] = []
    while each := interruption_of(day, site, service, found[-1].ends if found else now):
        found.append(each)
    return found


def rests(ticket: Ticket, interrupted: frozenset[str]) -> bool:
    """All that it waits for is interrupted: no rule calls it."""
    return bool(interrupted) and interrupted.issuperset(ticket.remaining)


def interrupted(day: Day, site: Site, services: Iterable[str], now: datetime) -> frozenset[str]:
    """Which of these services are not received now."""
    return frozenset(
        service
        for service in services
        if (found := interruption_of(day, site, service, now)) and found.lasts(now)
    )
