"""The moment from which a day is played on, brought into the form in which it is quickly played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from server.domain.attendance import leaves_at, still_to_come
from server.domain.day import Day
from server.domain.foresight.durations import MINUTE, Table, tables
from server.domain.foresight.foreseen import Expected
from server.domain.foresight.lines import Alike, Lines, Moment, Services, Sights, Spot
from server.domain.hours import Interruption
from server.domain.interruption import interruptions_of
from server.domain.lifecycle import CounterState
from server.domain.site import Constraints, Site
from server.domain.ticket import Ticket

TICK = timedelta(microseconds=1)


class What(IntEnum):
    """Of the same moment, in this order."""

    TURNS = 0
    """Other services are interrupted, or none any more."""
    DONE = 1
    LEAVES = 2
    OPENS = 3
    BACK = 4
    ENTERS = 5


class Happened(NamedTuple):
    """What happened in a run, for who plays the same day by the rules beside it."""

    at: Moment
    what: str
    counter: str
    number: str
    agent: str = ""


class Sitting(NamedTuple):
    """An agent at a counter, as she is planned or as she sits now."""

    counter: str
    agent: str
    ends: Moment | None
    """When her shift ends; None where she stays until nobody waits after closing."""
    rhythm: Moment | None = None
    """How long in a row she works at most."""
    pause: Moment = 0


@dataclass(slots=True)
class Desk:
    """A counter in this run."""

    sitting: Sitting | None = None
    state: CounterState = CounterState.CLOSED
    since: Moment = 0
    serving: Spot | None = None


@dataclass(slots=True)
class Start:
    """What is the same in all runs: the moment from which the day is played on."""

    site: Site
    lines: Lines
    sights: Sights
    tables: dict[str, Table]
    run: int
    """Legal-priority calls in a row until now."""
    most: int
    """How many may be."""
    closes: Moment
    after_closing: bool
    heaps: list[list[Spot]] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)
    """Those who sit now."""
    began: dict[str, Moment] = field(default_factory=dict)
    """By number, of those who are at a counter."""
    events: list[tuple[Moment, What, Any]] = field(default_factory=list)
    """What is certain to happen."""
    interruptions: Mapping[str, Sequence[Interruption]] = field(default_factory=dict)
    """By service, those of the rest of the day."""
    turns: list[tuple[Moment, Services]] = field(default_factory=list)
    """What is interrupted from then on."""

    def heap(self, line: int) -> list[Spot]:
        self.heaps += [[] for _ in range(line + 1 - len(self.heaps))]
        return self.heaps[line]


def start_of(day: Day, site: Site, now: datetime, expected: Expected) -> Start:
    lines = Lines()
    start = Start(
        site=site,
        lines=lines,
        sights=Sights(site, day, lines),
        tables=_tables(day, site, expected),
        run=day.priority_run,
        most=site.policy.priority_run,
        closes=moment(expected.closes, now),
        after_closing=site.policy.serve_after_closing,
    )
    start.interruptions = {
        service: found
        for service in site.services_today
        if (found := interruptions_of(day, site, service, now))
    }
    start.turns = [*_turns(start.interruptions, now)]
    _seat_agents(start, day, now, expected)
    for ticket in day.waiting():
        standing = standing_of(start, ticket, now)
        if ticket.away_until is not None and ticket.away_until > now:
            start.events.append((moment(ticket.away_until, now), What.ENTERS, standing))
        else:
            start.heap(standing[4]).append(standing)
    for heap in start.heaps:
        heap.sort()
    return start


def _turns(
    interruptions: Mapping[str, Sequence[Interruption]], now: datetime
) -> Iterator[tuple[Moment, Services]]:
    every = [(each, service) for service, found in interruptions.items() for each in found]
    for at in sorted({max(at, now) for each, _ in every for at in each}):
        yield moment(at, now), frozenset(service for each, service in every if each.lasts(at))


def moment(at: datetime, now: datetime) -> Moment:
    return (at - now) // TICK


def standing_of(start: Start, ticket: Ticket, now: datetime) -> Spot:
    line = start.lines.of(Alike(ticket.remaining, ticket.reserved_for, ticket.priority))
    due, taken = moment(ticket.due, now), moment(ticket.taken_at, now)
    return (due, taken, ticket.rank, ticket.number, line)


def _tables(day: Day, site: Site, expected: Expected) -> dict[str, Table]:
    """Also for what has left the site file while somebody still waits for it."""
    work = day.staffing.work(site)
    asked = {service for ticket in day.tickets.values() for service in ticket.remaining}
    usual = dict.fromkeys(sorted(asked), work.average) | dict(work.minutes)
    return tables(usual, expected.minutes)


def _seat_agents(start: Start, day: Day, now: datetime, expected: Expected) -> None:
    for seat in day.seats.values():
        if seat.agent is None or seat.state is CounterState.CLOSED:
            continue
        sitting = _sitting(start.site, seat.code, seat.agent, expected)
        leaves = leaves_at(seat, expected.shifts, now)
        if leaves is not None:
            sitting = sitting._replace(ends=_unless_closing(moment(leaves, now), start.closes))
        since = moment(seat.since or now, now)
        desk = Desk(sitting, seat.state, since)
        if seat.state is CounterState.PAUSED:
            back = max(since + (sitting.pause or _minutes(expected.pause_minutes)), 0)
            start.events.append((back, What.BACK, seat.code))
        if ticket := day.at_counter(seat.code):
            desk.serving = standing_of(start, ticket, now)
            began = ticket.started_at or ticket.called_at or now
            start.began[ticket.number] = min(moment(began, now), 0)
        start.desks.append(desk)
        if sitting.ends is not None:
            start.events.append((max(sitting.ends, 0), What.LEAVES, sitting))
    for sitting, begins in _to_come(day, start, now, expected):
        start.events.append((begins, What.OPENS, sitting))
        if sitting.ends is not None:
            start.events.append((sitting.ends, What.LEAVES, sitting))


def _to_come(
    day: Day, start: Start, now: datetime, expected: Expected
) -> Iterator[tuple[Sitting, Moment]]:
    """Those planned who do not sit yet."""
    for shift in still_to_come(day, expected.shifts, now):
        sitting = _sitting(start.site, shift.counter, shift.agent, expected)
        ends = _unless_closing(moment(shift.ends, now), start.closes)
        yield sitting._replace(ends=ends), max(moment(shift.begins, now), 0)


def _sitting(site: Site, counter: str, agent: str, expected: Expected) -> Sitting:
    known = site.agents.get(agent)
    constraints = known.constraints if known else Constraints()
    rhythm = constraints.counter_minutes
    pause = constraints.pause_minutes
    return Sitting(
        counter,
        agent,
        None,
        None if rhythm is None else _minutes(rhythm),
        _minutes(expected.pause_minutes if pause is None else pause),
    )


def _unless_closing(ends: Moment, closes: Moment) -> Moment | None:
    """Whoever is there at closing stays until nobody waits."""
    return ends if ends < closes else None


def _minutes(minutes: float) -> Moment:
    return round(minutes * MINUTE)
