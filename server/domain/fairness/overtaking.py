"""Who was overtaken by a later comer, and by how much that is right.

A ticket's promise is here the time from its arrival to when it is due. Whichever policy gave that
time, the earliest due of those in reach is called, so for everybody who is there and in reach of
that counter

    due of who is called  <=  due of who goes on waiting

and a later comer is ahead by at most the difference of the two promises. That is all that the rule
says, and so all that can be proved: not that who came first is called first at another counter,
whose agent has not the skill; not of somebody who asked to be called later, whose service is
interrupted, or whom an agent chose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.day import Day
from server.domain.policy import Reach
from server.domain.ticket import Ticket

BY_PLACE = frozenset(
    {
        *("next_due", "past_promise", "first_come", "weighted"),
        *("appointment", "already_received", "kept_for_counter"),
    }
)
"""The rules that call the earliest due. The law's priority, and what bounds it, stand aside."""
BY_PLACE_ONCE_DUE = frozenset({"expert_kept"})
"""For those who need an expert somebody may be overtaken who is not due yet, and nobody else."""


@dataclass(frozen=True, slots=True)
class Overtaking:
    called: Ticket
    waits: Ticket
    """Who came before, and goes on waiting."""

    @property
    def later(self) -> timedelta:
        """By how much the one who is called came after."""
        return self.called.taken_at - self.waits.taken_at

    @property
    def allowed(self) -> timedelta:
        """The difference of their promises."""
        return _promise(self.waits) - _promise(self.called)

    @property
    def too_far(self) -> bool:
        return self.later > self.allowed

    @property
    def between_equals(self) -> bool:
        """Both came to be called in their turn: what separates them is their services' promises."""
        return _takes_turns(self.called) and _takes_turns(self.waits)


def overtakings(day: Day, reach: Reach, called: Ticket, now: datetime) -> Iterator[Overtaking]:
    """By calling this one now to a counter with this reach."""
    for queue in day.queues.reachable(reach.by_rule, reach.counter):
        for _, taken_at, _, number in queue:
            waits = day.tickets[number]
            if taken_at < called.taken_at and not waits.is_away(now) and not reach.rests(waits):
                yield Overtaking(called, waits)


def _promise(ticket: Ticket) -> timedelta:
    return ticket.due - ticket.taken_at


def _takes_turns(ticket: Ticket) -> bool:
    aside = ticket.priority or ticket.received or ticket.appointment or ticket.away_until
    return not aside
