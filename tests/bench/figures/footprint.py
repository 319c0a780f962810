"""What the server needs to stand there: time to start, time to fold its day, memory."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from server.domain.fold import fold
from tests.bench import days
from tests.bench.children import bare_server
from tests.bench.hall import Hall, compiled_in, site
from tests.bench.machine import memory_mib, processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, mib, seconds, times

EVENTS = 10_000
FOLDED_IN, START_AIM, IDLE_MIB = 0.3, 1.3, 90.0
FOLDS = 5
WORKS = 0.03
"""Of a core: more than that within a second is still the start."""


@dataclass
class Starts:
    """Of one kind of server: wall, core and memory at its first answer."""

    until: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def add(self, until: float, pid: int) -> None:
        self.until.append(until)
        self.worked.append(processor_seconds(pid))
        let_it_rest(pid)
        self.memory.append(memory_mib(pid))


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "Start and memory",
        "From the command to the first answer, modules compiled, as they are after the first "
        "start; beside it FastAPI, SQLModel and uvicorn imported and serving a no-op, in turns. "
        f"Medians of {plan.starts}. The fold is of a day of {EVENTS:,} events, in memory.",
    )
    ours, bare = _starts(plan, folder)
    for what, mine, limits in (
        ("start of one town hall", ours.until, bare.until),
        ("of which one core worked", ours.worked, bare.worked),
    ):
        ratio = median(o / b for o, b in zip(mine, limits, strict=True))
        table.compare(what, seconds(median(mine)), seconds(median(limits)), times(ratio),
                      at_most(START_AIM, ratio, times))  # fmt: skip
    memory, limit = median(ours.memory), median(bare.memory)
    table.compare("memory when nobody is there", mib(memory), mib(limit), times(memory / limit),
                  at_most(IDLE_MIB, memory, mib))  # fmt: skip
    folded = seconds_to_fold()
    table.compare("fold of a full day", seconds(folded), aim=at_most(FOLDED_IN, folded, seconds))
    return table


def _starts(plan: Plan, folder: Path) -> tuple[Starts, Starts]:
    hall = Hall(folder / "footprint")
    ours, bare = Starts(), Starts()
    try:
        _start(hall, folder, Starts(), Starts())  # compiles the modules
        for _ in range(plan.starts):
            _start(hall, folder, ours, bare)
    finally:
        hall.leave()
        hall.store.close()
    return ours, bare


def _start(hall: Hall, folder: Path, ours: Starts, limit: Starts) -> None:
    """One and the other."""
    ours.add(hall.timed_start(), hall.pid)
    hall.stop()
    began = time.perf_counter()
    with bare_server(settings=compiled_in(folder)) as bare:
        limit.add(time.perf_counter() - began, bare.pids[0])


def let_it_rest(pid: int) -> None:
    """What a start is done with is given back: memory is told of a server that does nothing."""
    before = -1.0
    while (now := processor_seconds(pid)) > before + WORKS:
        before = now
        time.sleep(1.0)


def seconds_to_fold(events: int = EVENTS) -> float:
    """Of one core: the median of a few folds of a day of so many events."""
    facts = days.facts_of(site(), days.TODAY, events // 4)[:events]
    spent = []
    for _ in range(FOLDS):
        began = time.process_time()
        fold("mairie", days.TODAY, facts)
        spent.append(time.process_time() - began)
    return median(spent)
