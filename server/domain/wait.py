"""How long somebody waits, and whether longer than promised: told alike to everybody.

The promise is made once, with the ticket, and falls due at `ticket.promised`: the arrival, or the
appointed hour, plus the promise of the service asked for first. It is not `ticket.due`, which only
decides who is called first. Legal priority, a transfer or a second service move somebody forward in
the queue; they take nothing from, and add nothing to, what the visitor was told. Only asking to be
called later moves the promise, to that moment if it is later. The first call keeps the promise, or
has missed it for good: whoever comes back after a call is not late anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.site import Service
from server.domain.ticket import Ticket

ZERO = timedelta(0)


def promised(service: Service, arrived: datetime, appointment: datetime | None = None) -> datetime:
    """When the promise made with a ticket falls due."""
    return max(arrived, appointment or arrived) + timedelta(minutes=service.target_wait)


def since(ticket: Ticket) -> datetime:
    """The arrival, or the appointed hour for whoever came early."""
    return max(ticket.taken_at, ticket.appointment or ticket.taken_at)


def waited(ticket: Ticket, now: datetime) -> timedelta:
    """Until the first call, or until now for who was not called."""
    return max((ticket.first_called_at or now) - since(ticket), ZERO)


def promise(ticket: Ticket) -> timedelta:
    """The longest wait that was promised."""
    return ticket.promised - since(ticket)


def late(ticket: Ticket, now: datetime) -> bool:
    """To the second: a promise of twenty minutes is kept at 20:00 and missed at 20:01."""
    return (ticket.first_called_at or now) > ticket.promised
