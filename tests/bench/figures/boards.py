"""From the agent's key to the last board that shows the call."""

from __future__ import annotations

from pathlib import Path

from tests.bench import days
from tests.bench.children import Bare, bare_server, watch_calls
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.machine import memory_mib
from tests.bench.plan import Plan
from tests.bench.screens import Watch
from tests.bench.table import Beside, at_most, percentile, spread, times

AIM = 1.5
AIMED_AT = 1000
"""From so many boards on; one board's call is decided and kept before anybody is told."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "From a call to the boards",
        f"From the moment `next` is sent until the last board has the frame, {plan.calls} calls "
        f"in each of {plan.turns} turns. Beside it a FastAPI that keeps its sockets in a list and "
        "sends a frame of the same size to each in turn, at once or after a row of its own is on "
        "the disk; the boards are the same client process.",
    )
    for boards in plan.boards:
        hall = Hall(folder / f"boards-{boards}")
        _wait(hall, plan.calls * plan.turns + COUNTERS)
        with open_hall(hall, COUNTERS), bare_server(folder=hall.folder) as bare:
            _compare(table, plan, hall, bare, boards)
    return table


def _wait(hall: Hall, tickets: int) -> None:
    days.write(
        hall.journal, site().slug, days.TODAY, days.facts_of(site(), days.TODAY, tickets, False)
    )


def _compare(table: Beside, plan: Plan, hall: Hall, bare: Bare, boards: int) -> None:
    memory = [memory_mib(hall.pid)]
    ours: list[float] = []
    loops: dict[str, list[float]] = {"/say": [], "/keep": []}
    for _ in range(plan.turns):
        watch = our_watch(hall, boards, plan.calls)
        seen = watch_calls(watch, lambda: memory.append(memory_mib(hall.pid)))
        ours += seen.milliseconds
        for saying, limits in loops.items():
            loop = bare_watch(bare, boards, plan.calls, seen.frame_size, saying)
            limits += watch_calls(loop).milliseconds
    _add_rows(table, boards, ours, loops)
    if boards > 1:
        kib = (memory[1] - memory[0]) * 1024 / boards
        table.compare(f"{boards:,} boards, memory of each", f"{kib:,.0f} KiB")


def _add_rows(table: Beside, boards: int, ours: list[float], loops: dict[str, list[float]]) -> None:
    words = {"/say": "a loop of sends", "/keep": "a row kept, then the sends"}
    for saying, limits in loops.items():
        ratio = percentile(ours, 50) / percentile(limits, 50)
        aimed = boards >= AIMED_AT and saying == "/say"
        table.compare(f"{boards:,} {'board' if boards == 1 else 'boards'}, beside {words[saying]}",
                      spread(ours), spread(limits), times(ratio),
                      at_most(AIM, ratio, times) if aimed else None)  # fmt: skip


def our_watch(hall: Hall, boards: int, calls: int) -> Watch:
    """Every open counter calls in turn."""
    calling = [
        (f"/api/v1/sites/{hall.site}/counters/{n}/next", hall.tokens[str(n)])
        for n in range(1, COUNTERS + 1)
    ]
    path = f"/ws/display/{hall.site}/hall"
    return Watch(hall.port, path, hall.tokens["ecran-hall"], boards, calls, calling)


def bare_watch(bare: Bare, boards: int, calls: int, frame_size: int, saying: str = "/say") -> Watch:
    return Watch(
        bare.port, "/screen", "-" * 43, boards, calls, frame_size=frame_size, saying=saying
    )
