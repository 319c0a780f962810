"""Why a ticket stands where it does, or was called: looked up for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping

from server.application.sight import Sight
from server.domain.policy.reasons import because
from server.domain.refusal import Code
from server.domain.ticket import Ticket
from server.rim.problems import Refused


def ticket_at(sight: Sight, number: str) -> Ticket:
    """Raises `unknown_ticket`."""
    ticket = sight.day.tickets.get(number)
    if ticket is None:
        raise Refused(Code.UNKNOWN_TICKET)
    return ticket


def reason_of(sight: Sight, ticket: Ticket) -> tuple[str, Mapping[str, str]]:
    """The rule, and its facts. Raises `not_allowed_now` of whoever neither waits nor was called."""
    reason = because(sight.day, sight.site, ticket, sight.now)
    if reason is None:
        raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state)
    return reason
