"""A day played again by the very rules: the real day, its fold, and the policy that chooses.

A counter calls as soon as it is free, after the time that went by between an end and the next call
on that day; of several free ones, the one that answers the fewest services. A pause begins when the
visit has ended, and is as long as it was. Whoever stayed to the end stays for the last visitor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from typing import Protocol

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import Event, Fact
from server.domain.fold import apply
from server.domain.lab.recorded import ZERO, Errand, Stint, Visitor
from server.domain.lifecycle import State
from server.domain.policy import choose, due_at, reach_of
from server.domain.site import Site
from server.domain.ticket import Ticket
from server.domain.wait import promised


@dataclass(frozen=True, slots=True)
class Script:
    """Of one day: who comes, who sits where, under which organisation."""

    on: date
    site: Site
    visitors: tuple[Visitor, ...]
    stints: tuple[Stint, ...]
    reaction: timedelta = ZERO
    usual: Mapping[str, timedelta] = field(default_factory=dict)
    """What a service takes, for whom it is not known of: she went away before."""
    gap: timedelta = ZERO
    """The same, between an end and the next call."""


@dataclass(frozen=True, slots=True)
class Played:
    day: Day
    busy: tuple[tuple[datetime, datetime], ...]
    """Each time at a counter."""
    sat: timedelta
    """At all counters together, until the last visitor has gone."""


class Happens(Protocol):
    def __call__(self, now: datetime) -> None: ...


def play(script: Script) -> Played:
    playing = _Playing(script)
    playing.run()
    return playing.played


@dataclass
class _Seated:
    stint: Stint
    since: datetime
    busy: bool = False
    rises: bool = False
    """As soon as the visit has ended."""
    free: bool = False


class _Playing:
    def __init__(self, script: Script) -> None:
        self._script = script
        self._site = script.site
        self._day = Day(script.site.slug, script.on)
        self._happenings: list[tuple[datetime, int, Happens]] = []
        self._seated: dict[str, _Seated] = {}
        self._stints = _by_counter(script.stints)
        self._visitors = {visitor.number: visitor for visitor in script.visitors}
        self._errands = {v.number: deque(v.errands) for v in script.visitors if v.errands}
        self._busy: list[tuple[datetime, datetime]] = []
        self._sat: list[tuple[datetime, datetime]] = []
        self._order = 0

    @property
    def played(self) -> Played:
        last = max((until for _, until in self._busy), default=None)
        still = [(seated.since, last or seated.since) for seated in self._seated.values()]
        sat = sum((until - since for since, until in (*self._sat, *still) if until > since), ZERO)
        return Played(self._day, tuple(self._busy), sat)

    def run(self) -> None:
        for visitor in self._script.visitors:
            self._at(visitor.entered, partial(self._arrive, visitor))
            if visitor.left_at is not None:
                self._at(visitor.left_at, partial(self._leave, visitor.number))
            for asked, until in visitor.later:
                self._at(asked, partial(self._postpone, visitor.number, until))
        for stints in self._stints.values():
            self._at(stints[0].begins, partial(self._sit, stints.popleft()))
        while self._happenings:
            now, _, work = heappop(self._happenings)
            work(now)

    def _at(self, moment: datetime, work: Happens) -> None:
        self._order += 1
        heappush(self._happenings, (moment, self._order, work))

    def _note(self, now: datetime, event: Event) -> None:
        apply(self._day, Fact(self._day.seq + 1, now, "lab", event))

    # -- visitors

    def _arrive(self, visitor: Visitor, now: datetime) -> None:
        service = self._site.services_today.get(visitor.services[0])
        if service is None:
            return
        arrived, booked = visitor.arrived, visitor.appointment
        due = due_at(
            self._site.policy, service, arrived, priority=visitor.priority, appointment=booked
        )
        taken = e.TicketTaken(
            visitor.number,
            visitor.services,
            "fr",
            due,
            visitor.priority,
            appointment=booked,
            arrived=arrived if arrived != now else None,
            promised=promised(service, arrived, booked),
        )
        self._note(now, taken)
        self._wanted(visitor.number, now)

    def _leave(self, number: str, now: datetime) -> None:
        if self._waits(number):
            self._note(now, e.TicketLeft(number))

    def _postpone(self, number: str, until: datetime, now: datetime) -> None:
        if self._waits(number) and until > now:
            due = max(self._day.tickets[number].due, until)
            self._note(now, e.TicketPostponed(number, until, due))
            self._at(until, partial(self._wanted, number))

    def _waits(self, number: str) -> bool:
        ticket = self._day.tickets.get(number)
        return ticket is not None and ticket.state is State.WAITING

    def _wanted(self, number: str, now: datetime) -> None:
        """Somebody can be called now: a free counter that may does so."""
        if not self._waits(number):
            return
        ticket = self._day.tickets[number]
        able = [code for code, seated in self._seated.items()
                if seated.free and self._may(ticket, code)]  # fmt: skip
        if not able:
            return
        counter = min(able, key=self._answers)
        seated = self._seated[counter]
        if self._script.reaction:
            seated.free = False
            self._at(now + self._script.reaction, partial(self._ready, seated))
        else:
            self._ready(seated, now)

    def _may(self, ticket: Ticket, counter: str) -> bool:
        if ticket.reserved_for is not None:
            return ticket.reserved_for == counter
        agent = self._seated[counter].stint.agent
        return not self._site.skills_of(agent).isdisjoint(ticket.remaining)

    def _answers(self, counter: str) -> tuple[int, str]:
        return len(self._site.skills_of(self._seated[counter].stint.agent)), counter

    # -- counters

    def _sit(self, stint: Stint, now: datetime) -> None:
        if stint.ends is not None and stint.ends <= now:
            self._next_stint(stint, now)
            return
        seated = self._seated[stint.counter] = _Seated(stint, now)
        self._note(now, e.CounterOpened(stint.counter, stint.agent))
        if stint.ends is not None:
            self._at(stint.ends, partial(self._leave_seat, seated))
        self._ready(seated, now)

    def _leave_seat(self, seated: _Seated, now: datetime) -> None:
        if seated.busy:
            seated.rises = True
        else:
            self._rise(seated, now)

    def _rise(self, seated: _Seated, now: datetime) -> None:
        stint = seated.stint
        del self._seated[stint.counter]
        self._sat.append((seated.since, now))
        left = e.CounterPaused if self._stints[stint.counter] else e.CounterClosed
        kept = list(self._day.queues.by_counter.get(stint.counter, ()))
        self._note(now, left(stint.counter, stint.agent))
        self._next_stint(stint, now)
        for *_, number in kept:
            self._wanted(number, now)

    def _next_stint(self, stint: Stint, now: datetime) -> None:
        """After a pause as long as it was."""
        if self._stints[stint.counter]:
            following = self._stints[stint.counter].popleft()
            pause = following.begins - (stint.ends or now)
            begins = max(following.begins, now + pause)
            self._at(begins, partial(self._sit, following))

    def _ready(self, seated: _Seated, now: datetime) -> None:
        counter = seated.stint.counter
        if seated.busy or self._seated.get(counter) is not seated:
            return
        reach = reach_of(self._day, self._site, counter, seated.stint.agent)
        choice = choose(self._day, reach, self._site.policy, now)
        seated.free = choice is None
        if choice is None:
            return
        number = choice.ticket.number
        self._note(now, e.TicketCalled(number, counter, seated.stint.agent, choice.rule))
        seated.busy = True
        errands = self._errands.get(number)
        errand = errands.popleft() if errands else None
        answered = choice.ticket.answered_by(reach.services)
        until = now + (errand.lasts if errand else self._lasts(number, answered))
        self._busy.append((now, until))
        ends = partial(self._send_on, seated, number, errand) if errand else partial(
            self._finish, seated, number, answered)  # fmt: skip
        self._at(until, ends)

    def _lasts(self, number: str, services: Iterable[str]) -> timedelta:
        """Her own time, whoever answers."""
        own, usual = self._visitors[number].times, self._script.usual
        return sum((own.get(s, usual.get(s, ZERO)) for s in services), ZERO)

    def _finish(
        self, seated: _Seated, number: str, answered: tuple[str, ...], now: datetime
    ) -> None:
        self._note(now, e.ServiceFinished(number, seated.stint.counter, "solved", answered))
        self._ended(seated, number, now)

    def _send_on(self, seated: _Seated, number: str, errand: Errand, now: datetime) -> None:
        counter, ticket = seated.stint.counter, self._day.tickets[number]
        if errand.ending is e.TicketTransferred:
            kept = errand.counter if errand.counter in self._seated else None
            moved = e.TicketTransferred(number, errand.services, ticket.taken_at, kept)
            self._note(now, moved)
        elif errand.ending is e.TicketRequeued:
            self._note(now, e.TicketRequeued(number))
        elif errand.ending is e.TicketParked:
            self._note(now, e.TicketParked(number, counter))
        elif errand.ending is e.VisitorAbsent:
            self._note(now, e.VisitorAbsent(number, counter))
        else:
            self._note(now, e.TicketLeft(number))
        if errand.back_after is not None and not self._waits(number):
            self._at(now + errand.back_after, partial(self._back, number))
        self._ended(seated, number, now)

    def _back(self, number: str, now: datetime) -> None:
        self._note(now, e.TicketRequeued(number))
        self._wanted(number, now)

    def _ended(self, seated: _Seated, number: str, now: datetime) -> None:
        seated.busy = False
        if seated.rises:
            self._rise(seated, now)
        else:
            own = self._visitors[number].after
            after = self._script.gap if own is None else own
            if after:
                self._at(now + after, partial(self._ready, seated))
            else:
                self._ready(seated, now)
        self._wanted(number, now)


def _by_counter(stints: Iterable[Stint]) -> dict[str, deque[Stint]]:
    found: dict[str, deque[Stint]] = {}
    for stint in sorted(stints, key=lambda each: each.begins):
        found.setdefault(stint.counter, deque()).append(stint)
    return found
