"""The ticket in the visitor's hand: what the last page says of it, paper or no paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.application.closing import ticket_before_closing
from server.application.sight import Sight
from server.application.views import ticket_view
from server.domain.lifecycle import State
from server.domain.ticket import Printed
from server.protocol.queue import EstimateView
from server.rim import interruption
from server.rim.closing import told

PaperNews = Literal["coming", "there", "none"]

_PAPER: dict[Printed, PaperNews] = {
    "queued": "coming",
    "printed": "there",
    # A printer that cannot tell: the paper is most likely there.
    "unconfirmed": "there",
    "not_printed": "none",
    "doubt": "none",
    "off": "none",
}


@dataclass(frozen=True, slots=True)
class Held:
    number: str
    ahead: int
    waits: bool
    estimate: EstimateView | None
    closing: str
    """That it may close before, or nothing."""
    interruption: str
    """That nobody is called for it now or soon, or nothing."""
    counter: str | None
    """Where to go, once called."""
    paper: PaperNews
    may_print_again: bool
    demands: tuple[str, ...]
    """All that this one visit is for, where there are several; none where one is confidential."""


def held(sight: Sight, token: str) -> Held:
    """The ticket that this secret opens, which the caller has checked."""
    number = sight.reception.number_of(token)
    assert number is not None
    ticket = sight.day.tickets[number]
    view = ticket_view(sight, ticket)
    wait = sight.waits.of_ticket(sight, ticket)
    counter = ticket.counter if ticket.state is State.CALLED else None
    waits = ticket.state is State.WAITING
    return Held(
        number=number,
        ahead=view.people_ahead,
        waits=waits,
        estimate=view.estimate,
        closing=told(sight, ticket_before_closing(sight, ticket, wait)) if waits else "",
        interruption=interruption.told(sight, ticket.remaining) if waits else "",
        counter=sight.counter_name(counter) if counter else None,
        paper=_PAPER[ticket.printed],
        demands=sight.several_named(ticket),
        may_print_again=ticket.printed == "not_printed",
    )
