"""What the disk allows: transactions of one row that survive a power cut."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.disk import ROW, open_disk
from tests.bench.plan import Plan
from tests.bench.table import Beside, rate, times


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "The disk",
        "SQLite alone, write-ahead log, `synchronous=FULL`, on the same disk as all the above: "
        "rows a second, 64 in a transaction beside one. Commands that wait together share a "
        "transaction, so tickets are not bound by the one.",
    )
    alone = commits_per_second(folder / "disk-1.db", 1, plan.seconds)
    together = commits_per_second(folder / "disk-64.db", 64, plan.seconds) * 64
    table.compare("rows written", rate(together), rate(alone), times(together / alone))
    return table


def commits_per_second(path: Path, rows: int, seconds: float) -> float:
    disk = open_disk(path)
    commits, began = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        disk.execute("BEGIN IMMEDIATE")
        disk.executemany("INSERT INTO kept (text) VALUES (?)", [(ROW,)] * rows)
        disk.execute("COMMIT")
        commits += 1
    disk.close()
    return commits / elapsed
