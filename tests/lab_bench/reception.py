"""The drawn reception of the promise's bench, with its truth under each change, and its journal.

The truth is written apart from the product: floats and lists, its own rule of who is next. The lab
is told the journal alone: not how quick an agent is, nor when somebody would have come.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.site import Agent, Counter, Policy, Service, Site
from tests.promise_bench.reception import (
    ABSENT,
    LUNCH,
    OFFERS,
    SKILLS,
    SPREAD,
    Arrival,
    Happening,
    drawn_day,
)

OPENS = time(8, 30)
TARGETS = (15, 20, 20, 30, 30)
RUN = 2
"""Legal priorities in a row, at most, while others are overdue."""
MORE = 10
"""The eleventh counter, open when a question asks for it."""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    more: tuple[float, float, tuple[int, ...]] | None = None
    taught: tuple[int, int] | None = None
    """Counter, offer."""
    later: float = 0.0
    by_arrival: bool = False
    busier: bool = False


AS_IT_WAS = Question("as it was")


@dataclass(frozen=True, slots=True)
class Life:
    """A day as fate has it, whatever the organisation."""

    seed: int
    arrivals: list[Arrival]
    extra: list[bool]
    present: list[int]
    paces: list[float]
    works: list[float]
    absent: list[bool]
    lunches: list[float]
    """How long each counter's is."""


def life(seed: int) -> Life:
    drawn = drawn_day(seed)
    draws = random.Random(f"{seed} life")
    arrivals, extra = [], []
    more = drawn_day(seed + 500_000).arrivals
    for arrival in drawn.arrivals:
        arrivals.append(arrival)
        extra.append(False)
    for arrival in draws.sample(more, min(len(more), round(len(arrivals) * 0.2))):
        arrivals.append(arrival)
        extra.append(True)
    narrow = math.log(1 + SPREAD**2)
    works = [
        max(draws.lognormvariate(math.log(OFFERS[a.offer].minutes) - narrow / 2, narrow**0.5), 0.3)
        for a in arrivals
    ]
    return Life(
        seed=seed,
        arrivals=arrivals,
        extra=extra,
        present=list(drawn.hall.present),
        paces=[math.exp(draws.gauss(0, 0.15)) for _ in range(MORE + 1)],
        works=works,
        absent=[draws.random() < ABSENT for _ in arrivals],
        lunches=[LUNCH + draws.uniform(-4, 6) for _ in range(MORE + 1)],
    )


@dataclass
class Lived:
    """What happened: waits in minutes, and what a journal tells of it."""

    waits: list[float] = field(default_factory=list)
    told: list[tuple[float, Event]] = field(default_factory=list)


class Hall:
    def __init__(self, life: Life, question: Question) -> None:
        self.life, self.question, self.lived = life, question, Lived()
        self.skills = [set(each) for each in SKILLS] + [set()]
        if question.taught:
            self.skills[question.taught[0]].add(question.taught[1])
        if question.more:
            self.skills[MORE] = set(question.more[2])
        self.free: set[int] = set()
        self.away: set[int] = set()
        self.lunch = {c: 210.0 + 30 * (c % 4) for c in life.present}
        self.waiting: list[tuple[float, float, int]] = []
        self.run = 0
        self.order = count()
        self.happenings: list[tuple[float, int, Happening, int]] = []
        self.going = False

    def live(self) -> Lived:
        for counter in self.life.present:
            self._tell(0.0, e.CounterOpened(str(counter), f"agent-{counter}"))
        self.free = set(self.life.present)
        for visitor, arrival in enumerate(self.life.arrivals):
            if self.question.busier or not self.life.extra[visitor]:
                self._due(max(arrival.minute, self.question.later), Happening.ARRIVAL, visitor)
        if self.question.more:
            self._due(self.question.more[0], Happening.BACK, MORE)
            self._due(self.question.more[1], Happening.BACK, -1)
        while self.happenings:
            self.happenings.sort(reverse=True)
            now, _, what, who = self.happenings.pop()
            self._happen(now, what, who)
        return self.lived

    def _happen(self, now: float, what: Happening, who: int) -> None:
        if what is Happening.ARRIVAL:
            self._arrive(now, who)
        elif who == -1:
            self.going = True
            self.free.discard(MORE)
        else:
            if who in self.away:
                self.away.discard(who)
                self._tell(now, e.CounterOpened(str(who), f"agent-{who}"))
            self._take(now, who)

    def _arrive(self, now: float, visitor: int) -> None:
        offer, rank = self.life.arrivals[visitor].offer, self.life.arrivals[visitor].rank
        due = now if rank < 2 else now + (20 if self.question.by_arrival else TARGETS[offer])
        self.waiting.append((due, now, visitor))
        self._tell(now, taken(visitor, offer, rank, moment(self.life.seed, now)))
        able = [counter for counter in self.free if offer in self.skills[counter]]
        if able:
            counter = min(able, key=lambda each: (len(self.skills[each]), each))
            self._take(now, counter)

    def _take(self, now: float, counter: int) -> None:
        self.free.discard(counter)
        if counter == MORE and self.going:
            return
        planned = self.lunch.get(counter)
        if planned is not None and planned - 2 <= now < planned + 90:
            del self.lunch[counter]
            self.away.add(counter)
            self._tell(now, e.CounterPaused(str(counter), f"agent-{counter}"))
            self._due(now + self.life.lunches[counter], Happening.BACK, counter)
            return
        chosen = self._next(now, counter)
        if chosen is None:
            self.free.add(counter)
            return
        self.waiting.remove(chosen)
        _, arrived, visitor = chosen
        self.run = self.run + 1 if self._legal(visitor) else 0
        self.lived.waits.append(now - arrived)
        offer = self.life.arrivals[visitor].offer
        number, absent = number_of(visitor, offer), self.life.absent[visitor]
        lasts = 0.7 if absent else self.life.works[visitor] * self.life.paces[counter] + 0.4
        self._tell(now, e.TicketCalled(number, str(counter), f"agent-{counter}", "next_due"))
        end: Event = e.ServiceFinished(number, str(counter), "solved", (OFFERS[offer].name,))
        if absent:
            end = e.VisitorAbsent(number, str(counter))
        self._tell(now + lasts, end)
        self._due(now + lasts, Happening.DONE, counter)

    def _next(self, now: float, counter: int) -> tuple[float, float, int] | None:
        may = [w for w in self.waiting if self.life.arrivals[w[2]].offer in self.skills[counter]]
        first = min(may, default=None)
        if first and self._legal(first[2]) and self.run >= RUN:
            others = (w for w in may if not self._legal(w[2]) and w[0] <= now)
            return min(others, default=first)
        return first

    def _legal(self, visitor: int) -> bool:
        return self.life.arrivals[visitor].rank == 1

    def _due(self, minute: float, what: Happening, who: int) -> None:
        self.happenings.append((minute, next(self.order), what, who))

    def _tell(self, minute: float, event: Event) -> None:
        self.lived.told.append((minute, event))


def number_of(visitor: int, offer: int) -> str:
    return f"{'ABCDE'[offer]}{visitor + 1:03d}"


def taken(visitor: int, offer: int, rank: int, at: datetime) -> e.TicketTaken:
    promised = at + timedelta(minutes=TARGETS[offer])
    return e.TicketTaken(
        number_of(visitor, offer),
        (OFFERS[offer].name,),
        "fr",
        at if rank < 2 else promised,
        priority=rank == 1,
        appointment=at if rank == 0 else None,
        promised=promised,
    )


def on(seed: int) -> date:
    return date(2026, 1, 1) + timedelta(days=seed % 3000)


def moment(seed: int, minute: float) -> datetime:
    return datetime.combine(on(seed), OPENS, UTC) + timedelta(minutes=minute)


def journal(seed: int, lived: Lived) -> list[Fact]:
    told = sorted(lived.told, key=lambda each: each[0])
    return [Fact(n, moment(seed, at), "bench", event) for n, (at, event) in enumerate(told, 1)]


def site() -> Site:
    services = {
        offer.name: Service(
            offer.name, "ABCDE"[n], {"fr": offer.name}, int(offer.posted), TARGETS[n]
        )
        for n, offer in enumerate(OFFERS)
    }
    agents = {
        f"agent-{n}": Agent(f"agent-{n}", {OFFERS[offer].name: 1 for offer in skills})
        for n, skills in enumerate(SKILLS)
    }
    return Site(
        slug="drawn",
        name="Drawn",
        timezone="UTC",
        hours="24/7",
        country="FR",
        languages=("fr",),
        rollover=time(3),
        policy=Policy(priority_run=RUN),
        services=services,
        groups={},
        counters={str(n): Counter(str(n), {"fr": str(n)}) for n in range(len(SKILLS))},
        agents=agents,
        boards={},
    )
