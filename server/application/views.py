"""What is told of a ticket, a counter, a site: built from the day, in one place for every door."""

from __future__ import annotations

from pydantic_core import to_json

from server.application.sight import Sight
from server.domain.day import Day
from server.domain.forecast import Estimate
from server.domain.lifecycle import State
from server.domain.site import Site
from server.domain.ticket import Ticket
from server.domain.waits import Moment, Waits
from server.protocol.place import ServiceView, SiteView
from server.protocol.queue import CounterView, EstimateView, TicketView


def estimate_view(value: Estimate | None) -> EstimateView | None:
    return EstimateView(low=value.low, likely=value.likely, high=value.high) if value else None


def ticket_view(sight: Sight, ticket: Ticket) -> TicketView:
    return TicketView.model_validate(_ticket(sight, sight.waits, ticket))


def ticket_json(at: Moment, waits: Waits, ticket: Ticket) -> bytes:
    """The same, written: a model made only to be written costs more than the writing.

    Of any day: an answer is made on the day as it will be once it is written.
    """
    return to_json(_ticket(at, waits, ticket))


def _ticket(at: Moment, told: Waits, ticket: Ticket) -> dict[str, object]:
    """The fields of `TicketView`, in its order."""
    waits = ticket.state is State.WAITING
    wait = told.of_ticket(at, ticket) if waits else None
    return {
        "number": ticket.number,
        "services": ticket.services,
        "state": ticket.state.value,
        "priority": ticket.priority,
        "needs": ticket.needs,
        "language": ticket.language,
        "taken_at": ticket.taken_at,
        "called_at": ticket.called_at,
        "started_at": ticket.started_at,
        "ended_at": ticket.ended_at,
        "counter": ticket.counter,
        "people_ahead": at.day.queues.ahead(ticket) if waits else 0,
        "estimate": {"low": wait.low, "likely": wait.likely, "high": wait.high} if wait else None,
        "printed": ticket.printed,
        "outcome": ticket.outcome,
    }


def counter_view(day: Day, site: Site, code: str) -> CounterView:
    seat = day.seat(code)
    return CounterView(
        code=code,
        name=site.common_name(code),
        state=seat.state.value,
        agent=seat.agent,
        ticket=seat.ticket,
    )


def site_view(sight: Sight) -> SiteView:
    site, opening = sight.site, sight.opening
    return SiteView(
        slug=site.slug,
        name=site.name,
        open=opening.open,
        until=opening.until,
        next_opening=sight.next_opening,
        services=[
            ServiceView(
                code=service.code,
                name=sight.said(service.name),
                open=sight.opening_of(service.code).open,
                waiting=sight.day.queues.waiting_for(service.code),
                estimate=newcomer_estimate(sight, service.code),
            )
            for service in site.services.values()
        ],
    )


def newcomer_estimate(sight: Sight, service: str) -> EstimateView | None:
    """What somebody who took a ticket for this service now would wait."""
    return estimate_view(sight.waits.of_newcomer(sight, service))
