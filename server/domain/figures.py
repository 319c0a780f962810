"""The day's figures, counted from its tickets: the organisation's, never a person's.

A wait is counted as the family-benefit offices do for their published threshold: from taking the
ticket to the first call (for an appointment, from its hour). Shares and medians of fewer than
`FEWEST` visits are not told: with one agent to a service they would be the measure of a person
(GDPR art. 5; CNIL, SAN-2023-021).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from server.domain.day import Day
from server.domain.lifecycle import State
from server.domain.site import Site
from server.domain.ticket import Ticket

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """None when too few for a share to mean anything."""
        return round(100 * self.part / self.whole) if self.whole >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Wait:
    """A ticket that waits for its first call, and for how many minutes."""

    number: str
    service: str
    minutes: int
    target: int

    @property
    def late(self) -> bool:
        return self.minutes > self.target


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    service: str
    waiting: int
    served: int
    late: int
    """Waiting longer than promised."""
    longest: Wait | None
    median_wait: int | None
    """Minutes."""
    median_service: int | None
    """Minutes, of visits for this service alone: the time of several at once cannot be split."""
    on_time: Share


@dataclass(frozen=True, slots=True)
class Figures:
    waiting: int
    open_counters: int
    taken: int
    served: int
    longest: Wait | None
    on_time: Share
    """Called within the promise of their service, of all called."""
    lost: Share
    """Left, or absent when called, of all who took a ticket."""
    services: tuple[ServiceFigures, ...]


def figures(day: Day, site: Site, now: datetime) -> Figures:
    tickets = list(day.tickets.values())
    waits = list(_waits_now(tickets, site, now))
    lost = sum(t.state in (State.LEFT, State.ABSENT) for t in tickets)
    return Figures(
        waiting=sum(t.state is State.WAITING for t in tickets),
        open_counters=sum(1 for _ in day.open_seats()),
        taken=len(tickets),
        served=sum(t.state is State.SERVED for t in tickets),
        longest=_longest(waits),
        on_time=_on_time(tickets, site),
        lost=Share(lost, len(tickets)),
        services=tuple(_service(day, site, code, tickets, waits) for code in site.services),
    )


def _service(
    day: Day, site: Site, code: str, tickets: Sequence[Ticket], waits: Sequence[Wait]
) -> ServiceFigures:
    # A visit for several services waited once: it counts for the first.
    first = [t for t in tickets if t.services[0] == code]
    ours = [w for w in waits if w.service == code]
    called = [minutes for t in first if (minutes := waited(t)) is not None]
    return ServiceFigures(
        service=code,
        waiting=day.queues.waiting_for(code),
        served=sum(code in t.done for t in tickets),
        late=sum(w.late for w in ours),
        longest=_longest(ours),
        median_wait=_median(called),
        median_service=_median(_service_minutes(first)),
        on_time=_on_time(first, site),
    )


def waited(ticket: Ticket) -> float | None:
    """Minutes until the first call; None for who was not called."""
    if ticket.first_called_at is None:
        return None
    return max(0.0, _minutes(_since(ticket), ticket.first_called_at))


def _waits_now(tickets: Iterable[Ticket], site: Site, now: datetime) -> Iterable[Wait]:
    """Whoever asked to be called later waits by choice, until then."""
    for ticket in tickets:
        away = ticket.away_until is not None and ticket.away_until > now
        if ticket.state is State.WAITING and ticket.first_called_at is None and not away:
            minutes = max(0, int(_minutes(_since(ticket), now)))
            yield Wait(ticket.number, ticket.services[0], minutes, _target(ticket, site))


def _on_time(tickets: Iterable[Ticket], site: Site) -> Share:
    called = [(m, _target(t, site)) for t in tickets if (m := waited(t)) is not None]
    return Share(sum(minutes <= target for minutes, target in called), len(called))


def _service_minutes(tickets: Iterable[Ticket]) -> list[float]:
    return [
        _minutes(began, ticket.ended_at)
        for ticket in tickets
        if ticket.state is State.SERVED
        and len(ticket.services) == 1
        and (began := ticket.started_at or ticket.called_at)
        and ticket.ended_at
    ]


def _target(ticket: Ticket, site: Site) -> int:
    service = site.services.get(ticket.services[0])
    return service.target_wait if service else site.policy.target_wait


def _since(ticket: Ticket) -> datetime:
    return max(ticket.taken_at, ticket.appointment or ticket.taken_at)


def _longest(waits: Iterable[Wait]) -> Wait | None:
    return max(waits, key=lambda wait: wait.minutes, default=None)


def _median(minutes: Sequence[float]) -> int | None:
    return round(median(minutes)) if len(minutes) >= FEWEST else None


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60
