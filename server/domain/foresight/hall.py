"""One playing on, from now until everybody who is here has been called."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from enum import IntEnum
from heapq import heappop, heappush
from random import Random

from server.domain.foresight.lengths import rest, whole
from server.domain.foresight.plan import Desk, Place, Plan, Waiter

LAST = 1_000_000
"""The rank of a newcomer: behind all who came in the same moment."""


class Happening(IntEnum):
    COMES = 0
    RETURNS = 1
    FREE = 2


class Hall:
    """Queues and desks from one happening to the next.

    A newcomer for each service, of nobody yet, stands among those who wait: when she would be
    called is noted, and she takes nobody's turn.
    """

    def __init__(self, plan: Plan, draws: Random) -> None:
        self.plan, self.draws, self.now, self.run = plan, draws, 0.0, plan.run
        self.called: dict[int, float] = {}
        """Who of those that wait now -> when; a newcomer's number is below zero."""
        self._people: dict[int, Waiter] = {}
        self._queues: dict[str, list[Place]] = {}
        self._happenings: list[tuple[float, int, int]] = []
        self._idle: list[int] = []
        self._away: set[int] = set()
        """Desks without anybody at them for now, or for good."""
        self._reserve: dict[int, tuple[frozenset[str], list[frozenset[str]]]] = {}
        self._worked = [desk.worked for desk in plan.desks]
        self._visits: dict[int, tuple[Waiter, tuple[str, ...]]] = {}
        """Desk -> who is there, and what is answered."""
        self._arriving = sorted(plan.arriving)
        everybody = (*plan.waiting, *plan.seated)
        self._stranger = max((each.place.who for each in everybody), default=0) + 1
        self._missing = 0
        """How many have not been called yet, newcomers included."""
        self._begin()

    def play(self) -> None:
        while self._missing and self._happenings:
            self.now, what, which = heappop(self._happenings)
            if what == Happening.FREE:
                self._leave(which)
            elif what == Happening.COMES:
                self._comes(which)
            else:
                self._enter(self._people[which])
            self.call()

    def _begin(self) -> None:
        for number, desk in enumerate(self.plan.desks):
            self._seat(number, desk)
        for waiter in (*self.plan.waiting, *newcomers(self.plan)):
            self._missing += 1
            self._people[waiter.place.who] = waiter
            if waiter.back > 0:
                self._happen(waiter.back, Happening.RETURNS, waiter.place.who)
            else:
                self._enter(waiter)
        for number in range(len(self._arriving)):
            self._await(number)

    def _happen(self, at: float, what: Happening, which: int) -> None:
        heappush(self._happenings, (at, what, which))

    def _seat(self, number: int, desk: Desk) -> None:
        if desk.busy:
            each = desk.elapsed / len(desk.busy)
            left = [rest(self.plan.minutes[s], each, self.draws) for s in desk.busy]
            if desk.going_on is not None:
                self._visits[number] = self.plan.seated[desk.going_on], desk.busy
            self._happen(sum(left), Happening.FREE, number)
        elif desk.back > 0:
            self._away.add(number)
            self._happen(desk.back, Happening.FREE, number)
        else:
            self._idle.append(number)

    def _enter(self, waiter: Waiter) -> None:
        for name in queues_of(waiter):
            insort(self._queues.setdefault(name, []), waiter.place)

    def _await(self, number: int) -> None:
        """The next who comes for this service, unless the doors are closed by then."""
        at = self.now + self.draws.expovariate(self.plan.arriving[self._arriving[number]])
        if at < self.plan.closes:
            self._happen(at, Happening.COMES, number)

    def _comes(self, number: int) -> None:
        service, who = self._arriving[number], self._stranger
        self._stranger += 1
        due = self.now + self.plan.patience[service]
        self._people[who] = waiter = Waiter(Place(due, self.now, who, who), (service,))
        self._enter(waiter)
        self._await(number)

    def _leave(self, number: int) -> None:
        """A visit, or a pause, has ended at this desk."""
        desk = self.plan.desks[number]
        if number in self._visits:
            self._go_on(*self._visits.pop(number))
        if self.now >= desk.until:
            self._go_away(number)
        elif self._worked[number] >= desk.pause_every:
            self._worked[number] = 0.0
            self._go_away(number)
            self._happen(self.now + desk.pause, Happening.FREE, number)
        else:
            self._away.discard(number)
            self._reserve.clear()
            self._idle.append(number)

    def _go_away(self, number: int) -> None:
        self._away.add(number)
        self._reserve.clear()

    def _go_on(self, waiter: Waiter, answered: Sequence[str]) -> None:
        """What remains is asked for again, at the place of the arrival."""
        left = tuple(service for service in waiter.services if service not in answered)
        if left:
            place = waiter.place._replace(due=waiter.place.arrived)
            self._people[place.who] = again = Waiter(place, left, waiter.priority)
            self._enter(again)

    def call(self) -> None:
        """Each free desk calls, if it finds somebody."""
        for number in tuple(self._idle):
            waiter = self.next_at(number)
            while waiter is not None and waiter.place.who < 0:
                self._called(waiter)
                waiter = self.next_at(number)
            if waiter is not None:
                self._idle.remove(number)
                self._receive(number, waiter)

    def _called(self, waiter: Waiter) -> None:
        who = waiter.place.who
        if who not in self.called and who <= len(self.plan.waiting):
            self._missing -= 1
            self.called[who] = self.now
        for name in queues_of(waiter):
            queue = self._queues[name]
            del queue[bisect_left(queue, waiter.place)]

    def _receive(self, number: int, waiter: Waiter) -> None:
        desk, plan = self.plan.desks[number], self.plan
        self._called(waiter)
        self.run = self.run + 1 if waiter.priority else 0
        here = tuple(s for s in waiter.services if s in desk.skills) or waiter.services
        length = plan.walk + sum(whole(plan.minutes[s], self.draws) for s in here)
        self._visits[number] = waiter, here
        self._worked[number] += length
        self._happen(self.now + length, Happening.FREE, number)

    def next_at(self, number: int) -> Waiter | None:
        """As `policy.choose` has it."""
        queues = self._reachable(number)
        if not queues:
            return None
        first = self._people[min(queue[0] for queue in queues).who]
        if first.priority and self.run >= self.plan.priority_run:
            other = _earliest(self._ordinary_and_due(queue) for queue in queues)
            if other is not None:
                return self._people[other.who]
        needed, others = self._reserved(number)
        if self._left_to(others, first) and self._somebody_needs(needed, number):
            kept = _earliest(self._kept(others, queue) for queue in queues)
            return self._people[kept.who] if kept else None
        return first

    def _reachable(self, number: int) -> list[list[Place]]:
        desk, queues = self.plan.desks[number], self._queues
        names = (*desk.skills, f"@{desk.counter}")
        return [queue for name in names if (queue := queues.get(name))]

    def _ordinary_and_due(self, queue: list[Place]) -> Place | None:
        for place in queue:
            if place.due > self.now:
                return None
            if not self._people[place.who].priority:
                return place
        return None

    def _reserved(self, number: int) -> tuple[frozenset[str], list[frozenset[str]]]:
        """What only experts answer, and what each colleague does: `policy.reach`."""
        known = self._reserve.get(number)
        if known is None:
            known = self._reserve[number] = self._reckoned(number)
        return known

    def _reckoned(self, number: int) -> tuple[frozenset[str], list[frozenset[str]]]:
        skills = self.plan.desks[number].skills
        expert = frozenset(service for service, level in skills.items() if level > 1)
        if not expert:
            return frozenset(), []
        others = [
            desk.first_level
            for other, desk in enumerate(self.plan.desks)
            if other != number and other not in self._away and desk.first_level
        ]
        return expert.difference(*others), others

    def _left_to(self, others: list[frozenset[str]], waiter: Waiter) -> bool:
        if waiter.place.due <= self.now:
            return False
        return any(answered.issuperset(waiter.services) for answered in others)

    def _somebody_needs(self, needed: frozenset[str], number: int) -> bool:
        names = (*needed, f"@{self.plan.desks[number].counter}")
        places = (place for name in names for place in self._queues.get(name, ()))
        there = (self._people[place.who] for place in places if place.who >= 0)
        return bool(needed) and any(not needed.isdisjoint(each.services) for each in there)

    def _kept(self, others: list[frozenset[str]], queue: list[Place]) -> Place | None:
        people = self._people
        return next((p for p in queue if not self._left_to(others, people[p.who])), None)


def queues_of(waiter: Waiter) -> tuple[str, ...]:
    """A queue for each service, and for each counter that somebody is kept for."""
    return waiter.services if waiter.reserved_for is None else (f"@{waiter.reserved_for}",)


def newcomers(plan: Plan) -> Iterator[Waiter]:
    """One for each service that somebody here answers."""
    known = {service for desk in plan.desks for service in desk.skills}
    for number, service in enumerate(plan.patience):
        if service in known:
            place = Place(plan.patience[service], 0.0, LAST, -1 - number)
            yield Waiter(place, (service,))


def _earliest(places: Iterator[Place | None]) -> Place | None:
    return min((place for place in places if place is not None), default=None)
