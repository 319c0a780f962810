"""What the rules decide on a state, asked anew."""

from __future__ import annotations

from datetime import datetime

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import Fact
from server.domain.policy import Choice, Reach, choose, due_at
from server.domain.site import Site


def decided(day: Day, site: Site, reach: Reach, now: datetime) -> Choice | None:
    """Who is to be called on exactly this state, and why; None when nobody is."""
    return choose(day, reach, site.policy, now)


def rightful_due(day: Day, site: Site, fact: Fact) -> datetime | None:
    """When the rules have a ticket due from this fact on; None where it moves nobody, or where the
    site file does not know the service."""
    match fact.event:
        case e.TicketTaken() as taken:
            arrived = taken.arrived or fact.at
            return _due(site, taken.services, arrived, taken.priority, taken.appointment)
        case e.PrioritySet(number=number, priority=priority):
            ticket = day.tickets[number]
            return _due(site, ticket.remaining, ticket.taken_at, priority, ticket.appointment)
        case e.TicketTransferred(number=number):
            return day.tickets[number].taken_at
        case e.TicketPostponed(number=number, until=until):
            return max(day.tickets[number].due, until)
        case _:
            return None


def _due(
    site: Site,
    services: tuple[str, ...],
    arrived: datetime,
    priority: bool,
    appointment: datetime | None,
) -> datetime | None:
    """The service asked for first decides."""
    service = site.services_today.get(services[0]) if services else None
    if service is None:
        return None
    return due_at(site.policy, service, arrived, priority=priority, appointment=appointment)
