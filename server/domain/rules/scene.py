"""What a rule looks at, and the conditions that several rules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.domain.commands import Who
from server.domain.day import Day
from server.domain.hours import Hours
from server.domain.lifecycle import Action, CounterState, State, move
from server.domain.policy import Reach
from server.domain.refusal import Code, Refused
from server.domain.site import Service, Site
from server.domain.ticket import Seat, Ticket


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

    def service(self, code: str) -> Service:
        service = self.site.services.get(code)
        if service is None:
            raise Refused(Code.UNKNOWN_SERVICE, service=code)
        return service

    def ticket(self, number: str) -> Ticket:
        ticket = self.day.tickets.get(number)
        if ticket is None:
            raise Refused(Code.UNKNOWN_TICKET, number=number)
        return ticket

    def seat(self, counter: str) -> Seat:
        if counter not in self.site.counters:
            raise Refused(Code.UNKNOWN_COUNTER, counter=counter)
        return self.day.seat(counter)

    def own_seat(self, counter: str) -> Seat:
        """The counter, open, with the one who asks sitting at it."""
        seat = self.seat(counter)
        if seat.agent != self.who.name:
            raise Refused(Code.NOT_YOUR_COUNTER, counter=counter)
        if seat.state is not CounterState.OPEN:
            raise Refused(Code.NOT_ALLOWED_NOW, state=seat.state, counter=counter)
        return seat

    def idle_seat(self, counter: str) -> Seat:
        seat = self.own_seat(counter)
        if seat.ticket is not None:
            raise Refused(Code.COUNTER_BUSY, counter=counter, number=seat.ticket)
        return seat

    def reach(self, counter: str) -> Reach:
        agent = self.day.seat(counter).agent or self.who.name
        return Reach(counter, self.site.skills_of(agent))

    def allowed(self, action: Action, ticket: Ticket) -> State:
        """The state the move leads to."""
        row = move(action, ticket.state)
        if row is None:
            raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number)
        return row.target

    def mine(self, ticket: Ticket) -> str:
        """The ticket's counter, when it is the asker's own or a manager asks."""
        counter = ticket.counter
        if counter is None:
            raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number)
        if self.day.seat(counter).agent != self.who.name and not self.who.in_charge:
            raise Refused(Code.NOT_YOUR_COUNTER, counter=counter)
        return counter

    def mine_if_at_counter(self, ticket: Ticket) -> None:
        if ticket.counter is not None:
            self.mine(ticket)
