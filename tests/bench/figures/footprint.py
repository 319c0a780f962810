"""What the server needs to stand there: time to start, time to read its day, memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from server.application.reception import open_reception
from server.domain.fold import fold
from server.journal.journal import Journal
from server.store.store import Store
from tests.bench import days
from tests.bench.hall import Hall, site
from tests.bench.machine import memory_mib, processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Table, aim

EVENTS = 10_000
FOLDED_IN, STARTED_IN, IDLE_MIB = 0.3, 2.0, 120
TIMES = 5


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Start and memory",
        f"A day of {EVENTS:,} events (visitors taken, called, served, finished), folded in memory "
        "and read from the store (seconds of one core); then a server started on that day, "
        "its modules compiled, as they are after the first start. "
        f"Medians of {TIMES} and of {plan.starts}.",
        ("what", "measured", "aim"),
    )
    hall = Hall(folder / "footprint")
    try:
        _fold_rows(table, hall)
        _start_rows(table, plan, hall)
    finally:
        hall.leave()
        hall.store.close()
    return table


def seconds_to_fold(events: int = EVENTS) -> float:
    """Median of a few folds of a day of so many events."""
    facts = days.facts_of(site(), days.TODAY, events // 4)[:events]
    return _median(lambda: fold("mairie", days.TODAY, facts))


def _fold_rows(table: Table, hall: Hall) -> None:
    folded = seconds_to_fold()
    table.add("fold of the day", f"{folded:.3f} s", aim(f"< {FOLDED_IN} s", folded < FOLDED_IN))
    store = Store(f"sqlite:///{hall.folder / 'suivant.db'}")
    journal = Journal(store)
    facts = days.facts_of(site(), days.TODAY, EVENTS // 4)[:EVENTS]
    days.write(journal, site(), days.TODAY, facts)
    now = facts[-1].at
    read = _median(lambda: open_reception(journal, site(), now, b"secret"))
    store.close()
    table.add("read from the store and folded", f"{read:.3f} s", "")


def _start_rows(table: Table, plan: Plan, hall: Hall) -> None:
    starts, worked, memory = [], 0.0, 0.0
    for _ in range(plan.starts + 1):
        starts.append(hall.timed_start())
        worked = processor_seconds(hall.pid)
        memory = memory_mib(hall.pid)
        hall.stop()
    started = median(starts[1:])  # the first compiles the modules
    table.add("from the command to the first answer", f"{started:.2f} s",
              aim(f"< {STARTED_IN:.0f} s", started < STARTED_IN))  # fmt: skip
    table.add("of which one core worked", f"{worked:.2f} s", "")
    table.add("memory when nobody is there", f"{memory:.0f} MiB",
              aim(f"< {IDLE_MIB} MiB", memory < IDLE_MIB))  # fmt: skip


def _median(work: Callable[[], object]) -> float:
    """Seconds of one core."""
    seconds = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return median(seconds)
