"""What a visitor's own phone shows: the ticket, its place in the queue, and what can be done."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from server.application.sight import Sight
from server.application.views import ticket_view
from server.domain.lifecycle import Action, Actor, State, actions_from
from server.live.picture import Cue, is_fresh
from server.protocol.queue import TicketView

PhoneStage = Literal[
    "waiting", "away", "called", "serving", "parked", "absent", "served", "left", "cancelled"
]


class PhonePicture(BaseModel):
    site: str
    """The site's name."""
    stage: PhoneStage
    """The ticket's state; `away` while a visitor who asked for time is not called."""
    ticket: TicketView
    services: tuple[str, ...]
    """Names; without the confidential ones."""
    counter: str | None
    """The name of the counter that calls or serves."""
    back_at: datetime | None
    """Until when an `away` visitor is not called."""
    may_leave: bool
    may_postpone: bool


def phone_picture(sight: Sight, number: str) -> PhonePicture | None:
    """None for a ticket of a day that is over."""
    ticket = sight.day.tickets.get(number)
    if ticket is None:
        return None
    away = ticket.away_until if ticket.is_away(sight.now) else None
    offered = actions_from(ticket.state, Actor.VISITOR)
    return PhonePicture(
        site=sight.site.name,
        stage="away" if away and ticket.state is State.WAITING else ticket.state.value,
        ticket=ticket_view(sight, ticket),
        services=tuple(sight.said(s.name) for s in sight.services_named(ticket)),
        counter=sight.counter_name(ticket.counter) if ticket.counter else None,
        back_at=away,
        may_leave=Action.LEAVE in offered,
        may_postpone=Action.LATER in offered and ticket.away_until is None,
    )


def call_cues(sight: Sight, number: str) -> tuple[Cue, ...]:
    """The calls of this ticket: the phone vibrates once for each."""
    return tuple(
        Cue(call.seq, "call", call.at, {"again": call.again})
        for call in sight.day.calls
        if call.number == number and is_fresh(call.at, sight.now)
    )
