"""From the agent's key to the last board that shows the call."""

from __future__ import annotations

from pathlib import Path

from tests.bench import days
from tests.bench.children import Bare, bare_server, watch_calls
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.machine import memory_mib
from tests.bench.plan import Plan
from tests.bench.screens import Seen, Watch
from tests.bench.table import Table, aim, ms, percentile, times

AIM = 2.0


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "From a call to the boards",
        f"From the moment `next` is sent until the last board has the frame, {plan.calls} calls. "
        "Beside it a FastAPI that keeps its sockets in a list and sends a frame of the same size "
        "to each in turn; the boards are the same client process.",
        ("boards", "p50", "p99", "loop of sends p50", "p99", "p50 beside it", "aim",
         "memory of a board", "frame"),
    )  # fmt: skip
    for boards in plan.boards:
        hall = Hall(folder / f"boards-{boards}")
        waiting = days.facts_of(site(), days.TODAY, plan.calls + COUNTERS, served=False)
        days.write(hall.journal, site(), days.TODAY, waiting)
        with open_hall(hall, COUNTERS), bare_server() as bare:
            table.add(str(boards), *_compared(plan, hall, bare, boards))
    return table


def _compared(plan: Plan, hall: Hall, bare: Bare, boards: int) -> list[str]:
    memory = [memory_mib(hall.pid)]
    ours = watch_calls(
        our_watch(hall, boards, plan.calls // 2), lambda: memory.append(memory_mib(hall.pid))
    )
    loop = bare_watch(bare, boards, plan.calls // 2, ours.frame_size)
    # The limit on both sides of ours: what else the machine does changes slowly.
    limits = [*watch_calls(loop).milliseconds]
    again = watch_calls(our_watch(hall, boards, plan.calls // 2))
    limits += watch_calls(loop).milliseconds
    both = Seen([*ours.milliseconds, *again.milliseconds], ours.frame_size)
    return _cells(both, limits, (memory[1] - memory[0]) * 1024 / boards, boards)


def _cells(ours: Seen, limits: list[float], kib: float, boards: int) -> list[str]:
    middle, limit = percentile(ours.milliseconds, 50), percentile(limits, 50)
    return [
        ms(middle), ms(percentile(ours.milliseconds, 99)), ms(limit), ms(percentile(limits, 99)),
        times(middle / limit), aim(f"≤ × {AIM:.0f}", middle <= AIM * limit),
        f"{kib:,.0f} KiB" if boards > 1 else "", f"{ours.frame_size:,} characters",
    ]  # fmt: skip


def our_watch(hall: Hall, boards: int, calls: int) -> Watch:
    """Every open counter calls in turn."""
    calling = [
        (f"/api/v1/sites/{hall.site}/counters/{n}/next", hall.tokens[str(n)])
        for n in range(1, COUNTERS + 1)
    ]
    path = f"/ws/display/{hall.site}/hall"
    return Watch(hall.port, path, hall.tokens["ecran-hall"], boards, calls, calling)


def bare_watch(bare: Bare, boards: int, calls: int, frame_size: int) -> Watch:
    return Watch(bare.port, "/screen", "-" * 43, boards, calls, frame_size=frame_size)
