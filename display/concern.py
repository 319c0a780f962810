"""Whom a board speaks to: those who wait for its own rooms, as far as who serves where is known."""

from __future__ import annotations

from collections.abc import Iterator

from server.application.sight import Sight
from server.domain.site import Board, Site
from server.domain.ticket import Ticket


def shows_everything(sight: Sight, board: Board) -> bool:
    return all(counter.zone in board.zones for counter in sight.site.counters.values())


def in_zones(site: Site, board: Board, counter: str) -> bool:
    known = site.counters_today.get(counter)
    if known is None:
        return False
    # A zone that left the site file with its counter has no board any more: all are its boards.
    heard = {zone for other in site.boards.values() for zone in other.zones}
    nowhere = counter not in site.counters and known.zone not in heard
    return nowhere or known.zone in board.zones


def services_of(sight: Sight, board: Board) -> set[str]:
    """What the agents who sit in the board's rooms answer; everything, on a board of all rooms."""
    site = sight.site
    if shows_everything(sight, board):
        return set(site.services_today)
    here = _counters(sight, board)
    agents = [seat.agent for seat in sight.day.seats.values() if seat.agent and seat.code in here]
    return {service for agent in agents for service in site.skills_of(agent)}


def waiting_for(sight: Sight, board: Board) -> Iterator[Ticket]:
    """Each once, whatever she waits for."""
    everybody, here = shows_everything(sight, board), _counters(sight, board)
    services = services_of(sight, board)
    for ticket in sight.day.waiting():
        kept = ticket.reserved_for
        if everybody or (kept in here if kept else services & set(ticket.remaining)):
            yield ticket


def _counters(sight: Sight, board: Board) -> set[str]:
    return {code for code in sight.site.counters_today if in_zones(sight.site, board, code)}
