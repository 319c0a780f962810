"""What a visitor's own phone shows: the ticket, its place in the queue, and what can be done."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from server.application.reception import Reception
from server.application.views import said, ticket_view
from server.domain.day import Day
from server.domain.lifecycle import Action, Actor, State, actions_from
from server.domain.ticket import Ticket
from server.live.picture import Cue, is_fresh
from server.protocol.queue import TicketView

Stage = Literal[
    "waiting", "away", "called", "serving", "parked", "absent", "served", "left", "cancelled"
]
DOTS = 8
"""People drawn one by one; more are a figure."""


class PhonePicture(BaseModel):
    site: str
    """The site's name."""
    stage: Stage
    """The ticket's state; `away` while a visitor who asked for time is not called."""
    ticket: TicketView
    services: tuple[str, ...]
    """Names. A confidential one is left out: phones are read over shoulders (GDPR art. 5)."""
    counter: str | None
    """The name of the counter that calls or serves."""
    back_at: datetime | None
    """Until when an `away` visitor is not called."""
    may_leave: bool
    may_postpone: bool


def phone_picture(
    reception: Reception, number: str, now: datetime, language: str
) -> PhonePicture | None:
    """None for a ticket of a day that is over."""
    day, site = reception.committed, reception.site
    ticket = day.tickets.get(number)
    if ticket is None:
        return None
    away = ticket.away_until if ticket.away_until and ticket.away_until > now else None
    offered = actions_from(ticket.state, Actor.VISITOR)
    return PhonePicture(
        site=site.name,
        stage="away" if away and ticket.state is State.WAITING else ticket.state.value,
        ticket=ticket_view(day, site, ticket, now),
        services=_service_names(reception, ticket, language),
        counter=_counter_name(reception, ticket, language),
        back_at=away,
        may_leave=Action.LEAVE in offered,
        may_postpone=Action.LATER in offered and ticket.away_until is None,
    )


def call_cues(day: Day, number: str, now: datetime) -> tuple[Cue, ...]:
    """The calls of this ticket: the phone vibrates once for each."""
    return tuple(
        Cue(call.seq, "call", call.at, {"again": call.again})
        for call in day.calls
        if call.number == number and is_fresh(call.at, now)
    )


def _service_names(reception: Reception, ticket: Ticket, language: str) -> tuple[str, ...]:
    services = reception.site.services
    known = (services[code] for code in ticket.services if code in services)
    return tuple(said(s.name, language) for s in known if not s.confidential)


def _counter_name(reception: Reception, ticket: Ticket, language: str) -> str | None:
    counter = reception.site.counters.get(ticket.counter or "")
    return said(counter.name, language) if counter else ticket.counter
