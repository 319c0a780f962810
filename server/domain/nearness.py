"""How near a waiting visitor's call is: whether she is next, and when she should come back."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta
from typing import Literal

from server.domain.day import Day
from server.domain.forecast import Estimate
from server.domain.lifecycle import State
from server.domain.policy import choose, reach_of
from server.domain.site import Site
from server.domain.ticket import Ticket

Nearness = Literal["next", "soon", "later"]

LAST_PART = 0.25
"""Of the whole wait: what is left when it is time to come back."""
WORTH_GOING_OUT = timedelta(minutes=10)
"""Whoever has waited less has hardly gone away."""


def called_next(day: Day, site: Site, now: datetime) -> frozenset[str]:
    """The numbers that the open counters would call, were they to call now."""
    reaches = (reach_of(day, site, counter, agent, now) for counter, agent in day.staffing.open)
    choices = (choose(day, reach, site.policy, now) for reach in reaches)
    return frozenset(choice.ticket.number for choice in choices if choice is not None)


def nearness(
    ticket: Ticket, following: Container[str], now: datetime, left: Estimate | None
) -> Nearness:
    """Of a ticket that waits, for as long as `left` says. `following`: who is called next."""
    if ticket.state is not State.WAITING or ticket.is_away(now):
        return "later"
    if ticket.number in following:
        return "next"
    return "soon" if _is_soon(ticket, now, left) else "later"


def _is_soon(ticket: Ticket, now: datetime, left: Estimate | None) -> bool:
    """She has used the time she asked for, or little is left of a wait worth going out for."""
    if ticket.away_until is not None:
        return True
    waited = now - (ticket.returned_at or ticket.taken_at)
    if left is None or waited < WORTH_GOING_OUT:
        return False
    rest = timedelta(minutes=left.likely)
    return rest <= LAST_PART * (waited + rest)
