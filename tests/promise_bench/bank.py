"""A bank's telephone agents, in the form of the "Anonymous Bank" data: waits of about a minute.

The clock counts in tenths of a minute, since nothing here lasts longer than ten. Customers of
priority 2 are put ninety seconds ahead, as that centre did. How many agents there are is nowhere
written: those count who have answered this kind of call today and are speaking, or were within ten
minutes.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from server.domain.promise import Example, Finished, Look, OfficeWatch, PastDay
from tests.promise_bench.days import DataSet, OfficeDay, in_order
from tests.promise_bench.warsaw import rows

SECONDS = 6.0
"""In a unit of the clock."""
CREDIT = 90.0 / SECONDS
STILL_THERE = 600.0 / SECONDS
OFFICE = "bank"


@dataclass(frozen=True, slots=True)
class Caller:
    name: int
    kind: str
    arrival: float
    wait: float
    served: float
    """For how long; 0 for who hung up."""
    agent: str
    first: bool

    @property
    def turn(self) -> float:
        return self.arrival - CREDIT * self.first

    @property
    def answered(self) -> bool:
        return bool(self.agent)


def read(folder: Path) -> DataSet | None:
    paths = sorted(folder.glob("bank_*.csv.gz"))
    if not paths:
        return None
    calls: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in paths:
        for row in rows(path):
            calls[row["day"]].append(row)
    days = in_order(_followed(day, calls[day]) for day in calls)
    days = [each for each in days if any(o.past.examples for o in each[1])]
    return DataSet(OFFICE, days, 3600 / SECONDS, 0.0, SECONDS, set_by_hand=None)


def _callers(calls: list[dict[str, str]]) -> Iterator[Caller]:
    for name, row in enumerate(calls):
        answered = row["outcome"] == "AGENT"
        waited = float(row["wait"]) if answered else float(row["q_time"])
        yield Caller(
            name=name,
            kind=row["type"],
            arrival=float(row["arrival"]) / SECONDS,
            wait=max(waited, 0.0) / SECONDS,
            served=float(row["ser_time"]) / SECONDS if answered else 0.0,
            agent=row["server"] if answered else "",
            first=row["priority"] == "2",
        )


@dataclass
class Queue:
    """Of one kind of call."""

    waiting: list[tuple[float, int]] = field(default_factory=list)
    """By turn."""
    called: float = 0.0
    issued: float = 0.0
    agents: set[str] = field(default_factory=set)
    positions: dict[int, float] = field(default_factory=dict)


@dataclass
class Centre:
    """All kinds of call, through one day."""

    watch: OfficeWatch
    queues: dict[str, Queue] = field(default_factory=lambda: defaultdict(Queue))
    free_from: dict[str, float] = field(default_factory=dict)
    """When each agent's latest call ends; only whether it has ended is ever looked at."""
    examples: list[Example] = field(default_factory=list)
    services: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def arrive(self, caller: Caller) -> None:
        queue = self.queues[caller.kind]
        queue.issued += 1
        insort(queue.waiting, (caller.turn, caller.name))
        position = queue.waiting.index((caller.turn, caller.name)) + 1
        queue.positions[caller.name] = position if caller.wait else 0.0
        if caller.wait:
            self._look(caller.kind, caller.arrival)
            if caller.answered:
                state = self.watch.state(caller.kind, position)
                self.examples.append(Example(state, caller.wait))

    def leave(self, caller: Caller) -> None:
        queue, now = self.queues[caller.kind], caller.arrival + caller.wait
        queue.waiting.remove((caller.turn, caller.name))
        finished: tuple[Finished, ...] = ()
        if caller.answered:
            queue.called += 1
            queue.agents.add(caller.agent)
            self.free_from[caller.agent] = now + caller.served
            self.services[f"{OFFICE}/{caller.kind}"].append(caller.served)
            position = queue.positions[caller.name]
            finished = (Finished(caller.wait, caller.wait, position),)
        self._look(caller.kind, now, finished)

    def _look(self, kind: str, now: float, finished: tuple[Finished, ...] = ()) -> None:
        queue = self.queues[kind]
        there = sum(self.free_from[agent] + STILL_THERE > now for agent in queue.agents)
        head = now - min((turn for turn, _ in queue.waiting), default=now)
        look = Look(now, queue.called, queue.issued, len(queue.waiting), there, max(head, 0.0))
        self.watch.look(kind, replace(look, finished=finished))


def _followed(day: str, calls: list[dict[str, str]]) -> OfficeDay:
    callers = list(_callers(calls))
    centre = Centre(OfficeWatch(OFFICE, date.fromisoformat(day).weekday(), 3600 / SECONDS))
    moments = [(each.arrival, 0, each.name) for each in callers]
    moments += [(each.arrival + each.wait, 1, each.name) for each in callers]
    for _, leaves, name in sorted(moments):
        (centre.leave if leaves else centre.arrive)(callers[name])
    past = PastDay(OFFICE, day, centre.watch.tables(), centre.examples)
    return OfficeDay(past, dict(centre.services))
