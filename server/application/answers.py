"""What a command is answered: made on the day as it then stood, kept with the key it came with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from server.application.views import counter_view, ticket_view
from server.domain import commands as c
from server.domain.day import Day
from server.domain.events import Event, FallbackRequested, PrintRequested, TicketCalled
from server.domain.site import Site
from server.protocol.queue import CounterView, TicketView


class Answer(BaseModel):
    """Whatever a command can be answered; the door in front takes what it shows."""

    ticket: TicketView | None = None
    rule: str | None = None
    facts: dict[str, str] = {}
    counter: CounterView | None = None
    job: str | None = None
    """The print job of a page."""
    printed: str | None = None
    numbers: list[str] = []
    """Printed in advance."""


def answer_to(
    command: c.Command, events: Sequence[Event], day: Day, site: Site, now: datetime
) -> Answer:
    """`day` already has the events."""
    match command:
        case c.TakeTicket():
            number = next(reversed(day.tickets))
            return Answer(ticket=ticket_view(day, site, day.tickets[number], now))
        case c.EnterPaper(number=number):
            return Answer(ticket=_ticket(day, site, number, now))
        case c.MoveTicket(number=number):
            return _with_reason(Answer(ticket=_ticket(day, site, number, now)), events)
        case c.CallNext():
            return _called(events, day, site, now)
        case (
            c.OpenCounter(counter=code)
            | c.PauseCounter(counter=code)
            | c.CloseCounter(counter=code)
        ):
            return Answer(counter=counter_view(day, site, code))
        case c.PrintPage():
            return _page(events, day)
        case c.PrintFallback():
            return Answer(numbers=[e.number for e in events if isinstance(e, FallbackRequested)])
        case _:
            return Answer()


def _ticket(day: Day, site: Site, number: str, now: datetime) -> TicketView:
    return ticket_view(day, site, day.tickets[number], now)


def _called(events: Sequence[Event], day: Day, site: Site, now: datetime) -> Answer:
    call = next((e for e in events if isinstance(e, TicketCalled)), None)
    if call is None:
        return Answer()
    return _with_reason(Answer(ticket=_ticket(day, site, call.number, now)), events)


def _page(events: Sequence[Event], day: Day) -> Answer:
    asked = next(e for e in events if isinstance(e, PrintRequested))
    return Answer(job=asked.job, printed=day.papers.jobs[asked.job].result or "queued")


def _with_reason(answer: Answer, events: Sequence[Event]) -> Answer:
    call = next((e for e in events if isinstance(e, TicketCalled)), None)
    return answer.model_copy(update={"rule": call.rule, "facts": call.facts}) if call else answer
