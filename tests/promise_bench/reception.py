"""A reception that a seed draws: ten counters with their skills, five services, priorities,
appointments, lunches, people who do not come, and days, agents and visits that differ.

What no ticket system knows stays hidden from whoever predicts: how busy the day will be, how quick
an agent is, how long a visit will last.
"""

from __future__ import annotations

import math
import random
from bisect import insort
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    per_hour: float
    minutes: float
    """In truth, on the mean."""
    posted: float
    """As the planner wrote it."""
    appointments: float = 0.0
    """The share of visitors who have one."""


OFFERS = (
    Offer("collection", 16, 6, 5),
    Offer("certificates", 9.5, 10, 10),
    Offer("identity", 5.5, 15, 15),
    Offer("residence", 2.3, 25, 20, appointments=0.5),
    Offer("family", 1.4, 35, 30, appointments=0.5),
)
SKILLS = (*[(0, 1)] * 4, *[(1, 2)] * 3, *[(0, 2, 3, 4)] * 2, (3, 4))
BUSY = (0.9, 1.35, 1.3, 1.1, 0.8, 0.9, 0.95, 0.6)
"""Each opening hour against the mean."""
OPEN = 450.0
"""Minutes; times count from the opening."""
LUNCH = 30.0
ABSENT = 0.05
SPREAD = 0.75
"""Of a visit's length, against its mean."""


class Line(NamedTuple):
    """One who waits: those of smaller rank first, then by arrival."""

    rank: int
    arrival: float
    visitor: int


class Happening(IntEnum):
    ARRIVAL = 0
    BACK = 1
    DONE = 2


@dataclass(frozen=True, slots=True)
class Arrival:
    minute: float
    offer: int
    rank: int


Lasts = Callable[[int, int, int], float]
"""How long a visit takes: visitor, offer, counter."""
Called = Callable[[int, int], None]
"""A visitor, at a counter."""


class Hall:
    """Queues and counters, from one happening to the next."""

    def __init__(self, present: list[int], lasts: Lasts, draws: random.Random) -> None:
        self.now = 0.0
        self.present, self.lasts, self.draws = present, lasts, draws
        self.called: Called = lambda visitor, counter: None
        self.queues: list[list[Line]] = [[] for _ in OFFERS]
        self.free = set(present)
        self.busy: dict[int, tuple[float, int]] = {}
        """Since when, with which offer."""
        self.away: dict[int, float] = {}
        """At lunch, since when."""
        self.lunches = {counter: 210.0 + 30 * (counter % 4) for counter in present}
        """Still to come, as planned."""
        self.happenings: list[tuple[float, Happening, int]] = []

    def copied(self, lasts: Lasts, draws: random.Random) -> Hall:
        """To be played on, without what is going to happen."""
        other = copy(self)
        other.lasts, other.draws, other.happenings = lasts, draws, []
        other.queues = [list(queue) for queue in self.queues]
        other.free, other.busy, other.away = set(self.free), dict(self.busy), dict(self.away)
        other.lunches = dict(self.lunches)
        return other

    def due(self, minute: float, what: Happening, who: int) -> None:
        heappush(self.happenings, (minute, what, who))

    def next(self) -> tuple[Happening, int]:
        self.now, what, who = heappop(self.happenings)
        if what is not Happening.ARRIVAL:
            self.busy.pop(who, None)
            self.away.pop(who, None)
            self._take(who)
        return what, who

    def arrive(self, offer: int, line: Line) -> None:
        insort(self.queues[offer], line)
        able = [counter for counter in self.free if offer in SKILLS[counter]]
        if able:
            counter = min(able, key=lambda each: (len(SKILLS[each]), each))
            self.free.discard(counter)
            self._take(counter)

    def answering(self, offer: int) -> int:
        """Counters that could call this offer and are not at lunch."""
        return sum(
            offer in SKILLS[counter] and counter not in self.away for counter in self.present
        )

    def _take(self, counter: int) -> None:
        planned = self.lunches.get(counter)
        if planned is not None and planned - 2 <= self.now < planned + 90:
            del self.lunches[counter]
            self.away[counter] = self.now
            self.due(self.now + LUNCH + self.draws.uniform(-4, 6), Happening.BACK, counter)
            return
        waiting = [offer for offer in SKILLS[counter] if self.queues[offer]]
        if not waiting:
            self.free.add(counter)
            return
        offer = min(waiting, key=lambda each: self.queues[each][0])
        visitor = self.queues[offer].pop(0).visitor
        self.busy[counter] = self.now, offer
        self.called(visitor, counter)
        self.due(self.now + self.lasts(visitor, offer, counter), Happening.DONE, counter)


@dataclass(frozen=True, slots=True)
class DrawnDay:
    hall: Hall
    arrivals: list[Arrival]


def drawn_day(seed: int) -> DrawnDay:
    draws = random.Random(seed)
    load = draws.gammavariate(25, 1 / 25) * (1.15 if seed % 5 == 0 else 1.0) * 0.97
    present = [counter for counter in range(len(SKILLS)) if draws.random() >= 0.07]
    paces = [math.exp(draws.gauss(0, 0.15)) for _ in SKILLS]
    arrivals = sorted(_arrivals(draws, load), key=lambda each: each.minute)

    def lasts(visitor: int, offer: int, counter: int) -> float:
        if draws.random() < ABSENT:
            return 0.7
        narrow = math.log(1 + SPREAD**2)
        minutes = draws.lognormvariate(math.log(OFFERS[offer].minutes) - narrow / 2, narrow**0.5)
        return max(minutes * paces[counter], 0.3) + 0.4

    hall = Hall(present, lasts, draws)
    for visitor, arrival in enumerate(arrivals):
        hall.due(arrival.minute, Happening.ARRIVAL, visitor)
    return DrawnDay(hall, arrivals)


def _arrivals(draws: random.Random, load: float) -> list[Arrival]:
    arrivals: list[Arrival] = []
    most = max(BUSY)
    for place, offer in enumerate(OFFERS):
        minute = draws.expovariate(offer.per_hour * most / 60 * load)
        while minute < OPEN:
            if draws.random() < BUSY[int(minute // 60)] / most:
                rank = 1 if draws.random() < 0.12 else 2
                if draws.random() < offer.appointments:
                    rank = 0
                arrivals.append(Arrival(minute, place, rank))
            minute += draws.expovariate(offer.per_hour * most / 60 * load)
    return arrivals
