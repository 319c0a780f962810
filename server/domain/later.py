"""Why it takes so much longer than a visitor was told at first that she must know."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from server.domain.forecast import Estimate
from server.domain.ticket import Ticket
from server.domain.waits import Standpoint, counters_for, is_interrupted

MINUTE = timedelta(minutes=1)
MOVED = 10
"""Minutes by which an upper end has to move before anything is said of it."""

Cause = Literal["counter_closed", "priority", "longer_visits"]


def later_because(at: Standpoint, ticket: Ticket, range_: Estimate) -> Cause | None:
    """Why the upper end has moved by so much that the visitor must know; None when it has not, or
    when the phone tells of an interruption."""
    told = ticket.told
    if told is None or ticket.received or ticket.away_until is not None:
        return None
    if is_interrupted(at, ticket):
        return None
    if at.now + range_.high * MINUTE < ticket.taken_at + (told.high + MOVED) * MINUTE:
        return None
    if counters_for(at, ticket.remaining[0]) < told.counters:
        return "counter_closed"
    passed = (other for other in at.day.tickets.values() if _passed(other, ticket))
    return "priority" if any(passed) else "longer_visits"


def _passed(other: Ticket, ticket: Ticket) -> bool:
    """Came later, and was called first by right."""
    by_right = other.priority or other.appointment is not None
    return by_right and other.first_called_at is not None and other.taken_at > ticket.taken_at
