"""The state of one day at one site: what the fold of its journal gives, and what can be asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from server.domain.hours import Interruption
from server.domain.lifecycle import AT_COUNTER, CounterState, State
from server.domain.papers import Papers
from server.domain.queues import Queues
from server.domain.staffing import Staffing
from server.domain.ticket import Seat, Ticket

CALLS_KEPT = 60
"""Enough for every board's history; older calls are in the journal."""


class Call(NamedTuple):
    """One summons, as the waiting room sees and hears it."""

    seq: int
    number: str
    counter: str
    at: datetime
    again: bool


class KeyUse(NamedTuple):
    """An idempotency key already used, and where its answer is kept."""

    seq: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody on her way to where help was asked for."""

    who: str
    at: datetime


@dataclass
class Day:
    """Changed by `fold.apply` alone, which keeps each part in step with the others."""

    site: str
    date: date
    seq: int = 0
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    queues: Queues = field(default_factory=Queues)
    issued: dict[str, int] = field(default_factory=dict)
    """Last number given, by prefix."""
    taken: dict[str, int] = field(default_factory=dict)
    """Tickets taken, by service, for quotas."""
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    priority_run: int = 0
    """Legal-priority calls made in a row."""
    staffing: Staffing = field(default_factory=Staffing)
    papers: Papers = field(default_factory=Papers)
    help_asked: dict[str, datetime] = field(default_factory=dict)
    """By place, since when."""
    help_coming: dict[str, Coming] = field(default_factory=dict)
    """By place, who has said that she goes there, until help is asked for again."""
    help_calls: int = 0
    """How often help was asked for today."""
    interruptions: dict[str, Interruption] = field(default_factory=dict)
    """By service, as planned by hand."""
    keys: dict[str, KeyUse] = field(default_factory=dict)
    closed: bool = False

    def copy(self) -> Day:
        """Another day in the same state; tickets are frozen, so only the containers are new."""
        return replace(
            self,
            tickets=dict(self.tickets),
            seats=dict(self.seats),
            queues=self.queues.copy(),
            issued=dict(self.issued),
            taken=dict(self.taken),
            calls=self.calls.copy(),
            papers=self.papers.copy(),
            help_asked=dict(self.help_asked),
            help_coming=dict(self.help_coming),
            interruptions=dict(self.interruptions),
            keys=dict(self.keys),
        )

    def receive(self, ticket: Ticket) -> None:
        self.tickets[ticket.number] = ticket
        if ticket.state is State.WAITING:
            self.queues.enter(ticket)

    def change(self, old: Ticket, **changes: Any) -> None:
        """Replaces a ticket and keeps queues and counters in step with it."""
        if old.state is State.WAITING:
            self.queues.leave(old)
        new = old._replace(**changes)
        self.receive(new)
        if old.counter and old.counter != new.counter:
            self._free(old.counter, old.number)

    def sit(self, seat: Seat) -> None:
        """Replaces what stands of a counter, and who can serve what."""
        self.seats[seat.code] = seat
        self.staffing = self.staffing.staffed((s.code, s.agent or "") for s in self.open_seats())

    def _free(self, counter: str, number: str) -> None:
        seat = self.seat(counter)
        if seat.ticket == number:
            self.seats[counter] = seat._replace(ticket=None)

    def waiting(self) -> Iterator[Ticket]:
        return (t for t in self.tickets.values() if t.state is State.WAITING)

    def seat(self, counter: str) -> Seat:
        return self.seats.get(counter) or Seat(counter)

    def seat_of(self, agent: str) -> Seat | None:
        """The counter an agent holds, if any."""
        return next((seat for seat in self.seats.values() if seat.agent == agent), None)

    def open_seats(self) -> Iterator[Seat]:
        return (seat for seat in self.seats.values() if seat.state is CounterState.OPEN)

    def at_counter(self, counter: str) -> Ticket | None:
        """Who is called to, or served at, this counter."""
        number = self.seat(counter).ticket
        ticket = self.tickets[number] if number else None
        return ticket if ticket and ticket.state in AT_COUNTER else None
