"""The drawn reception as a ticket system sees it, and what a simulation of its state foresees."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from server.domain.promise import Example, Finished, Look, OfficeWatch, PastDay
from tests.promise_bench.days import DataSet, OfficeDay, in_order
from tests.promise_bench.lasting import quantiles, rest
from tests.promise_bench.reception import (
    LUNCH,
    OFFERS,
    OPEN,
    Arrival,
    DrawnDay,
    Happening,
    Line,
    drawn_day,
)

DAYS, BEFORE = 44, 6
"""Before the first day the simulation has measured some others."""
RUNS = 30
OFFICE = "reception"
OPENS = 480.0
LONGEST = 300.0
FIRST = date(2001, 1, 1)


@dataclass
class Measured:
    """What past days say of visits and arrivals."""

    days: int = 0
    minutes: list[list[float]] = field(default_factory=lambda: [[] for _ in OFFERS])
    arrivals: list[list[Arrival]] = field(default_factory=lambda: [[] for _ in range(8)])
    """By opening hour."""

    def add(self, arrivals: list[Arrival], minutes: list[list[float]]) -> None:
        self.days += 1
        for arrival in arrivals:
            self.arrivals[int(arrival.minute // 60)].append(arrival)
        for known, new in zip(self.minutes, minutes, strict=True):
            known += new
            known.sort()


def generate(days: int = DAYS, runs: int = RUNS) -> DataSet:
    measured = Measured()
    lived: list[OfficeDay] = []
    for number in range(BEFORE + days):
        seen = DaySeen(number, drawn_day(1000 + number), measured, runs * (number >= BEFORE))
        seen.live()
        if number >= BEFORE:
            lived.append(seen.office_day())
        measured.add(seen.drawn.arrivals, seen.minutes)
    return DataSet("synthetic", in_order(lived))


class DaySeen:
    """One day, looked at with each arrival that has to wait and each call."""

    def __init__(self, number: int, drawn: DrawnDay, measured: Measured, runs: int) -> None:
        self.drawn, self.measured, self.runs = drawn, measured, runs
        self.day = FIRST + timedelta(days=number)
        self.watch = OfficeWatch(OFFICE, self.day.weekday())
        self.draws = random.Random(number)
        self.minutes: list[list[float]] = [[] for _ in OFFERS]
        self.issued, self.called = [0] * len(OFFERS), [0] * len(OFFERS)
        self.positions: dict[int, int] = {}
        self.calls: dict[int, float] = {}
        self.hall = drawn.hall
        self.hall.called = self._called
        self._began: dict[int, tuple[int, float]] = {}
        self._states: list[tuple[int, Example]] = []

    def live(self) -> None:
        while self.hall.happenings:
            what, who = self.hall.next()
            if what is Happening.ARRIVAL:
                self._arrive(who, self.drawn.arrivals[who])
            elif who in self._began and who not in self.hall.busy:
                self._ended(who)

    def office_day(self) -> OfficeDay:
        day = str(self.day)
        examples = [
            Example(example.state, self.calls[visitor] - self.drawn.arrivals[visitor].minute)
            for visitor, example in self._states
            if visitor in self.calls
        ]
        services = {
            f"{OFFICE}/{offer.name}": minutes
            for offer, minutes in zip(OFFERS, self.minutes, strict=True)
        }
        return OfficeDay(PastDay(OFFICE, day, self.watch.tables(), examples), services)

    def _arrive(self, visitor: int, arrival: Arrival) -> None:
        self.issued[arrival.offer] += 1
        line = Line(arrival.rank, arrival.minute, visitor)
        self.hall.arrive(arrival.offer, line)
        queue = self.hall.queues[arrival.offer]
        if visitor in self.calls:
            return
        self.positions[visitor] = queue.index(line) + 1
        self._look(arrival.offer)
        foreseen = self._foreseen(arrival.offer, line)
        state = self.watch.state(OFFERS[arrival.offer].name, self.positions[visitor], foreseen)
        self._states.append((visitor, Example(state, 0.0)))

    def _called(self, visitor: int, counter: int) -> None:
        arrival, now = self.drawn.arrivals[visitor], self.hall.now
        self._ended(counter)
        self._began[counter] = arrival.offer, now
        self.calls[visitor] = now
        self.called[arrival.offer] += 1
        wait = now - arrival.minute
        self._look(arrival.offer, (Finished(wait, wait, self.positions.get(visitor, 0)),))

    def _ended(self, counter: int) -> None:
        if counter in self._began:
            offer, began = self._began.pop(counter)
            self.minutes[offer].append(self.hall.now - began)

    def _look(self, offer: int, finished: tuple[Finished, ...] = ()) -> None:
        queue, now = self.hall.queues[offer], self.hall.now
        look = Look(
            minute=OPENS + now,
            called=self.called[offer],
            issued=self.issued[offer],
            waiting=len(queue),
            open_counters=self.hall.answering(offer),
            head=now - min((line.arrival for line in queue), default=now),
            finished=finished,
            posted=OFFERS[offer].posted,
        )
        self.watch.look(OFFERS[offer].name, look)

    def _foreseen(self, offer: int, line: Line) -> tuple[float, ...]:
        if not self.runs:
            return ()
        return quantiles([self._played_on(line) for _ in range(self.runs)])

    def _played_on(self, line: Line) -> float:
        """From now until this visitor is called, with visits and arrivals drawn from past days."""
        draws, measured, now = self.draws, self.measured, self.hall.now
        called: set[int] = set()
        hall = self.hall.copied(
            lambda _, offer, __: rest(measured.minutes[offer], 0.0, draws), draws
        )
        hall.called = lambda visitor, _: called.add(visitor)
        for counter, (began, offer) in hall.busy.items():
            hall.due(
                now + rest(measured.minutes[offer], now - began, draws), Happening.DONE, counter
            )
        for counter, began in hall.away.items():
            hall.due(max(began + LUNCH + draws.uniform(-4, 6), now), Happening.BACK, counter)
        arrivals = self._arrivals(now)
        coming = next(arrivals)
        hall.due(coming.minute, Happening.ARRIVAL, -1)
        while line.visitor not in called and hall.now < now + LONGEST:
            what, _ = hall.next()
            if what is Happening.ARRIVAL:
                hall.arrive(coming.offer, Line(coming.rank, coming.minute, -1))
                coming = next(arrivals)
                hall.due(coming.minute, Happening.ARRIVAL, -1)
        return hall.now - now

    def _arrivals(self, minute: float) -> Iterator[Arrival]:
        """As past days had them at this hour; after closing nobody."""
        while True:
            hour = min(int(minute // 60), 7)
            known = self.measured.arrivals[hour]
            length = 60.0 if hour < 7 else OPEN - 420
            minute += self.draws.expovariate(len(known) / self.measured.days / length)
            if minute >= OPEN:
                yield Arrival(minute + 2 * LONGEST, 0, 2)
                return
            one = known[self.draws.randrange(len(known))]
            yield Arrival(minute, one.offer, one.rank)
