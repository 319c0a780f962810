"""Folds the journal again and checks what must always hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import Fact
from server.domain.fold import apply
from server.domain.lifecycle import AT_COUNTER, Action, State, move
from server.journal.journal import Journal
from server.store.trouble import Damaged


@dataclass(frozen=True)
class Breach:
    site: str
    day: date
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.site} {self.day} fact {self.seq}: {self.what}"


@dataclass
class Verified:
    events: int = 0
    tickets: int = 0
    breaches: tuple[Breach, ...] = ()


def verify(journal: Journal, site: str, day: date) -> Verified:
    """Reads the facts one after the other, as if for the first time."""
    facts, damage = _facts(journal, site, day)
    found = Verified(events=len(facts), breaches=damage)
    state = Day(site, day)
    for fact in facts:
        breaches = tuple(Breach(site, day, fact.seq, what) for what in breaches_of(state, fact))
        found.breaches += breaches
        if not breaches:
            apply(state, fact)
        elif fact.seq != state.seq + 1:
            break  # behind a gap nothing can be said
        else:
            state.seq = fact.seq
    found.tickets = len(state.tickets)
    return found


def _facts(journal: Journal, site: str, day: date) -> tuple[list[Fact], tuple[Breach, ...]]:
    """What can be read of it, up to the first that cannot."""
    try:
        return journal.facts(site, day), ()
    except Damaged:
        facts: list[Fact] = []
    while True:
        last = facts[-1].seq if facts else 0
        try:
            facts += journal.facts(site, day, last, limit=1)
        except Damaged as error:
            return facts, (Breach(site, day, last + 1, str(error)),)


_ACTIONS: dict[type[e.Event], Action] = {
    e.TicketCalled: Action.CALL,
    e.TicketRecalled: Action.RECALL,
    e.ServiceStarted: Action.SERVE,
    e.ServiceFinished: Action.FINISH,
    e.VisitorAbsent: Action.NO_SHOW,
    e.TicketParked: Action.PARK,
    e.TicketTransferred: Action.TRANSFER,
    e.ServiceAdded: Action.ADD_SERVICE,
    e.TicketRequeued: Action.REQUEUE,
    e.TicketCancelled: Action.CANCEL,
    e.PrioritySet: Action.PRIORITY,
    e.NoteAdded: Action.NOTE,
    e.TicketLeft: Action.LEAVE,
    e.TicketPostponed: Action.LATER,
}


def breaches_of(day: Day, fact: Fact) -> Iterator[str]:
    """What this fact breaks, on the day as it was before it."""
    if fact.seq != day.seq + 1:
        yield f"gap: follows {day.seq}"
        return
    if day.closed:
        yield "written after the day was closed"
    if day.last_at and fact.at < day.last_at:
        yield "goes back in time"
    if fact.key and fact.key in day.keys:
        yield f"key used twice: {fact.key}"
    if isinstance(fact.event, e.TicketTaken) and (fact.event.arrived or fact.at) > fact.at:
        yield f"{fact.event.number} arrived after it was written down"
    yield from _of_event(day, fact.event)


def _of_event(day: Day, event: e.Event) -> Iterator[str]:
    if isinstance(event, e.TicketTaken) and event.number in day.tickets:
        yield f"double number {event.number}"
    elif isinstance(event, e.FallbackRequested):
        yield from _double_paper(day, event.number)
    elif type(event) in _ACTIONS:
        number = event.number  # type: ignore[union-attr]  # every action names its ticket
        yield from _illegal(day, number, _ACTIONS[type(event)])
    if isinstance(event, e.TicketCalled):
        yield from _double_call(day, event)


def _double_paper(day: Day, number: str) -> Iterator[str]:
    if number in day.tickets or number in day.papers.fallback_numbers():
        yield f"double number {number}: printed in advance"


def _illegal(day: Day, number: str, action: Action) -> Iterator[str]:
    ticket = day.tickets.get(number)
    if ticket is None:
        yield f"{action} of {number}, which was never taken"
    elif move(action, ticket.state) is None:
        yield f"{action} of {number} while {ticket.state}"


def _double_call(day: Day, event: e.TicketCalled) -> Iterator[str]:
    ticket = day.tickets.get(event.number)
    if ticket and ticket.state in AT_COUNTER:
        yield f"double call of {event.number}: at {ticket.counter}, then at {event.counter}"
    busy = day.at_counter(event.counter)
    if busy and busy.state is not State.SERVED:
        yield f"counter {event.counter} calls {event.number} while it has {busy.number}"
    if day.seat(event.counter).agent is None:
        yield f"counter {event.counter} calls {event.number} while it is closed"
