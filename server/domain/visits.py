"""A closed day's visits and their stages, told from its facts: the rows that statistics read.

No agent's name is kept: figures are about the organisation of the counters, never about persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain import events as e
from server.domain.events import Fact


@dataclass(frozen=True, slots=True)
class Stage:
    """One time at a counter."""

    counter: str
    services: tuple[str, ...]
    called_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    ending: str | None = None
    """The outcome, or `absent`, `parked`, `transferred`, `requeued`, `left`, `not_served`."""


@dataclass(frozen=True, slots=True)
class Visit:
    number: str
    services: tuple[str, ...]
    language: str
    priority: bool
    taken_at: datetime
    ended_at: datetime | None = None
    ending: str | None = None
    stages: tuple[Stage, ...] = ()


_ENDINGS: dict[type[e.Event], str] = {
    e.VisitorAbsent: "absent",
    e.TicketParked: "parked",
    e.TicketTransferred: "transferred",
    e.TicketRequeued: "requeued",
    e.TicketLeft: "left",
    e.TicketCancelled: "cancelled",
    e.TicketNotServed: "not_served",
}
SERVED_ON_PAPER = "served_on_paper"
"""Received while the system was down: at no counter and no hour that anybody knows."""
_LAST = {"left", "cancelled", "not_served"}


def visits_of(facts: Iterable[Fact]) -> list[Visit]:
    """In the order of arrival, which for a number entered late is earlier than its fact."""
    visits: dict[str, Visit] = {}
    for fact in facts:
        _follow(visits, fact)
    return sorted(visits.values(), key=lambda visit: visit.taken_at)


def _follow(visits: dict[str, Visit], fact: Fact) -> None:
    match fact.event:
        case e.TicketTaken(number=number) as taken:
            visits[number] = _begin(taken, fact.at)
        case e.TicketCalled(number=number, counter=counter):
            visit = visits[number]
            stage = Stage(counter, visit.services, fact.at)
            visits[number] = replace(visit, stages=(*visit.stages, stage))
        case e.ServiceStarted(number=number):
            visits[number] = _stage(visits[number], started_at=fact.at)
        case e.ServiceFinished(number=number, outcome=outcome, services=services):
            visit = _stage(visits[number], ended_at=fact.at, ending=outcome, services=services)
            visits[number] = replace(visit, ended_at=fact.at, ending=outcome)
        case event if type(event) in _ENDINGS:
            number = event.number  # type: ignore[union-attr]  # every ending names its ticket
            visits[number] = _end(visits[number], fact.at, _ENDINGS[type(event)])
        case _:
            pass


def _begin(taken: e.TicketTaken, at: datetime) -> Visit:
    return Visit(
        taken.number,
        taken.services,
        taken.language,
        taken.priority,
        taken.arrived or at,
        ending=SERVED_ON_PAPER if taken.served else None,
    )


def _end(visit: Visit, at: datetime, ending: str) -> Visit:
    if visit.stages and visit.stages[-1].ended_at is None:
        visit = _stage(visit, ended_at=at, ending=ending)
    if ending in _LAST:
        return replace(visit, ended_at=at, ending=ending)
    return replace(visit, ended_at=None, ending=None)


def _stage(visit: Visit, **changes: object) -> Visit:
    last = replace(visit.stages[-1], **changes)  # type: ignore[arg-type]
    return replace(visit, stages=(*visit.stages[:-1], last))
