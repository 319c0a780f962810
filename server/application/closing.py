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
    deserted: datetime | None = None
    """When the last who is planned for it leaves, where that is before closing."""

    @property
    def unsure(self) -> bool:
        return self.answer in closing.UNSURE


def newcomer_before_closing(sight: Sight, service: str, wait: Estimate | None) -> BeforeClosing:
    """Of somebody who would take a ticket now, and wait so long."""
    closes = sight.reception.hours.closes(service, sight.clock)
    last = closing.last_call(sight, sight.waits, service, closes)
    answer = closing.received_before(last.by, sight.clock, wait)
    takes = closing.gives_a_ticket(sight.site.policy, answer)
    return BeforeClosing(answer, closes, takes, last.deserted)


def ticket_before_closing(sight: Sight, ticket: Ticket, wait: Estimate | None) -> BeforeClosing:
    """Of somebody who waits so long; after closing nothing is to be said of it any more."""
    service = ticket.remaining[0]
    closes = sight.reception.hours.closes(service, sight.clock)
    if closes is None:
        return BeforeClosing("yes" if wait else "nobody", None, True)
    last = closing.last_call(sight, sight.waits, service, closes)
    answer = closing.received_before(last.by, sight.clock, wait)
    return BeforeClosing(answer, closes, True, last.deserted)


def closing_soon(sight: Sight) -> datetime | None:
    """When the place closes, in its last minutes."""
    return closing.closing_soon(sight.site.policy, sight.opening, sight.clock)
