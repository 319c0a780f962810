"""How long until every board is back after a restart."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.children import bare_server, watch_calls
from tests.bench.figures.boards import bare_watch, our_watch
from tests.bench.hall import Hall, open_hall
from tests.bench.plan import Plan
from tests.bench.screens import Watch
from tests.bench.table import Beside, at_most, seconds, times

AIM = 10.0
"""Seconds."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "After a restart",
        "From the moment the server answers again until every board has its picture; the boards "
        "ask fifty at a time, as they do of the FastAPI beside it that paints nothing.",
    )
    hall = Hall(folder / "storm")
    with open_hall(hall), bare_server() as bare:
        ours = _until_all_hang(our_watch(hall, plan.storm, 0))
        limit = _until_all_hang(bare_watch(bare, plan.storm, 0, 0))
    table.compare(f"{plan.storm:,} boards back", seconds(ours), seconds(limit), times(ours / limit),
                  at_most(AIM, ours, seconds))  # fmt: skip
    return table


def _until_all_hang(watch: Watch) -> float:
    began = time.perf_counter()
    connected: list[float] = []
    watch_calls(watch, lambda: connected.append(time.perf_counter() - began))
    return connected[0]
