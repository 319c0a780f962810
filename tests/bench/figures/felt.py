"""What people feel in a full hall: a call on the board, and the agent's own answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.audience import CONSOLES, WAITING, come, crowd, hall_of_five, screens
from tests.bench.children import Bare, bare_server, notice, watch_calls
from tests.bench.crowd import Noticed
from tests.bench.figures.boards import bare_watch
from tests.bench.hall import Hall
from tests.bench.machine import processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, core, ms, percentile, spread, times

CALL_AIM, BESIDE_AIM = 10.0, 1.3
CONSOLE_BYTES, CONSOLE_CORE = 40 * 1024, 4.0


@dataclass
class Turns:
    """With consoles, or without."""

    consoles: int
    noticed: list[Noticed] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    """Milliseconds of a core for a call, in each turn."""

    def put(self, hall: Hall, calls: int) -> None:
        before: list[float] = []
        self.noticed.append(
            notice(
                crowd(hall, screens(hall, self.consoles), calls),
                lambda: before.append(processor_seconds(hall.pid)),
            )
        )
        self.costs.append((processor_seconds(hall.pid) - before[0]) * 1000 / calls)

    def all(self, what: Callable[[Noticed], list[float]]) -> list[float]:
        return [value for noticed in self.noticed for value in what(noticed)]


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "What people feel",
        f"{CONSOLES} agents at their consoles, an office, a kiosk and a board, as their pages show "
        f"them, and about {WAITING} people waiting. From the moment an agent's `next` is sent, "
        f"{plan.calls} calls in each of {plan.turns} turns. The limits: the same hall without any "
        "console; a FastAPI that keeps a row on the disk and sends one frame.",
    )
    full, empty, limit = Turns(CONSOLES), Turns(0), list[float]()
    with hall_of_five(folder / "felt") as hall, bare_server(folder=hall.folder) as bare:
        come(hall, WAITING + plan.calls // 2 + CONSOLES)
        for _ in range(plan.turns):
            limit += _kept_and_sent(bare, plan.calls)
            for turns in (full, empty):
                turns.put(hall, plan.calls)
                come(hall, plan.calls)
    _add_times(table, full, empty, limit)
    _add_pictures(table, full, empty)
    return table


def _kept_and_sent(bare: Bare, calls: int) -> list[float]:
    return watch_calls(bare_watch(bare, 1, calls, 7_000, "/keep")).milliseconds


def _add_times(table: Beside, full: Turns, empty: Turns, limit: list[float]) -> None:
    for name, what in (
        ("call to the board", lambda noticed: noticed.boards),
        ("the agent's answer", lambda noticed: noticed.answers),
    ):
        ours, without = full.all(what), empty.all(what)
        middle = percentile(ours, 50)
        ratio = middle / percentile(limit, 50)
        table.compare(f"{name}, beside a row kept and a frame sent", spread(ours), spread(limit),
                      times(ratio), at_most(CALL_AIM, middle, ms))  # fmt: skip
        ratio = middle / percentile(without, 50)
        table.compare(f"{name}, beside no console", spread(ours), spread(without), times(ratio),
                      at_most(BESIDE_AIM, ratio, times))  # fmt: skip
    table.compare("call to the last console", spread(full.all(lambda noticed: noticed.consoles)))


def _add_pictures(table: Beside, full: Turns, empty: Turns) -> None:
    """A console's picture costs what a call costs more with consoles than without."""
    with_them, without = median(full.costs), median(empty.costs)
    each = (with_them - without) / CONSOLES
    table.compare(
        "of a core for a call", core(with_them), core(without), times(with_them / without)
    )
    table.compare("of it for each console", core(each), aim=at_most(CONSOLE_CORE, each, core))
    for kind, size in full.noticed[-1].sizes.items():
        table.compare(f"picture, {kind}", kib(size), "", "",
                      at_most(CONSOLE_BYTES, size, kib) if kind == "console" else None)  # fmt: skip


def kib(size: float) -> str:
    return f"{size / 1024:.1f} KiB"
