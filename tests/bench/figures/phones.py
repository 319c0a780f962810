"""What a change costs when everybody who waits looks at a phone."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.audience import WAITING, come, crowd, hall_of_five, phones, screens
from tests.bench.children import Bare, bare_server, notice, watch_calls
from tests.bench.figures.boards import bare_watch
from tests.bench.hall import Hall
from tests.bench.machine import processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, core, fine_share, times

AIMS = {100: 30.0, 500: 80.0}
FRAME = 3_800
"""Characters: about a phone's picture."""
QUIET = 5.0
"""Seconds of watching a server to which nothing happens."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "Phones",
        "A hall of two boards, five consoles, an office and a kiosk, and so many phones of people "
        "who wait: time of one core for a call, what the sockets cost at rest left out. Beside it "
        "a FastAPI that sends a frame to as many sockets.",
    )
    for count in plan.phones:
        with hall_of_five(folder / f"phones-{count}") as hall, bare_server() as bare:
            _add_rows(table, plan, count, hall, bare)
    return table


def _add_rows(table: Beside, plan: Plan, count: int, hall: Hall, bare: Bare) -> None:
    secrets = come(hall, max(count, WAITING + plan.calls))
    looking = [*screens(hall, boards=2), *phones(secrets[:count])]
    idle, cost = _cost_of_a_call(hall, looking, plan.calls)
    limit = _cost_of_sends(bare, len(looking), plan.calls)
    most = AIMS.get(count)
    table.compare(f"a call with {count} phones", core(cost), core(limit), times(cost / limit),
                  at_most(most, cost, core) if most else None)  # fmt: skip
    table.compare(f"{count} phones at rest", f"{fine_share(idle)} of a core")


def _cost_of_a_call(
    hall: Hall, looking: list[tuple[str, str, str]], calls: int
) -> tuple[float, float]:
    """Share of a core at rest, and milliseconds of it for a call beyond that."""
    idle: list[float] = []
    began: list[tuple[float, float]] = []

    def connected() -> None:
        before = processor_seconds(hall.pid)
        time.sleep(QUIET)  # the time itself is what is measured
        idle.append((processor_seconds(hall.pid) - before) / QUIET)
        began.append((time.perf_counter(), processor_seconds(hall.pid)))

    notice(crowd(hall, looking, calls), connected)
    since, before = began[0]
    passed, worked = time.perf_counter() - since, processor_seconds(hall.pid) - before
    return idle[0], (worked - idle[0] * passed) * 1000 / calls


def _cost_of_sends(bare: Bare, sockets: int, calls: int) -> float:
    before: list[float] = []
    watch_calls(
        bare_watch(bare, sockets, calls, FRAME),
        lambda: before.append(processor_seconds(bare.pids[0])),
    )
    return (processor_seconds(bare.pids[0]) - before[0]) * 1000 / calls
