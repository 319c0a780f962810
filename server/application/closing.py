"""Who can still be received before closing, asked at one moment of one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.application.sight import Sight
from server.domain import closing
from server.domain.forecast import Estimate
from server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    answer: closing.Prospect
    closes: datetime | None
    takes: bool
    """The site gives a ticket all the same."""

    @property
    def unsure(self) -> bool:
        return self.answer in closing.UNSURE


def newcomer_before_closing(sight: Sight, service: str, wait: Estimate | None) -> BeforeClosing:
    """Of somebody who would take a ticket now, and wait so long."""
    closes = sight.reception.hours.closes(service, sight.clock)
    answer = closing.received_before(closes, sight.clock, wait)
    return BeforeClosing(answer, closes, closing.gives_a_ticket(sight.site.policy, answer))


def ticket_before_closing(sight: Sight, ticket: Ticket, wait: Estimate | None) -> BeforeClosing:
    """Of somebody who waits so long; after closing nothing is to be said of it any more."""
    closes = sight.reception.hours.closes(ticket.remaining[0], sight.clock)
    return BeforeClosing(closing.received_before(closes, sight.clock, wait), closes, True)


def closing_soon(sight: Sight) -> datetime | None:
    """When the place closes, in its last minutes."""
    return closing.closing_soon(sight.site.policy, sight.opening, sight.clock)
