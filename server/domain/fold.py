"""How each fact changes the day. `apply` is the only thing that changes a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from server.domain import events as e
from server.domain.day import Call, Coming, Day, KeyUse
from server.domain.events import Event, Fact
from server.domain.hours import Interruption
from server.domain.lifecycle import CounterState, State
from server.domain.papers import FALLBACK, PrintJob
from server.domain.ticket import Printed, Seat, Ticket


def fold(site: str, on: date, facts: Iterable[Fact]) -> Day:
    """The state of a day after these facts, in order."""
    day = Day(site, on)
    for fact in facts:
        apply(day, fact)
    return day


def apply(day: Day, fact: Fact) -> None:
    """One more fact. Raises ValueError when one is missing or repeated before it."""
    if fact.seq != day.seq + 1:
        raise ValueError(f"fact {fact.seq} after {day.seq} at {day.site} on {day.date}")
    day.seq = fact.seq
    day.last_at = fact.at
    if fact.key and fact.fingerprint:
        day.keys[fact.key] = KeyUse(fact.seq, fact.fingerprint)
    _APPLY[type(fact.event)](day, fact, fact.event)


def _taken(day: Day, fact: Fact, event: e.TicketTaken) -> None:
    prefix = event.number.rstrip("0123456789")
    counted = int(event.number[len(prefix) :])
    ticket = Ticket(
        number=event.number,
        services=event.services,
        language=event.language,
        taken_at=event.arrived or fact.at,
        # Papers of the same minute are handed out in the order of their numbers.
        rank=counted if event.arrived else len(day.tickets),
        due=event.due,
        promised=event.promised or event.due,
        priority=event.priority,
        needs=event.needs,
        appointment=event.appointment,
        origin=event.origin,
        told=event.told,
        booking=event.booking,
        printed=event.printed,
        state=State.SERVED if event.served else State.WAITING,
        done=event.services if event.served else (),
    )
    day.receive(ticket)
    day.issued[prefix] = max(day.issued.get(prefix, 0), counted)
    for service in event.services:
        day.taken[service] = day.taken.get(service, 0) + 1


def _called(day: Day, fact: Fact, event: e.TicketCalled) -> None:
    ticket = day.tickets[event.number]
    day.change(
        ticket,
        state=State.CALLED,
        counter=event.counter,
        first_called_at=ticket.first_called_at or fact.at,
        called_at=fact.at,
        started_at=None,
        called_because=(event.rule, event.facts),
        recalls=0,
        reserved_for=None,
        away_until=None,
    )
    day.seats[event.counter] = day.seat(event.counter)._replace(ticket=event.number)
    day.calls.append(Call(fact.seq, event.number, event.counter, fact.at, again=False))
    if event.rule != e.BY_HAND:
        day.priority_run = day.priority_run + 1 if ticket.priority else 0


def _recalled(day: Day, fact: Fact, event: e.TicketRecalled) -> None:
    ticket = day.tickets[event.number]
    day.change(ticket, recalls=ticket.recalls + 1)
    day.calls.append(Call(fact.seq, event.number, event.counter, fact.at, again=True))


def _started(day: Day, fact: Fact, event: e.ServiceStarted) -> None:
    day.change(day.tickets[event.number], state=State.SERVING, started_at=fact.at)


def _finished(day: Day, fact: Fact, event: e.ServiceFinished) -> None:
    ticket = day.tickets[event.number]
    _measure(day, fact, event, ticket)
    done = (*ticket.done, *event.services)
    if set(ticket.services) - set(done):
        day.change(ticket, state=State.WAITING, done=done, counter=None, received=True,
             returned_at=fact.at, due=ticket.taken_at)  # fmt: skip
    else:
        day.change(ticket, state=State.SERVED, done=done, counter=None, ended_at=fact.at,
             outcome=event.outcome)  # fmt: skip


def _measure(day: Day, fact: Fact, event: e.ServiceFinished, ticket: Ticket) -> None:
    began = ticket.started_at or ticket.called_at
    if began is None or not event.services:
        return
    minutes = (fact.at - began).total_seconds() / 60 / len(event.services)
    day.staffing = day.staffing.measured(event.services, minutes)


def _absent(day: Day, fact: Fact, event: e.VisitorAbsent) -> None:
    day.change(day.tickets[event.number], state=State.ABSENT, counter=None)


def _parked(day: Day, fact: Fact, event: e.TicketParked) -> None:
    day.change(day.tickets[event.number], state=State.PARKED, counter=None, received=True)


def _transferred(day: Day, fact: Fact, event: e.TicketTransferred) -> None:
    ticket = day.tickets[event.number]
    day.change(
        ticket,
        state=State.WAITING,
        services=event.services,
        done=tuple(service for service in ticket.done if service != event.again),
        counter=None,
        due=event.due,
        reserved_for=event.counter,
        received=True,
        returned_at=fact.at,
    )


def _service_added(day: Day, fact: Fact, event: e.ServiceAdded) -> None:
    ticket = day.tickets[event.number]
    day.change(ticket, services=(*ticket.services, event.service))
    day.taken[event.service] = day.taken.get(event.service, 0) + 1


def _requeued(day: Day, fact: Fact, event: e.TicketRequeued) -> None:
    ticket = day.tickets[event.number]
    received = ticket.received or ticket.started_at is not None
    day.change(ticket, state=State.WAITING, counter=None, ended_at=None, received=received,
         returned_at=fact.at)  # fmt: skip


def _ended(state: State) -> Callable[[Day, Fact, Any], None]:
    def apply_end(day: Day, fact: Fact, event: Any) -> None:
        ticket = day.tickets[event.number]
        day.change(ticket, state=state, counter=None, ended_at=fact.at)

    return apply_end


def _priority_set(day: Day, fact: Fact, event: e.PrioritySet) -> None:
    day.change(day.tickets[event.number], priority=event.priority, due=event.due)


def _note_added(day: Day, fact: Fact, event: e.NoteAdded) -> None:
    ticket = day.tickets[event.number]
    day.change(ticket, notes=(*ticket.notes, event.note))


def _postponed(day: Day, fact: Fact, event: e.TicketPostponed) -> None:
    ticket = day.tickets[event.number]
    promised = max(ticket.promised, event.until)
    day.change(ticket, due=event.due, promised=promised, away_until=event.until)


def _counter_opened(day: Day, fact: Fact, event: e.CounterOpened) -> None:
    day.sit(Seat(event.counter, CounterState.OPEN, event.agent, None, fact.at))


def _counter_paused(day: Day, fact: Fact, event: e.CounterPaused) -> None:
    day.sit(Seat(event.counter, CounterState.PAUSED, event.agent, None, fact.at))


def _counter_closed(day: Day, fact: Fact, event: e.CounterClosed) -> None:
    day.sit(Seat(event.counter))
    for *_, number in tuple(day.queues.by_counter.get(event.counter, ())):
        # Kept for a colleague who has left: whoever has the skill may call, nobody is forgotten.
        day.change(day.tickets[number], reserved_for=None)


def _nobody(day: Day, fact: Fact, event: e.NobodyToCall) -> None:
    pass


def _print_requested(day: Day, fact: Fact, event: e.PrintRequested) -> None:
    day.papers.ask(PrintJob(event.job, event.number, event.kind, event.printer, fact.at))
    if ticket := day.tickets.get(event.number):
        day.change(ticket, printed="queued")


def _fallback_requested(day: Day, fact: Fact, event: e.FallbackRequested) -> None:
    day.papers.ask(PrintJob(event.job, event.number, FALLBACK, event.printer, fact.at))


def _print_reported(day: Day, fact: Fact, event: e.PrintReported) -> None:
    job = day.papers.report(event.job, event.result, event.reason)
    ticket = day.tickets.get(job.number)
    if ticket and day.papers.tells_of_its_ticket(job):
        day.change(ticket, printed=cast(Printed, event.result))


def _help_asked(day: Day, fact: Fact, event: e.HelpAsked) -> None:
    day.help_asked[event.place] = fact.at
    day.help_coming.pop(event.place, None)
    day.help_calls += 1


def _help_answered(day: Day, fact: Fact, event: e.HelpAnswered) -> None:
    day.help_asked.pop(event.place, None)
    day.help_coming[event.place] = Coming(event.by, fact.at)


def _interrupted(day: Day, fact: Fact, event: e.ServiceInterrupted) -> None:
    day.interruptions[event.service] = Interruption(event.begins, event.ends)


def _interruption_ended(day: Day, fact: Fact, event: e.InterruptionEnded) -> None:
    day.interruptions.pop(event.service, None)


def _day_closed(day: Day, fact: Fact, event: e.DayClosed) -> None:
    day.closed = True


_APPLY: dict[type[Event], Callable[[Day, Fact, Any], None]] = {
    e.TicketTaken: _taken,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.ServiceFinished: _finished,
    e.VisitorAbsent: _absent,
    e.TicketParked: _parked,
    e.TicketTransferred: _transferred,
    e.ServiceAdded: _service_added,
    e.TicketRequeued: _requeued,
    e.TicketCancelled: _ended(State.CANCELLED),
    e.TicketLeft: _ended(State.LEFT),
    e.TicketNotServed: _ended(State.CANCELLED),
    e.PrioritySet: _priority_set,
    e.NoteAdded: _note_added,
    e.TicketPostponed: _postponed,
    e.CounterOpened: _counter_opened,
    e.CounterPaused: _counter_paused,
    e.CounterClosed: _counter_closed,
    e.NobodyToCall: _nobody,
    e.PrintRequested: _print_requested,
    e.FallbackRequested: _fallback_requested,
    e.PrintReported: _print_reported,
    e.HelpAsked: _help_asked,
    e.HelpAnswered: _help_answered,
    e.ServiceInterrupted: _interrupted,
    e.InterruptionEnded: _interruption_ended,
    e.DayClosed: _day_closed,
}
