"""How long until every board is back after a restart."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.children import watch_calls
from tests.bench.figures.boards import our_watch
from tests.bench.hall import Hall, open_hall
from tests.bench.plan import Plan
from tests.bench.table import Table, aim

AIM = 10.0
"""Seconds."""


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "After a restart",
        "From the moment the server answers again until every board has its picture; the boards "
        "ask fifty at a time.",
        ("boards", "all back", "a second", "aim"),
    )
    hall = Hall(folder / "storm")
    with open_hall(hall):
        began = time.perf_counter()
        connected: list[float] = []
        watch = our_watch(hall, plan.storm, 0)
        watch_calls(watch, lambda: connected.append(time.perf_counter() - began))
    seconds = connected[0]
    table.add(f"{plan.storm:,}", f"{seconds:.1f} s", f"{plan.storm / seconds:,.0f}",
              aim(f"< {AIM:.0f} s", seconds < AIM))  # fmt: skip
    return table
