"""The day's figures, counted from its tickets: the organisation's, never a person's.

A wait is counted as the family-benefit offices do for their published threshold: from taking the
ticket to the first call (for an appointment, from its hour). Shares and medians of fewer than
`FEWEST` visits are not told: with one agent to a service they would be the measure of a person
(GDPR art. 5; CNIL, SAN-2023-021).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from server.domain.day import Day
from server.domain.lifecycle import State
from server.domain.site import Site
from server.domain.ticket import Ticket
from server.domain.wait import late, promise, waited

FEWEST = 5
MINUTE = timedelta(minutes=1)


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
    """Promised."""
    late: bool


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    service: str
    waiting: int
    """Each person once, whoever is to call her: the rows add up to all who wait."""
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
    """Called within the promise of their service, of all called and all who wait beyond it."""
    lost: Share
    """Left, or absent when called, of all who took a ticket."""
    services: tuple[ServiceFigures, ...]


def figures(day: Day, site: Site, now: datetime) -> Figures:
    tickets = list(day.tickets.values())
    waits = list(_waits_now(tickets, now))
    lost = sum(t.state in (State.LEFT, State.ABSENT) for t in tickets)
    return Figures(
        waiting=sum(t.state is State.WAITING for t in tickets),
        open_counters=sum(1 for _ in day.open_seats()),
        taken=len(tickets),
        served=sum(t.state is State.SERVED for t in tickets),
        longest=_longest(waits),
        on_time=_on_time(tickets, now),
        lost=Share(lost, len(tickets)),
        services=tuple(_service(day, now, code, tickets, waits) for code in told_of(day, site)),
    )


def told_of(day: Day, site: Site) -> list[str]:
    """The services that can be asked for, and those that have left the site file since somebody
    came for them."""
    asked = {code for ticket in day.tickets.values() for code in ticket.services}
    return [code for code in site.services_today if code in site.services or code in asked]


def _service(
    day: Day, now: datetime, code: str, tickets: Sequence[Ticket], waits: Sequence[Wait]
) -> ServiceFigures:
    # A visit for several services waited once: it counts for the first.
    first = [t for t in tickets if t.services[0] == code]
    ours = [w for w in waits if w.service == code]
    return ServiceFigures(
        service=code,
        waiting=sum(t.state is State.WAITING and t.remaining[0] == code for t in tickets),
        served=sum(code in t.done for t in tickets),
        late=sum(w.late for w in ours),
        longest=_longest(ours),
        median_wait=_median([wait_minutes(t, now) for t in first if t.first_called_at]),
        median_service=_median(_service_minutes(first)),
        on_time=_on_time(first, now),
    )


def wait_minutes(ticket: Ticket, now: datetime) -> float:
    """Until the first call, or until now."""
    return waited(ticket, now) / MINUTE


def _waits_now(tickets: Iterable[Ticket], now: datetime) -> Iterable[Wait]:
    """Whoever asked to be called later waits by choice, until then."""
    for ticket in tickets:
        away = ticket.is_away(now)
        if ticket.state is State.WAITING and ticket.first_called_at is None and not away:
            minutes, target = int(wait_minutes(ticket, now)), int(promise(ticket) / MINUTE)
            yield Wait(ticket.number, ticket.services[0], minutes, target, late(ticket, now))


def _on_time(tickets: Iterable[Ticket], now: datetime) -> Share:
    """Whoever still waits beyond the promise counts, and not only once she is called."""
    decided = [ticket for ticket in tickets if ticket.first_called_at or _overdue(ticket, now)]
    return Share(sum(not late(ticket, now) for ticket in decided), len(decided))


def _overdue(ticket: Ticket, now: datetime) -> bool:
    return ticket.state is State.WAITING and not ticket.is_away(now) and late(ticket, now)


def _service_minutes(tickets: Iterable[Ticket]) -> list[float]:
    return [
        (ticket.ended_at - began) / MINUTE
        for ticket in tickets
        if ticket.state is State.SERVED
        and len(ticket.services) == 1
        and (began := ticket.started_at or ticket.called_at)
        and ticket.ended_at
    ]


def _longest(waits: Iterable[Wait]) -> Wait | None:
    return max(waits, key=lambda wait: wait.minutes, default=None)


def _median(minutes: Sequence[float]) -> int | None:
    return round(median(minutes)) if len(minutes) >= FEWEST else None
