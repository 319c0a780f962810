"""What a rule looks at beside the command, and what it may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.commands import Who
from server.domain.day import Day
from server.domain.hours import Hours
from server.domain.papers import LastFallback, Printer
from server.domain.policy import Reach, reach_of
from server.domain.refusal import Code, Refused
from server.domain.site import Service, Site
from server.domain.ticket import Seat, Ticket
from server.domain.waits import Waits


@dataclass(frozen=True, slots=True)
class Scene:
    day: Day
    site: Site
    hours: Hours
    who: Who
    now: datetime
    """The day's time: never before its last fact."""
    stamp: str
    """Drawn by lot for this request: no other has it, whatever becomes of the journal."""
    clock: datetime
    """What the clock shows: opening hours go by it, even when it was wrong before."""
    printer: Printer | None = None
    """None where the place has none."""
    waits: Waits = field(default_factory=Waits)
    last_fallback: LastFallback | None = None
    """Looked up for `PrintFallback` alone."""

    def service(self, code: str) -> Service:
        """One that can be asked for."""
        return _known(self.site.services, code)

    def service_of(self, ticket: Ticket) -> Service:
        """What it is here for, first."""
        return _known(self.site.services_today, ticket.remaining[0])

    def ticket(self, number: str) -> Ticket:
        ticket = self.day.tickets.get(number)
        if ticket is None:
            raise Refused(Code.UNKNOWN_TICKET, number=number)
        return ticket

    def seat(self, counter: str) -> Seat:
        """One that has left the site file is there for as long as somebody sits at it."""
        seat = self.day.seat(counter)
        if counter not in self.site.counters and seat.agent is None:
            raise Refused(Code.UNKNOWN_COUNTER, counter=counter)
        return seat

    def reach(self, counter: str) -> Reach:
        return reach_of(self.day, self.site, counter, self.who.name, self.now)


def _known(services: Mapping[str, Service], code: str) -> Service:
    service = services.get(code)
    if service is None:
        raise Refused(Code.UNKNOWN_SERVICE, service=code)
    return service
