"""Many runs of the rest of a day, and what they have in common."""

from __future__ import annotations

from datetime import datetime

from server.domain.day import Day
from server.domain.foresight.foreseen import NOT_CALLED, Draws, Expected, Foresight
from server.domain.site import Site


def foresee(
    day: Day, site: Site, now: datetime, expected: Expected, draws: Draws | None = None
) -> Foresight:
    tickets = {ticket.number: NOT_CALLED for ticket in day.waiting()}
    newcomers = dict.fromkeys(site.services, NOT_CALLED)
    return Foresight(now, tickets, newcomers, newcomers, ())
