"""Many runs of the rest of a day, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from server.domain.day import Day
from server.domain.foresight.durations import MINUTE
from server.domain.foresight.foreseen import (
    NOT_CALLED,
    Draws,
    Expected,
    Foresight,
    Outlook,
    RunEnd,
    WaitAhead,
)
from server.domain.foresight.hall import Hall
from server.domain.foresight.lines import Alike, Moment, Spot
from server.domain.foresight.start import Start, What, moment, start_of
from server.domain.policy import due_at
from server.domain.site import Site

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who may come, as the rules would take her in."""

    services: tuple[str, ...]
    priority: bool = False
    appointment: datetime | None = None


def foresee(
    day: Day, site: Site, now: datetime, expected: Expected, draws: Draws | None = None
) -> Foresight:
    draws = draws or Draws()
    now = max(now, day.last_at or now)  # a clock that was set back: the day goes on
    future = Future(day, site, now, expected)
    called: list[Mapping[str, Moment]] = []
    ends: list[RunEnd] = []
    for run in range(draws.runs):
        hall = future.play(Random(f"{draws.seed}/{run}"), draws.to_the_end)
        called.append(hall.called)
        if draws.to_the_end:
            ends.append(RunEnd(hall.done, hall.last_out / MINUTE, hall.waiting()))
    closes = future.start.closes
    return Foresight(
        at=now,
        tickets={t.number: _outlook(t.number, called, closes, draws) for t in day.waiting()},
        newcomers={s: _outlook(f"+{s}", called, closes, draws) for s in site.services},
        with_priority={s: _outlook(f"!{s}", called, closes, draws) for s in site.services},
        runs=tuple(ends),
        interruptions=future.start.interruptions,
    )


class Future:
    """What all runs begin with, and what each draws anew."""

    def __init__(self, day: Day, site: Site, now: datetime, expected: Expected) -> None:
        self.site, self.now, self.expected = site, now, expected
        self.rank = len(day.tickets)
        self.start: Start = start_of(day, site, now, expected)
        for number, appointment in enumerate(expected.appointments):
            if now <= appointment.at < expected.closes:
                booked = Newcomer(appointment.services, False, appointment.at)
                who = self.standing(booked, moment(appointment.at, now), f"={number}")
                self.start.events.append((who[1], What.ENTERS, who))
        ghosts = [
            self.standing(Newcomer((service,), priority), 0, f"{mark}{service}")
            for service in site.services
            for mark, priority in (("+", False), ("!", True))
        ]
        self.ghosts = sorted(ghosts)
        self.asked = [*(t.number for t in day.waiting()), *(ghost[3] for ghost in ghosts)]
        self.streams = [*self._streams()]
        self._coming = {ghost[3]: (ghost[0], ghost[4]) for ghost in ghosts}

    def play(self, draws: Random, to_the_end: bool = True) -> Hall:
        hall = Hall(self.start, draws, self.ghosts, self.arrivals(draws))
        hall.play(None if to_the_end else self.asked)
        return hall

    def standing(self, who: Newcomer, at: Moment, number: str) -> Spot:
        line = self.start.lines.of(Alike(who.services, None, who.priority))
        arrived = self.now + timedelta(microseconds=at)
        service = self.site.services_today[who.services[0]]
        due = due_at(self.site.policy, service, arrived,
                     priority=who.priority, appointment=who.appointment)  # fmt: skip
        return (moment(due, self.now), at, self.rank, number, line)

    def arrivals(self, draws: Random) -> list[Spot]:
        """Who comes, in that order: each hour and service a Poisson stream of its own."""
        drawn = []
        for service, at, until, rate in self.streams:
            while (at := at + round(draws.expovariate(rate))) < until:
                drawn.append((at, service))
        drawn.sort()
        share, random = self.expected.priority_share, draws.random
        return [
            self._arrival(at, rank, f"!{service}" if random() < share else f"+{service}")
            for rank, (at, service) in enumerate(drawn, 1)
        ]

    def _arrival(self, at: Moment, rank: int, like: str) -> Spot:
        """As patient as the newcomer of now who is like her, and in the same line."""
        patience, line = self._coming[like]
        return (at + patience, at, self.rank + rank, f"~{rank}", line)

    def _streams(self) -> Iterator[tuple[str, Moment, Moment, float]]:
        """Service, from when, until when, and how many in a microsecond."""
        begins, clock = self.now, ZoneInfo(self.site.timezone)
        while begins < self.expected.closes:
            hour = begins.replace(minute=0, second=0, microsecond=0) + HOUR
            ends = min(hour, self.expected.closes)
            for service in self.site.services:
                here = (begins.astimezone(clock).hour, service)
                rate = self.expected.arrivals.get(here, 0.0) / (60 * MINUTE)
                if rate > 0:
                    yield service, moment(begins, self.now), moment(ends, self.now), rate
            begins = ends


def _outlook(
    number: str, runs: list[Mapping[str, Moment]], closes: Moment, draws: Draws
) -> Outlook:
    waits = sorted(called[number] for called in runs if number in called)
    if not waits:
        return NOT_CALLED
    in_time = sum(wait < closes for wait in waits) / len(runs)
    share = len(waits) / len(runs)
    wait = None
    if share >= 0.5:
        ends = (_quantile(waits, at) for at in (draws.early, 0.5, 1 - draws.late))
        wait = WaitAhead(*ends)
    return Outlook(wait, share, in_time)


def _quantile(ordered: list[Moment], share: float) -> float:
    """In minutes, between the two that stand nearest."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return (ordered[below] + (ordered[above] - ordered[below]) * (place - below)) / MINUTE
