"""What a visitor's own phone shows: the ticket, its place in the queue, and what can be done."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel

from server.application.closing import closing_soon, ticket_before_closing
from server.application.sight import Sight
from server.application.views import ticket_view
from server.domain.forecast import GRID, Estimate
from server.domain.later import Cause, later_because
from server.domain.lifecycle import AT_COUNTER, Action, Actor, State, actions_from
from server.domain.nearness import Nearness, nearness
from server.domain.policy import because
from server.domain.ticket import Ticket
from server.domain.waits import counters_for
from server.live.picture import Cue, is_fresh
from server.protocol.queue import TicketView
from server.rim import closing, interruption
from server.rim.words import visitor_text

PhoneStage = Literal[
    "waiting", "away", "called", "serving", "parked", "absent", "served", "left", "cancelled"
]


Until = Literal["", "first", "next"]
"""Which call a visit of several demands waits for; empty for a visit of one."""


Wide = Literal["", "one_counter", "others_first"]
"""Why a range is so wide that nobody can plan by it; empty where it is not."""
FAR_APART = 45
"""Minutes between two ends, from which a wide range is explained."""


class ShownWait(NamedTuple):
    """Minutes. Between them, what is likely is not shown."""

    low: int
    high: int

    @property
    def wide(self) -> bool:
        return self.high > 2 * self.low and self.high - self.low > FAR_APART


class PhoneDemand(NamedTuple):
    """One of what she came for."""

    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class PhonePage:
    """What the page shows and nothing else: at every call those of hundreds are compared, and what
    would look as it did is not painted."""

    number: str
    stage: PhoneStage
    """The ticket's state; `away` while a visitor who asked for time is not called."""
    ahead: int
    wait: ShownWait | None
    """Both are told to whoever is `waiting`."""
    wide: Wide
    later: Cause | None
    """Why the upper end has come to be later than what was told, where it is by far."""
    closing: str
    """That it may close before the turn, or closes soon; else nothing."""
    interruption: str
    """That nobody is called for it now or soon; else nothing."""
    near: Nearness
    """Whether she is the next who is called, or should come back now."""
    demands: tuple[PhoneDemand, ...]
    """Without the confidential ones."""
    until: Until
    counter: str | None
    """The name of the counter that calls or serves."""
    taken_at: datetime
    back_at: datetime | None
    """Until when an `away` visitor is not called."""
    priority: bool
    why: str | None
    """Why at this place, or called now; of whoever is neither, nothing."""
    may_leave: bool
    may_postpone: bool
    returns_until: datetime | None
    """How long she may take back the place that she has just given up."""


class PhonePicture(BaseModel):
    """The same for programs, with the whole ticket."""

    site: str
    """The site's name."""
    stage: PhoneStage
    near: Nearness
    ticket: TicketView
    services: tuple[str, ...]
    counter: str | None
    back_at: datetime | None
    why: str | None
    may_leave: bool
    may_postpone: bool


def phone_page(sight: Sight, number: str) -> PhonePage | None:
    """None for a ticket of a day that is over."""
    ticket = sight.day.tickets.get(number)
    if ticket is None:
        return None
    away = ticket.away_until if ticket.is_away(sight.now) else None
    stage: PhoneStage = "away" if away and ticket.state is State.WAITING else ticket.state.value
    offered = actions_from(ticket.state, Actor.VISITOR)
    range_ = sight.waits.of_ticket(sight, ticket) if stage == "waiting" else None
    return PhonePage(
        number=number,
        stage=stage,
        ahead=sight.day.queues.ahead(ticket) if stage == "waiting" else 0,
        wait=on_grid(range_) if range_ else None,
        wide=_wide(sight, ticket, on_grid(range_)) if range_ else "",
        later=later_because(sight, ticket, range_) if range_ else None,
        closing=_closing(sight, ticket, range_) if stage == "waiting" else "",
        interruption=interruption.told(sight, ticket.remaining) if stage == "waiting" else "",
        near=nearness(ticket, sight.called_next, sight.now, range_),
        demands=tuple(
            PhoneDemand(sight.said(service.name), service.code in ticket.done)
            for service in sight.services_named(ticket)
        ),
        until=_until(sight, ticket),
        counter=sight.counter_name(ticket.counter) if ticket.counter else None,
        taken_at=ticket.taken_at,
        back_at=away,
        priority=ticket.priority,
        why=_why(sight, ticket),
        may_leave=Action.LEAVE in offered,
        may_postpone=Action.LATER in offered and ticket.away_until is None,
        returns_until=ticket.returns_until if ticket.may_return(sight.now) else None,
    )


def phone_picture(sight: Sight, number: str) -> PhonePicture | None:
    """None for a ticket of a day that is over."""
    page = phone_page(sight, number)
    if page is None:
        return None
    return PhonePicture(
        site=sight.site.name,
        stage=page.stage,
        near=page.near,
        ticket=ticket_view(sight, sight.day.tickets[number]),
        services=tuple(demand.name for demand in page.demands),
        counter=page.counter,
        back_at=page.back_at,
        why=page.why,
        may_leave=page.may_leave,
        may_postpone=page.may_postpone,
    )


def on_grid(wait: Estimate) -> ShownWait:
    """As everywhere else, and not minute by minute. Outwards: the lower end that is reckoned never
    comes earlier, so whoever comes back by the one she was shown is not too late."""
    return ShownWait(wait.low // GRID * GRID, math.ceil(wait.high / GRID) * GRID)


def _wide(sight: Sight, ticket: Ticket, wait: ShownWait) -> Wide:
    if not wait.wide:
        return ""
    return "one_counter" if counters_for(sight, ticket.remaining[0]) == 1 else "others_first"


def _until(sight: Sight, ticket: Ticket) -> Until:
    if ticket.done:
        return "next"
    return "first" if sight.several_named(ticket) else ""


def _why(sight: Sight, ticket: Ticket) -> str | None:
    if ticket.state is not State.WAITING and ticket.state not in AT_COUNTER:
        return None
    reason = because(sight.day, sight.site, ticket, sight.now)
    return visitor_text(reason[0], sight.language) if reason else None


def _closing(sight: Sight, ticket: Ticket, wait: Estimate | None) -> str:
    doubt = closing.told(sight, ticket_before_closing(sight, ticket, wait))
    return doubt or closing.we_close(sight, closing_soon(sight))


def call_cues(sight: Sight, number: str) -> tuple[Cue, ...]:
    """The calls of this ticket: the phone vibrates once for each."""
    return tuple(
        Cue(call.seq, "call", call.at, {"again": call.again})
        for call in sight.day.calls
        if call.number == number and is_fresh(call.at, sight.now)
    )
