"""What lies before those who wait now, whose wait is not over: no figure is green meanwhile."""

from __future__ import annotations

from pydantic import BaseModel

from server.application.closing import ticket_before_closing
from server.application.sight import Sight
from server.domain.figures import MINUTE
from server.domain.ticket import Ticket
from server.domain.wait import promise, waited


class Foreseen(BaseModel):
    """Of those who wait for their first call; whoever nobody answers has no wait to tell."""

    longest: int | None = None
    """Minutes from the ticket to the call, the longest that is likely."""
    late: int = 0
    """How many will likely be called beyond their promise, or are beyond it."""
    after_closing: int = 0
    """How many will probably not be received before closing."""


def foreseen(sight: Sight) -> Foreseen:
    told = Foreseen()
    for ticket in sight.day.waiting():
        if ticket.first_called_at is None and not ticket.is_away(sight.now):
            _count(told, sight, ticket)
    return told


def _count(told: Foreseen, sight: Sight, ticket: Ticket) -> None:
    left = sight.waits.of_ticket(sight, ticket)
    if left is None:
        return
    whole = int(waited(ticket, sight.now) / MINUTE) + left.likely
    told.longest = max(told.longest or 0, whole)
    told.late += whole * MINUTE > promise(ticket)
    told.after_closing += ticket_before_closing(sight, ticket, left).answer == "unlikely"
