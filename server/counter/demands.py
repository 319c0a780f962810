"""What the visitor at the counter came for, sorted by who answers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from server.application.sight import Sight
from server.domain.policy import Reach
from server.domain.ticket import Ticket

DemandState = Literal["done", "here", "elsewhere"]
"""`here`: done once this agent finishes; `elsewhere`: others call the visitor for it then."""


class Demand(BaseModel):
    name: str
    state: DemandState


def demands_of(sight: Sight, ticket: Ticket, reach: Reach) -> Iterator[Demand]:
    here = ticket.answered_by(reach.services)
    for code in ticket.services:
        state: DemandState = "here" if code in here else "elsewhere"
        if code in ticket.done:
            state = "done"
        yield Demand(name=sight.service_name(code), state=state)
