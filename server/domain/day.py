"""The state of one day at one site: what the fold of its journal gives, and what can be asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from server.domain.lifecycle import AT_COUNTER, CounterState, State
from server.domain.queues import Queues
from server.domain.ticket import Seat, Ticket

CALLS_KEPT = 60
"""Enough for every board's history; older calls are in the journal."""


FALLBACK = "fallback"
"""The kind of a print job that is a number for the drawer."""


@dataclass(frozen=True, slots=True)
class Call:
    """One summons, as the waiting room sees and hears it."""

    seq: int
    number: str
    counter: str
    at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: str
    number: str
    kind: str
    printer: str
    asked_at: datetime
    result: str | None = None
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """A job in doubt stays open: the paper may still come out, or a person decide."""
        return self.result is not None and self.result != "doubt"


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """What serving has taken today."""

    count: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyUse:
    """An idempotency key already used, and where its answer is kept."""

    seq: int
    fingerprint: str


@dataclass
class Day:
    """Changed by `fold.apply` alone."""

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
    times: dict[str, ServiceTime] = field(default_factory=dict)
    jobs: dict[str, PrintJob] = field(default_factory=dict)
    unheard: dict[str, PrintJob] = field(default_factory=dict)
    """Those of which no printer has said anything yet."""
    help_asked: dict[str, datetime] = field(default_factory=dict)
    """By place, since when."""
    help_calls: int = 0
    """How often help was asked for today."""
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
            times=dict(self.times),
            jobs=dict(self.jobs),
            unheard=dict(self.unheard),
            help_asked=dict(self.help_asked),
            keys=dict(self.keys),
        )

    def waiting(self) -> Iterator[Ticket]:
        return (t for t in self.tickets.values() if t.state is State.WAITING)

    def seat(self, counter: str) -> Seat:
        return self.seats.get(counter) or Seat(counter)

    def seat_of(self, agent: str) -> Seat | None:
        """The counter an agent holds, if any."""
        return next((d for d in self.seats.values() if d.agent == agent), None)

    def open_seats(self) -> Iterator[Seat]:
        return (d for d in self.seats.values() if d.state is CounterState.OPEN)

    def at_counter(self, counter: str) -> Ticket | None:
        """Who is called to, or served at, this counter."""
        number = self.seat(counter).ticket
        ticket = self.tickets[number] if number else None
        return ticket if ticket and ticket.state in AT_COUNTER else None

    def last_job(self, number: str) -> PrintJob | None:
        """The newest paper asked for a ticket."""
        return next((j for j in reversed(self.jobs.values()) if j.number == number), None)

    def open_jobs(self, printer: str) -> list[PrintJob]:
        """Oldest first; papers for the drawer let the visitors' go before them. Without those that
        a later copy has taken over: a dead printer that comes back must not print beside it."""
        mine = [j for j in self.jobs.values() if j.printer == printer and not j.settled]
        wanted = [j for j in mine if not j.number or j == self.last_job(j.number)]
        return sorted(wanted, key=lambda job: job.kind == FALLBACK)

    def fallback_printed(self) -> list[str]:
        """The numbers asked for in advance today, in order."""
        return [job.number for job in self.jobs.values() if job.kind == FALLBACK]
