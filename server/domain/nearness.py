"""How near a waiting visitor's call is: whether she is next, and when she should come back."""

from __future__ import annotations

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


def nearness(
    day: Day, site: Site, ticket: Ticket, now: datetime, left: Estimate | None
) -> Nearness:
    """Of a ticket that waits, for as long as `left` says. `next`: a counter that is open would call
    it, were it to call now."""
    if ticket.state is not State.WAITING or ticket.is_away(now):
        return "later"
    if _is_next(day, site, ticket, now):
        return "next"
    return "soon" if _is_soon(ticket, now, left) else "later"


def _is_next(day: Day, site: Site, ticket: Ticket, now: datetime) -> bool:
    for counter, agent in day.staffing.open:
        # Whom a counter cannot reach it does not call: most of them need not be asked.
        if ticket.reserved_for not in (None, counter):
            continue
        if ticket.reserved_for is None and site.skills_of(agent).isdisjoint(ticket.remaining):
            continue
        choice = choose(day, reach_of(day, site, counter, agent, now), site.policy, now)
        if choice is not None and choice.ticket.number == ticket.number:
            return True
    return False


def _is_soon(ticket: Ticket, now: datetime, left: Estimate | None) -> bool:
    """She has used the time she asked for, or little is left of a wait worth going out for."""
    if ticket.away_until is not None:
        return True
    waited = now - (ticket.returned_at or ticket.taken_at)
    if left is None or waited < WORTH_GOING_OUT:
        return False
    rest = timedelta(minutes=left.likely)
    return rest <= LAST_PART * (waited + rest)
