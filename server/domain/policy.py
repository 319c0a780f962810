"""Who is next, and why.

One rule: among the tickets that a counter may call, the earliest due; ties by arrival. A ticket is
due at its arrival plus the promise of its service; legal priority and whoever was already received
are due at their arrival; an appointment at its hour. So nobody waits for ever, and nobody is
overtaken by a later comer by more than the difference of their promises, legal priority aside.

The law gives priority (CASF L.241-3, R.215-3 to R.215-6), not "absolute first": `priority_run`
bounds how many such calls go in a row while others are due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.day import Day
from server.domain.site import Policy, Service
from server.domain.ticket import Place, Ticket
from server.domain.wait import late, promised


@dataclass(frozen=True, slots=True)
class Choice:
    """The next ticket, and the rule that chose it."""

    ticket: Ticket
    rule: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a counter may call: the services its agent answers, and what is kept for it."""

    counter: str
    services: frozenset[str]


def due(
    service: Service,
    arrived: datetime,
    *,
    priority: bool = False,
    appointment: datetime | None = None,
) -> datetime:
    """When a ticket is due: of those that a counter may call, the earliest comes first."""
    if priority:
        return arrived
    if appointment is not None:
        return max(arrived, appointment)
    return promised(service, arrived)


def choose(day: Day, reach: Reach, policy: Policy, now: datetime) -> Choice | None:
    """The ticket this counter calls next, or None when nobody waits for it."""
    first = _earliest(_callable(day, reach, now))
    if first is None:
        return None
    if first.priority and day.priority_run >= policy.priority_run:
        other = _earliest(t for t in _callable(day, reach, now) if not t.priority and t.due <= now)
        if other is not None:
            return Choice(other, "after_priority", {"run": str(day.priority_run)})
    return Choice(first, rule_for(first, now))


def waiting(day: Day, reach: Reach | None = None) -> list[Ticket]:
    """Everybody who waits (for this counter, or at all), by place."""
    queues = day.queues
    several = queues.reachable(reach.services, reach.counter) if reach else queues.all()
    return [day.tickets[number] for *_, number in sorted(set().union(*several))]


def order(day: Day, policy: Policy, now: datetime, reach: Reach | None = None) -> Iterator[Choice]:
    """Everybody who waits (for this counter, or at all), in the order they will be called. Worked
    out as far as it is read: of hundreds, a list shows the first."""
    there_first = sorted(waiting(day, reach), key=lambda ticket: ticket.is_away(now))
    yield from _interleave(there_first, day.priority_run, policy.priority_run, now)


def rule_for(ticket: Ticket, now: datetime) -> str:
    """The name of the reason why a ticket stands where it does; `texts.reasons` has the words."""
    if ticket.is_away(now):
        return "away"
    if ticket.reserved_for:
        return "kept_for_counter"
    if ticket.received:
        return "already_received"
    if ticket.priority:
        return "legal_priority"
    if ticket.appointment:
        return "appointment"
    return "past_promise" if late(ticket, now) else "next_due"


def _interleave(left: list[Ticket], run: int, limit: int, now: datetime) -> Iterator[Choice]:
    while left:
        index, rule, facts = 0, rule_for(left[0], now), {}
        if left[0].priority and run >= limit:
            other = next((i for i, t in enumerate(left) if not t.priority and t.due <= now), None)
            if other is not None:
                index, rule, facts = other, "after_priority", {"run": str(run)}
        ticket = left.pop(index)
        run = run + 1 if ticket.priority else 0
        yield Choice(ticket, rule, facts)


def _callable(day: Day, reach: Reach, now: datetime) -> Iterator[Ticket]:
    """The tickets in reach whose visitor is there, each queue in order."""
    for queue in day.queues.reachable(reach.services, reach.counter):
        for ticket in _present(day, queue, now):
            yield ticket
            if not ticket.priority:
                break  # whoever stands behind in this queue is due later


def _present(day: Day, queue: list[Place], now: datetime) -> Iterator[Ticket]:
    for *_, number in queue:
        ticket = day.tickets[number]
        if not ticket.is_away(now):
            yield ticket


def _earliest(tickets: Iterable[Ticket]) -> Ticket | None:
    return min(tickets, key=lambda t: t.place, default=None)
